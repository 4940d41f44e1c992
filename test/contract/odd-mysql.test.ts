import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestMariaDb, type TestMariaDb, whyNoMariaDb } from '../support/mariadb.ts'
import { page } from './asking.ts'
import { HEAD, type OddSource, openOdd, POLICY } from './odd-source.ts'

const YAML = `${HEAD('{ engine: mysql, urlEnv: ODD_URL, timezone: Asia/Dili }')}
records:
  CaseRecord:
    from: Kazu ç
    key: id
    only: { tipu: { in: [TIP] } }
    fields:
      localRef: Nú
      nuc: { column: nuc, format: nuc }
      stage: { column: estadu, codes: stage, default: S10 }
      registeredDate: data_rejistu
      reportedDate: data_simu
      archivedDate: { column: tinan, date: yyyy }
      municipality: { column: munisipiu, codes: municipality }
      offenceAtCharge: { column: dadus, path: artigus, array: true, codes: offence }
      inquirySecret: segredu
      victimCount: hira
    filter: [registeredDate, reportedDate, stage, municipality, offenceAtCharge]
  VictimRecord:
    from: vitima ç
    key: kode
    case: { column: kazu, references: referensia }
    fields:
      exploitation: { column: sinal, split: ",", codes: "=" }
      means: { flags: { fl_dolo: DEC, fl_forsa: FRC }, yes: [S] }
      status: { column: status, codes: victim-status }
    filter: [exploitation, means, status]
${POLICY}`

const SQL = `
  set sql_mode = '';
  drop table if exists \`Kazu ç\`, \`vitima ç\`;
  create table \`Kazu ç\` (id bigint unsigned, \`Nú\` int(6) unsigned zerofill, nuc char(20), estadu enum('Hela', 'Taka'), data_rejistu date, data_simu datetime,
    tinan year, munisipiu varchar(20) character set latin1 collate latin1_swedish_ci, tipu varchar(10), dadus json, segredu tinyint(1), hira decimal(12, 2),
    referensia varchar(20)) character set utf8mb4 collate utf8mb4_unicode_ci;
  insert into \`Kazu ç\` values
    (18446744073709551615, 7, '9001/24.PDDIL', 'Hela', '2024-03-20', '2024-03-14 23:30:00', 2024, 'Díli', 'TIP', '{"artigus": ["163"]}', 1, 2.00, 'A1'),
    (2, 123456, null, '', '0000-00-00', '0000-00-00 00:00:00', 0000, 'dili', 'TIP', '{"artigus": "163"}', 0, 2.50, 'a1'),
    (3, null, null, 'Taka', '2024-02-00', null, null, 'DÍLI', 'TIP', '{"artigus": [188]}', null, null, null),
    (4, 1, null, 'Hela', '2024-03-20', null, null, 'Díli', 'tip', null, null, null, 'Á1');
  create table \`vitima ç\` (kode varchar(10), kazu varchar(20), sinal set('SEX', 'LAB', 'BEG'), fl_dolo char(1), fl_forsa char(1), status varchar(20))
    character set utf8mb4 collate utf8mb4_unicode_ci;
  insert into \`vitima ç\` values ('v1', 'A1', 'SEX,BEG', 'S', 's', 'Viktima'), ('V1', 'a1', '', 'N', '', 'VIKTIMA'), ('V2', 'á1', null, null, null, 'suspeita');
`

