-- One row per child, with what decides whether the child is meant. Values are read out of the document by path, each by name.
SELECT c.id, c.data, c.data -> 'protection_concerns' AS protection_concerns, c.data ->> 'status' AS status
FROM cases AS c
