/** 200,000 synthetic persons in 25,000 cases, made by the database itself. Codes stand there as the hub says them, so that all servers answer alike. */
export const PERSONS = 200_000
const PER_CASE = 8

export const tables = (persons: number): readonly string[] => [
  `create table kazu (id bigint primary key, no_rejistu text not null, nuc text not null, data_keixa date, data_rejistu date, munisipiu text, status text)`,
  `create table vitima (id bigint primary key, id_kazu bigint not null references kazu, sexu text, idade int, data_moris date, nasaun text,
    munisipiu text, estatutu text, data_identifikasaun date, no_telf text)`,
  `insert into kazu select n, 'K-' || n || '/2024', lpad((n % 10000)::text, 4, '0') || '/' || lpad((10 + n / 10000)::text, 2, '0') || '.DIPNT',
    date '2020-01-01' + (n * 7 % 2000)::int, date '2020-01-15' + (n * 7 % 2000)::int,
    (array['TL-AL','TL-AN','TL-BA','TL-BO','TL-CO','TL-DI','TL-OE'])[1 + n % 7], (array['S10','S20','S30','S40','S50','S60'])[1 + n % 6]
    from generate_series(1, ${persons / PER_CASE}) n`,
  `insert into vitima select n, 1 + (n - 1) / ${PER_CASE}, (array['F','F','M'])[1 + n % 3], 9 + n % 40, date '1980-01-01' + (n % 12000)::int,
    (array['TLS','TLS','FOREIGN'])[1 + n % 3], (array['TL-AL','TL-AN','TL-BA','TL-BO','TL-CO','TL-DI','TL-OE'])[1 + n % 7],
    (array['POT','PRE','CNF'])[1 + n % 3], date '2020-02-01' + (n % 2000)::int, '+670 77' || lpad(n::text, 6, '0')
    from generate_series(1, ${persons}) n`,
  'create index on vitima (id_kazu)',
  'create index on kazu (data_keixa, id)',
  'analyze',
]

/** Column by field of the shared language, in the order of the question. */
export const VICTIM_COLUMNS = {
  sex: 'sexu',
  age: 'idade',
  birthDate: 'data_moris',
  nationalityGroup: 'nasaun',
  municipality: 'munisipiu',
  status: 'estatutu',
  identifiedDate: 'data_identifikasaun',
  phone: 'no_telf',
} as const
export const CASE_COLUMNS = {
  localRef: 'no_rejistu',
  nuc: 'nuc',
  reportedDate: 'data_keixa',
  registeredDate: 'data_rejistu',
  municipality: 'munisipiu',
  stage: 'status',
} as const
