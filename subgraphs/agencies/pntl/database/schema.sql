-- The station register of the police's vulnerable persons unit: Tetum and police Portuguese, dates as text, one row per visit.
CREATE TABLE livru_kazu (
  id_kazu integer NOT NULL,
  no_rejistu varchar(24) NOT NULL,
  data_keixa varchar(10),
  oras varchar(5),
  munisipiu varchar(16),
  postu varchar(40),
  suku varchar(40),
  tipu_krime varchar(80),
  hosi_se varchar(24),
  keixa_na_in varchar(80),
  investigador varchar(60),
  status varchar(12),
  nuc_mp varchar(20),
  deskrisaun text
);

CREATE TABLE vitima (
  id_vitima integer NOT NULL,
  id_kazu integer NOT NULL,
  naran_kompletu varchar(120),
  naran_bolu varchar(40),
  sexu varchar(2),
  idade integer,
  data_moris varchar(10),
  nasaun varchar(24),
  hela_fatin varchar(120),
  no_telf varchar(20),
  relasaun_ho_autor varchar(24),
  refere_ba varchar(80),
  data_rejistu varchar(10),
  munisipiu varchar(16),
  estatutu varchar(16),
  kondisaun_saude text
);

CREATE TABLE autor (
  id_autor integer NOT NULL,
  id_kazu integer NOT NULL,
  naran varchar(120),
  sexu varchar(2),
  idade integer,
  nasaun varchar(24),
  knaar varchar(40)
);

CREATE TABLE refere (
  id_refere integer NOT NULL,
  id_vitima integer NOT NULL,
  refere_ba varchar(24),
  data_refere varchar(10),
  tipu_asistensia varchar(24),
  resposta varchar(12),
  data_resposta varchar(10),
  detalle text
);

CREATE TABLE konsentimentu (
  id_konsentimentu integer NOT NULL,
  id_vitima integer NOT NULL,
  ba varchar(24),
  estadu varchar(12),
  valida_to varchar(10)
);

-- after the rows
ALTER TABLE livru_kazu ADD PRIMARY KEY (id_kazu);
ALTER TABLE vitima ADD PRIMARY KEY (id_vitima);
ALTER TABLE autor ADD PRIMARY KEY (id_autor);
ALTER TABLE refere ADD PRIMARY KEY (id_refere);
ALTER TABLE konsentimentu ADD PRIMARY KEY (id_konsentimentu);
ALTER TABLE vitima ADD FOREIGN KEY (id_kazu) REFERENCES livru_kazu;
CREATE INDEX livru_kazu_nuc ON livru_kazu (nuc_mp);
CREATE INDEX vitima_kazu ON vitima (id_kazu);
CREATE INDEX vitima_munisipiu ON vitima (munisipiu);
CREATE INDEX autor_kazu ON autor (id_kazu);
CREATE INDEX refere_vitima ON refere (id_vitima);
CREATE INDEX konsentimentu_vitima ON konsentimentu (id_vitima, ba);
