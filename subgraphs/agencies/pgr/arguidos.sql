-- Suspects and defendants with the classification of their case.
SELECT a."ID_ARG", a."ID_PROC", a."NOME", a."SEXO", a."NACIONAL", a."PAIS", a."SITUACAO", a."MEDIDA_COACAO", a."FUNC_PUBLICO",
       p."CLASSIFICACAO"
FROM "ARGUIDO" AS a
JOIN "PROCESSO" AS p ON p."ID_PROC" = a."ID_PROC"
