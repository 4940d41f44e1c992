-- Everybody of an investigation, with its offences. Remarks stay out of the selection.
SELECT i.id, i.processo_id, i.qualidade, i.nome_completo, i.outros_nomes, i.data_nascimento, i.sexo, i.nacionalidade, i.doc_tipo,
       i.doc_numero, i.passaporte, i.data_registo, i.municipio, i.estatuto_vitima, i.idade_factos, i.relacao_recrutador, i.exploracao,
       i.papel, i.telefone, i.morada, p.artigo_cp
FROM interveniente AS i
JOIN processo_investigacao AS p ON p.id = i.processo_id
