-- Services out of each child's document, where it holds a list of them. Nothing else of the document is selected.
SELECT s.entry ->> 'unique_id' AS unique_id, c.id AS case_id, s.entry ->> 'service_type' AS service_type,
       s.entry ->> 'service_response_day_time' AS started, s.entry ->> 'service_implemented_day_time' AS ended,
       c.data -> 'protection_concerns' AS protection_concerns, c.data ->> 'status' AS status
FROM cases AS c
CROSS JOIN LATERAL jsonb_array_elements(
  CASE jsonb_typeof(c.data -> 'services_section') WHEN 'array' THEN c.data -> 'services_section' ELSE '[]' END
) AS s (entry)
