import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestPostgres } from '../support/postgres.ts'
import { page } from './asking.ts'
import { HEAD, type OddSource, openOdd, POLICY } from './odd-source.ts'

const YAML = `${HEAD('{ engine: postgres, urlEnv: ODD_URL, timezone: Asia/Dili }')}
records:
  CaseRecord:
    from: { schema: Registu Vítima, table: Kazu ç }
    key: Id Kazu
    fields:
      localRef: Nú
      nuc: { column: nuc, format: nuc }
      stage: { column: Estadu, codes: stage }
      registeredDate: data rejistu
      reportedDate: dataSimu
      archivedDate: arkivu
      municipality: { column: munisípiu, codes: municipality }
      offenceAtRegistration: { column: artigus, array: true, codes: offence }
      offenceAtCharge: { column: dadus, path: akuzasaun.artigus, array: true, codes: offence }
      victimCount: n vítima
      suspectCount: n_suspeitu
      inquirySecret: segredu
    filter: [stage, registeredDate, reportedDate, municipality, offenceAtRegistration, offenceAtCharge, nuc]
  ProceedingRecord:
    from: { schema: Registu Vítima, table: v_multa }
    key: [uuid, n]
    case: { column: kazu }
    fields: { compensationAwardedUsd: montante, compensationRequestedUsd: valor, isSuspended: { column: dadus, path: suspensa } }
  VictimRecord:
    from: { schema: Registu Vítima, table: ema }
    key: id
    only: { papel: V }
    case: { column: kazu }
    fields: { personCount: hira, sex: { column: sexu, codes: "=" }, languages: { column: dadus, path: dalen, array: true, codes: "=" } }
    filter: [sex, languages]
  PerpetratorRecord:
    from: { schema: Registu Vítima, table: ema }
    key: id
    only: { papel: { in: [A, S] } }
    case: { column: kazu }
    fields: { sex: { column: sexu, codes: "=" } }
${POLICY}`

const SQL = `
  create schema "Registu Vítima";
  set search_path = "Registu Vítima";
  create type estadu as enum ('Hela', 'Taka', 'Seluk');
  create domain kodigu as varchar(20) check (value <> '');
  create table "Kazu ç" ("Id Kazu" bigint primary key, "Nú" kodigu, nuc char(20), "Estadu" estadu, "data rejistu" timestamptz, "dataSimu" timestamp,
    arkivu date, "munisípiu" char(10), artigus text[], dadus jsonb, "n vítima" numeric(6), n_suspeitu numeric(6, 2), segredu boolean);
  insert into "Kazu ç" values
    (9223372036854775807, 'PNTL/1', '9001/24.PDDIL', 'Hela', '2024-03-14 23:30+00', '2024-03-14 23:30', 'infinity', 'DÍLI', '{163,188}',
      '{"akuzasaun": {"artigus": ["163"]}}', 2, 3.00, true),
    (2, null, '9002/2024-pdsua', 'Seluk', '2024-03-14 14:59+00', null, '0044-03-15 BC', 'BAUCAU', '{}', '{"akuzasaun": {"artigus": "163"}}', null, 2.5, false),
    (3, 'PNTL/3', null, null, null, 'infinity', '2024-02-29', null, null, '[]', 0, null, null);
  create table multa (uuid uuid, n int, kazu bigint, montante money, valor numeric(14, 2), dadus jsonb);
  insert into multa values
    ('6f9619ff-8b86-d011-b42d-00c04fc964ff', 1, 9223372036854775807, '1250.5', 1250.50, '{"suspensa": true}'),
    ('6f9619ff-8b86-d011-b42d-00c04fc964ff', 2, 2, null, 99999999999.99, '{"suspensa": false}');
  create view v_multa as select * from multa;
  create table ema (id int, papel char(3), kazu bigint, sexu text, hira text, dadus jsonb);
  insert into ema values (1, 'V', 2, 'F', '4', '{"dalen": ["tet", null, "por"]}'), (2, 'A', 2, 'M', null, null), (3, 'S', 3, 'F', null, null), (4, 'T', 2, 'F', null, null);
`

