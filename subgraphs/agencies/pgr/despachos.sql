-- Orders with the classification of their case. The text of the order stays out of the selection.
SELECT d."ID_DESP", d."ID_PROC", d."TIPO", d."DT", d."PENA_MESES", p."CLASSIFICACAO"
FROM "DESPACHO" AS d
JOIN "PROCESSO" AS p ON p."ID_PROC" = d."ID_PROC"
