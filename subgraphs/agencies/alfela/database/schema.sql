-- Legal aid for women and children: a register that grew out of a spreadsheet, Tetum headings.
CREATE TABLE kliente (
  kodigu TEXT NOT NULL,
  naran TEXT,
  sexu TEXT,
  tinan INTEGER,
  munisipiu TEXT,
  data_rejistu TEXT,
  no_telf TEXT,
  istoria TEXT
);

CREATE TABLE kazu_legal (
  kodigu TEXT NOT NULL,
  tipu_kazu TEXT,
  data_loke TEXT,
  etapa TEXT,
  nuc TEXT,
  advogadu TEXT,
  tribunal TEXT,
  data_julgamentu TEXT,
  kompensasaun TEXT
);

CREATE TABLE enkaminhamentu (
  id INTEGER NOT NULL,
  kodigu TEXT NOT NULL,
  husi TEXT,
  ba TEXT,
  data TEXT,
  resposta TEXT,
  data_resposta TEXT
);

CREATE TABLE autorizasaun (
  id INTEGER NOT NULL,
  kodigu TEXT NOT NULL,
  ba TEXT,
  estadu TEXT,
  valida_to TEXT
);

-- after the rows
CREATE UNIQUE INDEX kliente_pk ON kliente (kodigu);
CREATE INDEX kliente_munisipiu ON kliente (munisipiu);
CREATE INDEX kliente_data ON kliente ('20' || substr(data_rejistu, 7, 2) || '-' || substr(data_rejistu, 4, 2) || '-' || substr(data_rejistu, 1, 2));
CREATE UNIQUE INDEX kazu_legal_pk ON kazu_legal (kodigu);
CREATE INDEX kazu_legal_nuc ON kazu_legal (nuc);
CREATE UNIQUE INDEX enkaminhamentu_pk ON enkaminhamentu (id);
CREATE INDEX enkaminhamentu_kliente ON enkaminhamentu (kodigu);
CREATE UNIQUE INDEX autorizasaun_pk ON autorizasaun (id);
CREATE INDEX autorizasaun_kliente ON autorizasaun (kodigu, ba);
