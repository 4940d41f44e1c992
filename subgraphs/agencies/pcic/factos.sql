-- Acts of an investigation, with its offences. Coordinates stay out of the selection.
SELECT f.id, f.processo_id, f.fase_facto, f.tipo_ato, f.meio, f.finalidade, f.setor, f.local_pais, f.local_municipio, f.data_inicio,
       f.data_fim, f.plataforma, p.artigo_cp
FROM facto AS f
JOIN processo_investigacao AS p ON p.id = f.processo_id