const why = whyNoMariaDb
const describeHere = why === undefined ? describe : describe.skip
describeHere(`a MariaDB database that nobody here designed${why === undefined ? '' : ` (${why})`}`, () => {
  let server: TestMariaDb
  let odd: OddSource
  beforeAll(async () => {
    server = await startTestMariaDb('odd')
    const owner = await createConnection({ uri: server.url, multipleStatements: true })
    await owner.query(SQL)
    // As an administrator may have set it long ago; not on a server that is somebody else's.
    if (process.env.MARIADB_URL === undefined)
      await owner.query(
        "set global sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,HIGH_NOT_PRECEDENCE,PAD_CHAR_TO_FULL_LENGTH,STRICT_ALL_TABLES,NO_ZERO_DATE'",
      )
    await owner.end()
    const codes = {
      stage: { Hela: 'S30', Taka: 'S99' },
      municipality: { Díli: 'TL-DI' },
      offence: { 163: '163', 188: '188' },
      'victim-status': { Viktima: 'CNF', suspeita: 'PRE' },
    }
    odd = await openOdd({ yaml: YAML, codes }, { ODD_URL: server.url })
  })
  afterAll(async () => {
    await odd?.close()
    await server?.close()
  })

  it('gives unsigned and padded numbers, enums, days that are none, years, latin1 and JSON', async () => {
    const fields = [
      'localRef',
      'nuc',
      'stage',
      'registeredDate',
      'reportedDate',
      'archivedDate',
      'municipality',
      'offenceAtCharge',
      'inquirySecret',
      'victimCount',
    ]

    expect(await odd.cells('CaseRecord', fields)).toEqual({
      '18446744073709551615': ['000007', '9001/24.PDDIL', 'S30', '2024-03-20', '2024-03-14', '2024', 'TL-DI', ['163'], 'true', '2'],
      2: [
        '123456',
        '(NOT_RECORDED)',
        'S10',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(UNMAPPED)',
        '(NOT_RECORDED)',
        'false',
        '(NOT_RECORDED)',
      ],
      3: [
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        'S99',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(UNMAPPED)',
        ['188'],
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
      ],
    })
  })

  it('takes no other case or accent for the same: not in rows, codes, keys or pointers', async () => {
    // Row 4 is of the kind `tip`, not `TIP`.
    expect(await odd.keys('CaseRecord', { by: 'keys' }, ['4', '3'])).toEqual(['3'])
    expect(await odd.keys('CaseRecord', page({ filter: [{ field: 'municipality', in: ['TL-DI'] }] }))).toEqual(['18446744073709551615'])
    expect(await odd.keys('VictimRecord', { by: 'keys' }, ['v1'])).toEqual(['v1'])
    expect(await odd.keys('VictimRecord', { by: 'parents', relation: 'case' }, ['18446744073709551615'])).toEqual(['v1'])
    expect(await odd.keys('VictimRecord', { by: 'parents', relation: 'case' }, ['2'])).toEqual(['V1'])
    expect(await odd.keys('VictimRecord', page({ filter: [{ field: 'status', in: ['CNF'] }] }))).toEqual(['v1'])
    expect(await odd.keys('VictimRecord', page({ filter: [{ field: 'means', in: ['FRC'] }] }))).toEqual([])
    expect(await odd.cells('VictimRecord', ['exploitation', 'means', 'status'])).toEqual({
      v1: [['SEX', 'BEG'], ['DEC'], 'CNF'],
      V1: ['(NOT_RECORDED)', [], '(UNMAPPED)'],
      V2: ['(NOT_RECORDED)', '(NOT_RECORDED)', 'PRE'],
    })
  })

  it.each([
    ['a day, whatever days that are none stand beside it', { field: 'registeredDate', from: '2024' }, ['18446744073709551615']],
    ['a time', { field: 'reportedDate', from: '2024-03-14', to: '2024-03-14' }, ['18446744073709551615']],
    ['an enum', { field: 'stage', in: ['S99'] }, ['3']],
    ['a default, however the server reads NOT', { field: 'stage', in: ['S10'] }, ['2']],
    ['a number in a list inside JSON', { field: 'offenceAtCharge', in: ['188'] }, ['3']],
    ['a list inside JSON, where it is one', { field: 'offenceAtCharge', in: ['163'] }, ['18446744073709551615']],
  ])('filters by %s', async (_what, filter, expected) => {
    expect(await odd.keys('CaseRecord', page({ filter: [filter] }))).toEqual(expected)
  })

  it('filters by one value of a set, and pages by a day that may be none', async () => {
    expect(await odd.keys('VictimRecord', page({ filter: [{ field: 'exploitation', in: ['BEG'] }] }))).toEqual(['v1'])
    expect(await odd.keys('CaseRecord', page({ orderBy: 'registeredDate' }))).toEqual(['18446744073709551615', '2', '3'])
  })
})
