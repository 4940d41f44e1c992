-- Injured persons with the classification of their case. The home address stays out of the selection.
SELECT o."ID_OFE", o."ID_PROC", o."NOME", o."SEXO", o."MENOR", o."NACIONAL", o."PAIS", o."SITUACAO", p."CLASSIFICACAO"
FROM "OFENDIDO" AS o
JOIN "PROCESSO" AS p ON p."ID_PROC" = o."ID_PROC"
