-- Referrals with the kind of the client's file.
SELECT e.id, e.kodigu, e.husi, e.data, e.resposta, e.data_resposta, l.tipu_kazu
FROM enkaminhamentu AS e
JOIN kazu_legal AS l ON l.kodigu = e.kodigu
