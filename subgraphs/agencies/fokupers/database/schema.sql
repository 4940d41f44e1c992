-- A women's shelter: code names, ticks, Tetum. The shelter's address and who sleeps where stand in it too.
CREATE TABLE benefisiariu (
  kodigu_uma_mahon TEXT NOT NULL,
  naran_kodigu TEXT,
  tinan INTEGER,
  sexu TEXT,
  munisipiu_orijen TEXT,
  labarik_hamutuk INTEGER,
  data_tama TEXT,
  data_sai TEXT,
  refere_husi TEXT,
  tipu_violensia TEXT,
  risku TEXT,
  hela_fatin_uma_mahon TEXT,
  notas TEXT
);

CREATE TABLE asistensia (
  id INTEGER NOT NULL,
  kodigu_uma_mahon TEXT NOT NULL,
  tipu TEXT,
  data_hahu TEXT,
  data_remata TEXT
);

CREATE TABLE "akompañamentu" (
  id INTEGER NOT NULL,
  kodigu_uma_mahon TEXT NOT NULL,
  ba TEXT,
  data TEXT
);

CREATE TABLE konsentimentu (
  id INTEGER NOT NULL,
  kodigu_uma_mahon TEXT NOT NULL,
  ba TEXT,
  hatan TEXT,
  valida_to TEXT
);

-- after the rows
CREATE UNIQUE INDEX benefisiariu_pk ON benefisiariu (kodigu_uma_mahon);
CREATE INDEX benefisiariu_tama ON benefisiariu (data_tama, kodigu_uma_mahon);
CREATE INDEX benefisiariu_munisipiu ON benefisiariu (munisipiu_orijen);
CREATE UNIQUE INDEX asistensia_pk ON asistensia (id);
CREATE INDEX asistensia_kodigu ON asistensia (kodigu_uma_mahon);
CREATE INDEX asistensia_hahu ON asistensia (data_hahu, id);
CREATE UNIQUE INDEX konsentimentu_pk ON konsentimentu (id);
CREATE INDEX konsentimentu_kodigu ON konsentimentu (kodigu_uma_mahon, ba);
