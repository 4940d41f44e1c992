-- Four courts, one table each kind, each court with its own way of writing a date. For MariaDB and MySQL.
CREATE TABLE autos (
  n_processo varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  tribunal varchar(40) NOT NULL,
  data_entrada varchar(12),
  especie varchar(40),
  crime varchar(80),
  artigos varchar(40),
  fase varchar(20),
  data_transito varchar(12),
  juiz varchar(60),
  coletivo tinyint
) CHARACTER SET utf8mb4;

CREATE TABLE arguidos_autos (
  n_processo varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  ordem smallint NOT NULL,
  nome varchar(60),
  crime varchar(80),
  medida_coacao varchar(40),
  decisao varchar(20),
  pena_texto varchar(60),
  suspensa tinyint
) CHARACTER SET utf8mb4;

CREATE TABLE audiencias (
  id_aud integer NOT NULL,
  n_processo varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  data varchar(12),
  tipo varchar(20),
  adiada tinyint,
  motivo varchar(80)
) CHARACTER SET utf8mb4;

CREATE TABLE decisoes (
  id_dec integer NOT NULL,
  n_processo varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  ordem smallint NOT NULL,
  data varchar(12),
  transito varchar(12),
  indemnizacao_usd decimal(10, 2),
  texto text
) CHARACTER SET utf8mb4;

-- after the rows
ALTER TABLE autos ADD PRIMARY KEY (n_processo), ADD INDEX autos_tribunal (tribunal);
ALTER TABLE arguidos_autos ADD PRIMARY KEY (n_processo, ordem);
ALTER TABLE audiencias ADD PRIMARY KEY (id_aud), ADD INDEX audiencias_processo (n_processo);
ALTER TABLE decisoes ADD PRIMARY KEY (id_dec), ADD INDEX decisoes_processo (n_processo, ordem);

-- Words made up by the view take the collation of the server's build unless told; a comparison with a parameter would fail.
CREATE VIEW actos_processuais AS
SELECT concat('A', h.id_aud) COLLATE utf8mb4_bin AS id_acto, h.n_processo, a.tribunal, NULL AS ordem,
  'AUDIENCIA' COLLATE utf8mb4_bin AS tipo, h.data, 'JULGAMENTO' COLLATE utf8mb4_bin AS fase,
  h.adiada, NULL AS decisao, NULL AS pena_texto, NULL AS suspensa, NULL AS indemnizacao_usd
FROM audiencias h JOIN autos a ON a.n_processo = h.n_processo
UNION ALL
SELECT concat('S', d.id_dec) COLLATE utf8mb4_bin, d.n_processo, a.tribunal, d.ordem, 'SENTENCA' COLLATE utf8mb4_bin, d.data,
  CASE g.decisao WHEN 'CONDENADO' THEN 'CONDENACAO' WHEN 'ABSOLVIDO' THEN 'ABSOLVICAO' ELSE 'EXTINCAO' END COLLATE utf8mb4_bin,
  NULL, g.decisao, g.pena_texto, g.suspensa, d.indemnizacao_usd
FROM decisoes d JOIN autos a ON a.n_processo = d.n_processo JOIN arguidos_autos g ON g.n_processo = d.n_processo AND g.ordem = d.ordem;
