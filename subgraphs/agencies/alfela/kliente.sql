-- Clients with the kind of their file. Telephone and what the client told her lawyer stay out of the selection.
SELECT k.kodigu, k.naran, k.sexu, k.tinan, k.munisipiu, k.data_rejistu, l.tipu_kazu
FROM kliente AS k
JOIN kazu_legal AS l ON l.kodigu = k.kodigu
