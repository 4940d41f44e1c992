-- Travellers in an irregular case. Interview notes, grounds, carriers and visas stay out of the selection.
SELECT c.CaseNo, c.OpenedAt, c.BCPCode, c.Outcome, c.TIPIndicators, c.TIPStatus, t.Surname, t.GivenNames, t.Sex, t.DOB, t.Nationality,
       t.DocType, t.DocNumber
FROM IrregularCase AS c
JOIN Traveller AS t ON t.TravellerID = c.TravellerID
