-- Referrals with their complaint. The officer's letter stays out of the selection.
SELECT r.id_refere, r.id_vitima, v.id_kazu, r.refere_ba, r.data_refere, r.tipu_asistensia, r.resposta, r.data_resposta, k.tipu_krime
FROM refere AS r
JOIN vitima AS v ON v.id_vitima = r.id_vitima
JOIN livru_kazu AS k ON k.id_kazu = v.id_kazu
