-- Help given, with the kinds of violence that brought the woman here. Nothing of the house is selected.
SELECT a.id, a.kodigu_uma_mahon, a.tipu, a.data_hahu, a.data_remata, b.tipu_violensia
FROM asistensia AS a
JOIN benefisiariu AS b ON b.kodigu_uma_mahon = a.kodigu_uma_mahon
