-- A register such as a house for children might have: PostgreSQL, Portuguese, tables that grew over the years. Every row is invented.
create table c_municipio (cod char(2) primary key, designacao varchar(40) not null);
insert into c_municipio values ('01', 'Díli'), ('02', 'Baucau'), ('03', 'Bobonaro'), ('04', 'Covalima'), ('05', 'Ermera'), ('99', 'Desconhecido');

create table t_processo (
  id_processo serial primary key,
  n_processo varchar(20) not null unique,
  n_nuc varchar(20),
  dt_abertura date not null,
  situacao varchar(12) not null,
  entidade_origem varchar(12),
  observacoes text
);

create table t_utente (
  id_utente serial primary key,
  id_processo integer not null references t_processo,
  nome_completo varchar(120) not null,
  alcunha varchar(60),
  sexo char(1),
  data_nascimento varchar(10), -- dd/mm/aaaa, typed by hand
  nacionalidade varchar(30),
  cod_municipio char(2) references c_municipio,
  telefone varchar(20),
  forma_exploracao varchar(20),
  dt_identificacao date,
  dt_admissao date
);
create index on t_utente (id_processo);

create table t_encaminhamento (
  id serial primary key,
  id_utente integer not null references t_utente,
  de_entidade varchar(12) not null,
  para_entidade varchar(12) not null,
  dt_pedido date not null,
  estado varchar(12) not null
);
create index on t_encaminhamento (id_utente);

create table t_consentimento (
  id serial primary key,
  id_utente integer not null references t_utente,
  ambito varchar(20) not null,
  resposta varchar(10) not null,
  valido_ate date
);
create index on t_consentimento (id_utente);

create table t_plano_seguranca (id_utente integer primary key references t_utente, plano text not null);

insert into t_processo (n_processo, n_nuc, dt_abertura, situacao, entidade_origem, observacoes)
select 'CV-' || lpad(i::text, 4, '0') || '/24',
       case when i % 3 = 0 then lpad(i::text, 4, '0') || '/24.PDDIL' end,
       date '2024-01-08' + i * 5,
       (array['ABERTO', 'ENCERRADO', 'ARQUIVADO'])[1 + i % 3],
       (array['PNTL', 'MSS', 'OIM', null])[1 + i % 4],
       'nota inventada ' || i
from generate_series(1, 60) i;

insert into t_utente (id_processo, nome_completo, alcunha, sexo, data_nascimento, nacionalidade, cod_municipio, telefone, forma_exploracao, dt_identificacao, dt_admissao)
select 1 + (i - 1) % 60,
       (array['Maria', 'Joana', 'Rosa', 'Domingos', 'Filomena'])[1 + i % 5] || ' ' || (array['Inventada', 'Fictícia', 'Imaginada'])[1 + i % 3] || ' ' || i,
       case when i % 6 = 0 then 'Aninha ' || i end,
       (array['F', 'F', 'M'])[1 + i % 3],
       case when i % 11 = 0 then '00/00/0000' else to_char(date '2006-02-03' + i * 29, 'DD/MM/YYYY') end,
       (array['Timorense', 'Timorense', 'Indonésia', 'N/D'])[1 + i % 4],
       (array['01', '02', '03', '04', '05', '99'])[1 + i % 6],
       '+670 0000 ' || lpad(i::text, 4, '0'),
       (array['Trabalho forçado', 'Exploração sexual', 'Trabalho doméstico', 'Mendicidade'])[1 + i % 4],
       date '2024-01-08' + i * 4,
       date '2024-01-10' + i * 4
from generate_series(1, 90) i;

insert into t_encaminhamento (id_utente, de_entidade, para_entidade, dt_pedido, estado)
select i, (array['PNTL', 'MSS', 'OIM'])[1 + i % 3], 'CASA VIDA', date '2024-01-07' + i * 4, (array['ACEITE', 'PENDENTE', 'RECUSADO'])[1 + i % 3]
from generate_series(1, 60) i;

insert into t_consentimento (id_utente, ambito, resposta, valido_ate)
select i, (array['REFERENCIA', 'AUTORIDADES', 'ESTATISTICA'])[1 + i % 3], (array['SIM', 'SIM', 'NAO', 'RETIRADO'])[1 + i % 4],
       case when i % 5 = 0 then date '2024-12-31' end
from generate_series(1, 80) i;

insert into t_plano_seguranca select i, 'plano inventado' from generate_series(1, 30) i;

-- The adapter serves a source only where this mark says that everybody in it is invented.
create table tip_hub_demo_marker (note text not null);
insert into tip_hub_demo_marker values ('examples/databases/casa-vida: every row is invented');
grant select on tip_hub_demo_marker to public;
