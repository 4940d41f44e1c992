-- Hearings and decisions of all courts, with the crime of the case. The text of decisions and the reasons of adjournments stay out.
SELECT v.id_acto, v.n_processo, v.tribunal, v.ordem, v.tipo, v.data, v.fase, v.adiada, v.decisao, v.pena_texto, v.suspensa,
       v.indemnizacao_usd, a.crime
FROM actos_processuais AS v
JOIN autos AS a ON a.n_processo = v.n_processo
