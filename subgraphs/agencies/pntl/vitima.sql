-- Persons with the words under which their complaint was filed. Health and whatever the officer noted stay out of the selection.
SELECT v.id_vitima, v.id_kazu, v.naran_kompletu, v.naran_bolu, v.sexu, v.idade, v.data_moris, v.nasaun, v.hela_fatin, v.no_telf,
       v.relasaun_ho_autor, v.data_rejistu, v.munisipiu, v.estatutu, k.tipu_krime
FROM vitima AS v
JOIN livru_kazu AS k ON k.id_kazu = v.id_kazu
