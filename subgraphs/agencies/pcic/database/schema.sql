-- The criminal investigation police: formal Portuguese, one table for everybody of an investigation.
CREATE TABLE processo_investigacao (
  id uuid NOT NULL,
  numero_pcic text NOT NULL,
  nuc text,
  data_participacao date,
  data_abertura date,
  origem text,
  artigo_cp text[],
  estado text,
  municipio text,
  sentido text,
  num_ofendidos smallint,
  num_suspeitos smallint,
  inspetor_id integer,
  grau_sigilo smallint,
  resumo text
);

CREATE TABLE interveniente (
  id uuid NOT NULL,
  processo_id uuid NOT NULL,
  qualidade text,
  nome_completo text,
  outros_nomes text,
  data_nascimento date,
  sexo text,
  nacionalidade char(3),
  doc_tipo text,
  doc_numero text,
  passaporte text,
  data_registo date,
  municipio text,
  estatuto_vitima text,
  idade_factos smallint,
  relacao_recrutador text,
  exploracao text[],
  papel text[],
  telefone text,
  morada text,
  observacoes text
);

CREATE TABLE facto (
  id uuid NOT NULL,
  processo_id uuid NOT NULL,
  fase_facto text,
  tipo_ato text,
  meio text,
  finalidade text,
  setor text,
  local_pais char(3),
  local_municipio text,
  coordenadas text,
  data_inicio date,
  data_fim date,
  plataforma text
);

CREATE TABLE diligencia (
  id integer NOT NULL,
  processo_id uuid NOT NULL,
  data date,
  tipo text,
  relatorio text
);

CREATE TABLE apreensao (
  id integer NOT NULL,
  processo_id uuid NOT NULL,
  data date,
  objeto text
);

-- after the rows
ALTER TABLE processo_investigacao ADD PRIMARY KEY (id);
ALTER TABLE interveniente ADD PRIMARY KEY (id);
ALTER TABLE facto ADD PRIMARY KEY (id);
ALTER TABLE diligencia ADD PRIMARY KEY (id);
ALTER TABLE apreensao ADD PRIMARY KEY (id);
ALTER TABLE interveniente ADD FOREIGN KEY (processo_id) REFERENCES processo_investigacao;
ALTER TABLE facto ADD FOREIGN KEY (processo_id) REFERENCES processo_investigacao;
CREATE UNIQUE INDEX processo_numero ON processo_investigacao (numero_pcic);
CREATE INDEX processo_nuc ON processo_investigacao (nuc);
CREATE INDEX processo_participacao ON processo_investigacao (data_participacao, id);
CREATE INDEX processo_artigo ON processo_investigacao USING gin (artigo_cp);
CREATE INDEX interveniente_processo ON interveniente (processo_id, qualidade);
CREATE INDEX interveniente_registo ON interveniente (data_registo, id);
CREATE INDEX interveniente_municipio ON interveniente (municipio);
CREATE INDEX facto_processo ON facto (processo_id);
CREATE INDEX facto_inicio ON facto (data_inicio, id);
CREATE INDEX diligencia_processo ON diligencia (processo_id);
CREATE INDEX apreensao_processo ON apreensao (processo_id);
