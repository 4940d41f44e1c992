-- Referrals and transfers with the child's concerns. The notes stay out of the selection.
SELECT t.id, t.record_id, t.type, t.status, t.transitioned_by_agency, t.transitioned_to_agency, t.service, t.created_at, t.responded_at,
       c.data -> 'protection_concerns' AS protection_concerns
FROM transitions AS t
JOIN cases AS c ON c.id = t.record_id
