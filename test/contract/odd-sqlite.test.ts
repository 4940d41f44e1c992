import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { page } from './asking.ts'
import { HEAD, type OddSource, openOdd, POLICY } from './odd-source.ts'

const YAML = `${HEAD('{ engine: sqlite, pathEnv: ODD_PATH, timezone: Asia/Dili }')}
records:
  CaseRecord:
    from: v kazu
    key: id
    fields:
      localRef: ref
      stage: { column: estadu, codes: stage }
      registeredDate: { column: data, date: [yyyy-MM-dd, dd/MM/yyyy, yyyy, excel] }
      offenceAtCharge: { column: artigus, array: true, codes: offence }
      victimCount: hira
      inquirySecret: segredu
    filter: [registeredDate, stage, offenceAtCharge]
  VictimRecord:
    from: vitima
    key: [kode, n]
    case: { column: kazu }
    fields: { sex: { column: sexu, codes: "=" }, age: idade }
    filter: [sex]
${POLICY}`

const SQL = `
  create table "kazu loos" (id, ref, estadu text collate nocase, data, artigus, hira, segredu);
  insert into "kazu loos" values
    (9007199254740993, 'PNTL/1', 'Hela', '2024-03-14', '[163, "188"]', 2, 1),
    ('K2', 17, 'HELA', '14/03/2024', '163', 2.0, 0),
    (3, 4.5, ' Taka ', 45000, '{"0": 163}', 'rua', 'true'),
    (4, x'41', null, 2024, 'not json', null, null),
    ('k2', null, 'Taka', 0, null, '03', null);
  create view "v kazu" as select * from "kazu loos";
  create table vitima (kode text, n integer, kazu, sexu, idade, primary key (kode, n)) without rowid;
  insert into vitima values ('V1', 1, 9007199254740993, 'F', 17), ('V1', 2, 'K2', 'M', '017'), ('v1', 1, 'k2', 'F', 17.0), ('V2', 1, 3, null, '17 tinan');
`

describe('a SQLite database that nobody here designed', () => {
  let folder = ''
  let odd: OddSource
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tip-hub-odd-'))
    const path = join(folder, 'odd.db')
    const db = new DatabaseSync(path)
    db.exec(SQL)
    db.close()
    odd = await openOdd(
      { yaml: YAML, codes: { stage: { Hela: 'S30', Taka: 'S99' }, offence: { 163: '163', 188: '188' } } },
      { ODD_PATH: path },
    )
  })
  afterAll(async () => {
    await odd?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('gives values of whatever type stands in a column without one, through a view', async () => {
    expect(
      await odd.cells('CaseRecord', ['localRef', 'stage', 'registeredDate', 'offenceAtCharge', 'victimCount', 'inquirySecret']),
    ).toEqual({
      '9007199254740993': ['PNTL/1', 'S30', '2024-03-14', ['163', '188'], '2', 'true'],
      K2: ['17', '(UNMAPPED)', '2024-03-14', '(NOT_RECORDED)', '2', 'false'],
      3: ['4.5', 'S99', '2023-03-15', '(NOT_RECORDED)', '(NOT_RECORDED)', 'true'],
      4: ['A', '(NOT_RECORDED)', '2024', '(NOT_RECORDED)', '(NOT_RECORDED)', '(NOT_RECORDED)'],
      k2: ['(NOT_RECORDED)', 'S99', '(NOT_RECORDED)', '(NOT_RECORDED)', '3', '(NOT_RECORDED)'],
    })
  })

  it('finds keys by their text, big integers too, and takes no other case for the same', async () => {
    expect(await odd.keys('CaseRecord', { by: 'keys' }, ['9007199254740993', 'k2', '3'])).toEqual(
      expect.arrayContaining(['9007199254740993', 'k2', '3']),
    )
    expect(await odd.keys('CaseRecord', { by: 'keys' }, ['9007199254740992', 'K3'])).toEqual([])
    expect(await odd.keys('VictimRecord', { by: 'keys' }, ['["V1","2"]', '["v1","1"]'])).toEqual(
      expect.arrayContaining(['["V1","2"]', '["v1","1"]']),
    )
    expect(await odd.keys('VictimRecord', { by: 'parents', relation: 'case' }, ['K2'])).toEqual(['["V1","2"]'])
    expect(await odd.keys('VictimRecord', { by: 'parents', relation: 'case' }, ['9007199254740993', '3'])).toEqual([
      '["V1","1"]',
      '["V2","1"]',
    ])
  })

  it.each([
    ['a code exactly, whatever the column takes for the same', { field: 'stage', in: ['S30'] }, ['9007199254740993']],
    ['dates in several written forms', { field: 'registeredDate', from: '2024-03', to: '2024-03' }, ['9007199254740993', 'K2']],
    ['a list of numbers and texts', { field: 'offenceAtCharge', in: ['163'] }, ['9007199254740993']],
  ])('filters by %s', async (_what, filter, expected) => {
    expect(await odd.keys('CaseRecord', page({ filter: [filter] }))).toEqual(expected)
  })

  it('reads numbers as whole ones where they are', async () => {
    expect(await odd.cells('VictimRecord', ['age'])).toEqual({
      '["V1","1"]': ['17'],
      '["V1","2"]': ['17'],
      '["v1","1"]': ['17'],
      '["V2","1"]': ['(NOT_RECORDED)'],
    })
  })
})
