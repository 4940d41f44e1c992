-- Crossings of travellers in a case with signs of trafficking, each with the traveller's first such case.
SELECT m.MovementID, c.CaseNo, m.Direction, m.MovementDateTime, m.BCPCode, m.DocType, m.PermittedUntil
FROM IrregularCase AS c
JOIN Movement AS m ON m.TravellerID = c.TravellerID
WHERE c.CaseNo = (SELECT min(f.CaseNo) FROM IrregularCase AS f WHERE f.TravellerID = c.TravellerID AND f.TIPIndicators > 0)
