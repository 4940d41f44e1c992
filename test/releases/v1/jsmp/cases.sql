-- One row per case: the monitors' summaries repeat the case at every hearing. Initials and comments stay out of the selection.
SELECT case_no, min(court) AS court, min(crime) AS crime, min(articles) AS articles
FROM case_summaries
GROUP BY case_no
