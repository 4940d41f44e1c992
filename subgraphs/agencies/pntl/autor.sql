-- Alleged authors with the words under which the complaint was filed.
SELECT a.id_autor, a.id_kazu, a.naran, a.sexu, a.idade, a.nasaun, a.knaar, k.tipu_krime
FROM autor AS a
JOIN livru_kazu AS k ON k.id_kazu = a.id_kazu