describe('a PostgreSQL database that nobody here designed', () => {
  let server: Awaited<ReturnType<typeof startTestPostgres>>
  let odd: OddSource
  beforeAll(async () => {
    server = await startTestPostgres()
    const owner = new pg.Client(server.url)
    await owner.connect()
    await owner.query(SQL)
    await owner.end()
    const codes = {
      stage: { Hela: 'S30', Taka: 'S99' },
      municipality: { DÍLI: 'TL-DI', BAUCAU: 'TL-BA' },
      offence: { 163: '163', 188: '188' },
    }
    odd = await openOdd({ yaml: YAML, codes }, { ODD_URL: server.url })
  })
  afterAll(async () => {
    await odd?.close()
    await server?.close()
  })

  it('gives enums, domains, padded texts, arrays, JSON, numbers and instants of its zone, under names with case, blanks and accents', async () => {
    const fields = [
      'localRef',
      'nuc',
      'stage',
      'registeredDate',
      'reportedDate',
      'archivedDate',
      'municipality',
      'offenceAtRegistration',
      'offenceAtCharge',
      'victimCount',
      'suspectCount',
      'inquirySecret',
    ]

    expect(await odd.cells('CaseRecord', fields)).toEqual({
      // 23:30 in Greenwich is the next morning in Dili.
      '9223372036854775807': [
        'PNTL/1',
        '9001/24.PDDIL',
        'S30',
        '2024-03-15',
        '2024-03-14',
        '(NOT_RECORDED)',
        'TL-DI',
        ['163', '188'],
        ['163'],
        '2',
        '3',
        'true',
      ],
      2: [
        '(NOT_RECORDED)',
        '9002/24.PDSUA',
        '(UNMAPPED)',
        '2024-03-14',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        'TL-BA',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        'false',
      ],
      3: [
        'PNTL/3',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '2024-02-29',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '0',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
      ],
    })
  })

  it.each([
    ['an enum', { field: 'stage', in: ['S30'] }, ['9223372036854775807']],
    ['a code that the enum does not have', { field: 'stage', in: ['S99'] }, []],
    ['an instant, by the day in Dili', { field: 'registeredDate', from: '2024-03-15', to: '2024-03-15' }, ['9223372036854775807']],
    ['a padded text', { field: 'municipality', in: ['TL-BA'] }, ['2']],
    ['an array', { field: 'offenceAtRegistration', in: ['188'] }, ['9223372036854775807']],
    ['a list inside JSON, where it is one', { field: 'offenceAtCharge', in: ['163'] }, ['9223372036854775807']],
    ['a NUC in a padded column', { field: 'nuc', in: ['9002/24.PDSUA'] }, ['2']],
  ])('filters by %s', async (_what, filter, expected) => {
    expect(await odd.keys('CaseRecord', page({ filter: [filter] }))).toEqual(expected)
  })

  it('reads money and amounts to the cent, and views by keys that are no numbers', async () => {
    expect(await odd.cells('ProceedingRecord', ['compensationAwardedUsd', 'compensationRequestedUsd', 'isSuspended'])).toEqual({
      '["6f9619ff-8b86-d011-b42d-00c04fc964ff","1"]': ['1250.50', '1250.50', 'true'],
      '["6f9619ff-8b86-d011-b42d-00c04fc964ff","2"]': ['(NOT_RECORDED)', '99999999999.99', 'false'],
    })
    expect(await odd.keys('ProceedingRecord', { by: 'keys' }, ['["6f9619ff-8b86-d011-b42d-00c04fc964ff","2"]', '["no uuid","2"]'])).toEqual(
      ['["6f9619ff-8b86-d011-b42d-00c04fc964ff","2"]'],
    )
  })

  it('tells people of one table apart by their role, a row that stands for several by its number', async () => {
    expect(await odd.cells('VictimRecord', ['personCount', 'sex', 'languages'])).toEqual({ 1: ['4', 'F', ['tet', 'por']] })
    expect(await odd.cells('PerpetratorRecord', ['sex'])).toEqual({ 2: ['M'], 3: ['F'] })
    expect(await odd.keys('PerpetratorRecord', { by: 'parents', relation: 'case' }, ['2', '3', '4'])).toEqual(['2', '3'])
    expect(await odd.keys('VictimRecord', page({ filter: [{ field: 'languages', in: ['por'] }] }))).toEqual(['1'])
  })

  it('finds integers at the end of their range by key, and nothing beyond it', async () => {
    expect(await odd.keys('CaseRecord', { by: 'keys' }, ['9223372036854775807', '9223372036854775808', '2.0', ' 2'])).toEqual([
      '9223372036854775807',
    ])
  })
})
