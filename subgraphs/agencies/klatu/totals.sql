-- A line of the sheet holds three numbers: cases, women, men. Each becomes a total of its own; the closing line, which has no source, none.
SELECT k."No" || '/CASE' AS total, k."Tinan" AS period, k."Fonte" AS fonte, k."Munisípiu" AS munisipiu, 'CASE' AS unit, NULL AS sex,
       k."Kazu" AS counted
FROM kazu_potensial AS k
WHERE k."Fonte" <> ''
UNION ALL
SELECT k."No" || '/F', k."Tinan", k."Fonte", k."Munisípiu", 'VICTIM', 'F', k."Vítima Feto"
FROM kazu_potensial AS k
WHERE k."Fonte" <> ''
UNION ALL
SELECT k."No" || '/M', k."Tinan", k."Fonte", k."Munisípiu", 'VICTIM', 'M', k."Vítima Mane"
FROM kazu_potensial AS k
WHERE k."Fonte" <> ''
