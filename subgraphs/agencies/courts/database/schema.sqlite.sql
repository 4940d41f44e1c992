-- Four courts, one table each kind, each court with its own way of writing a date. The same tables as schema.sql, for SQLite.
CREATE TABLE autos (
  n_processo TEXT NOT NULL,
  tribunal TEXT NOT NULL,
  data_entrada TEXT,
  especie TEXT,
  crime TEXT,
  artigos TEXT,
  fase TEXT,
  data_transito TEXT,
  juiz TEXT,
  coletivo INTEGER
);

CREATE TABLE arguidos_autos (
  n_processo TEXT NOT NULL,
  ordem INTEGER NOT NULL,
  nome TEXT,
  crime TEXT,
  medida_coacao TEXT,
  decisao TEXT,
  pena_texto TEXT,
  suspensa INTEGER
);

CREATE TABLE audiencias (
  id_aud INTEGER NOT NULL,
  n_processo TEXT NOT NULL,
  data TEXT,
  tipo TEXT,
  adiada INTEGER,
  motivo TEXT
);

CREATE TABLE decisoes (
  id_dec INTEGER NOT NULL,
  n_processo TEXT NOT NULL,
  ordem INTEGER NOT NULL,
  data TEXT,
  transito TEXT,
  indemnizacao_usd TEXT,
  texto TEXT
);

-- after the rows
CREATE UNIQUE INDEX autos_pk ON autos (n_processo);
CREATE INDEX autos_tribunal ON autos (tribunal);
CREATE UNIQUE INDEX arguidos_autos_pk ON arguidos_autos (n_processo, ordem);
CREATE UNIQUE INDEX audiencias_pk ON audiencias (id_aud);
CREATE INDEX audiencias_processo ON audiencias (n_processo);
CREATE UNIQUE INDEX decisoes_pk ON decisoes (id_dec);
CREATE INDEX decisoes_processo ON decisoes (n_processo, ordem);

CREATE VIEW actos_processuais AS
SELECT 'A' || h.id_aud AS id_acto, h.n_processo, a.tribunal, NULL AS ordem, 'AUDIENCIA' AS tipo, h.data, 'JULGAMENTO' AS fase,
  h.adiada, NULL AS decisao, NULL AS pena_texto, NULL AS suspensa, NULL AS indemnizacao_usd
FROM audiencias h JOIN autos a ON a.n_processo = h.n_processo
UNION ALL
SELECT 'S' || d.id_dec, d.n_processo, a.tribunal, d.ordem, 'SENTENCA', d.data,
  CASE g.decisao WHEN 'CONDENADO' THEN 'CONDENACAO' WHEN 'ABSOLVIDO' THEN 'ABSOLVICAO' ELSE 'EXTINCAO' END,
  NULL, g.decisao, g.pena_texto, g.suspensa, d.indemnizacao_usd
FROM decisoes d JOIN autos a ON a.n_processo = d.n_processo JOIN arguidos_autos g ON g.n_processo = d.n_processo AND g.ordem = d.ordem;
