import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../testing/run-command.ts'

const AGENCY_YAML = `
version: 1
agency: shelter
name: { en: Shelter, pt: Abrigo }
source: { engine: sqlite, pathEnv: SHELTER_DATABASE }
records:
  CaseRecord:
    from: kazu
    key: id
    fields: { nuc: { column: nuc, format: nuc }, registeredDate: { column: data, date: dd/MM/yyyy }, victimCount: n }
  VictimRecord:
    from: vitima
    key: id
    case: { column: id_kazu }
    fields: { localCode: kodigu, sex: { column: sexu, codes: "=" }, names: { names: [{ column: naran, name: full }] }, birthDate: { column: moris, date: yyyy-MM-dd } }
policy:
  version: 3
  rules:
    - { id: SHELTER-01, permit: [VictimRecord.class<=1, VictimRecord.localCode], to: { agencies: [pntl], roles: [case-officer] }, for: [PROTECTION], because: a test }
    - { id: SHELTER-02, permit: [VictimRecord.birthDate], to: { agencies: [pntl], roles: [case-officer] }, for: [PROTECTION], as: { VictimRecord.birthDate: year }, because: a test }
    - { id: SHELTER-03, permit: [VictimRecord.names], to: { agencies: [pntl], roles: [case-officer] }, for: [PROTECTION], when: { VictimRecord.sex: [F] }, because: a test }
`
let folder = ''
let database = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-preview-'))
  database = join(folder, 'shelter.sqlite')
  await writeFile(join(folder, 'agency.yaml'), AGENCY_YAML)
  const db = new DatabaseSync(database)
  db.exec(`
    create table kazu (id integer primary key, nuc text, data text, n integer);
    insert into kazu values (1, '62/18.PDSUA', '01/02/2024', 2);
    create table vitima (id integer primary key, id_kazu integer, kodigu text, sexu text, naran text, moris text);
    insert into vitima values (1, 1, 'V-1', 'F', 'Ana Exemplo', '2001-02-03'), (2, 1, 'V-2\u001b[31mred', 'M', 'Rui Exemplo', null), (3, 1, 'V-3', 'F', null, null);
  `)
  db.close()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const preview = (...words: readonly string[]) => runCommand('preview', folder, '--source', database, ...words)
const asOfficer = ['--as', 'pntl:case-officer', '--purpose', 'PROTECTION'] as const

describe('tip-hub preview', () => {
  it('shows what the person would see, coarser forms included, and withholds the rest with the reason', async () => {
    const { code, out } = await preview(...asOfficer, '--kind', 'VictimRecord', '--json')

    expect(code).toBe(0)
    const [victims] = JSON.parse(out).kinds
    expect(victims.records.map(({ values, gaps }: { values: unknown; gaps: unknown }) => ({ values, gaps }))).toEqual([
      { values: { localCode: 'V-1', sex: 'F', names: [{ type: 'CIV', text: 'Ana Exemplo' }], birthDate: '2001' }, gaps: {} },
      {
        values: { localCode: 'V-2\u001b[31mred', sex: 'M', names: null, birthDate: null },
        gaps: { names: 'WITHHELD', birthDate: 'NOT_RECORDED' },
      },
      { values: { localCode: 'V-3', sex: 'F', names: null, birthDate: null }, gaps: { names: 'NOT_RECORDED', birthDate: 'NOT_RECORDED' } },
    ])
    expect(victims.reasons).toEqual([
      expect.objectContaining({ coordinate: 'VictimRecord.names', effect: 'conditional', text: expect.stringContaining('SHELTER-03') }),
      expect.objectContaining({ coordinate: 'VictimRecord.birthDate', text: expect.stringContaining('SHELTER-02') }),
    ])
  })

  it('says of a kind that no rule opens that no record is shown, and why', async () => {
    const { code, out } = await preview(...asOfficer)

    expect(code).toBe(0)
    expect(out).toContain('CaseRecord  no record is shown')
    expect(out).toContain('nuc, registeredDate, victimCount: withheld: no rule permits it')
    expect(out).not.toContain('0062/18')
  })

  it('ends with 1 where the person sees nothing at all, and reads nothing for that', async () => {
    const { code, out } = await preview('--as', 'pcic:case-officer', '--purpose', 'INVESTIGATION', '--sql', '--json')

    expect(code).toBe(1)
    expect(
      JSON.parse(out).kinds.map(({ records, statements }: { records: unknown; statements: unknown }) => [records, statements]),
    ).toEqual([
      [[], []],
      [[], []],
    ])
  })

  it('prints each statement with how the database runs it', async () => {
    const { out } = await preview(...asOfficer, '--kind', 'victimrecord', '--sql', '--json')

    const [{ statements }] = JSON.parse(out).kinds
    expect(statements).toHaveLength(2)
    expect(statements[0].plan).toMatchObject({ wholeTables: ['vitima'] })
    expect(statements[1]).toMatchObject({ rows: 3, sql: expect.stringContaining('case when') })
    expect(statements[1].plan.lines[0]).toContain('SEARCH t1')
  })

  it('lets no value of a record steer the terminal', async () => {
    const { out } = await preview(...asOfficer, '--kind', 'VictimRecord')

    expect(out).toContain('V-2\ufffd[31mred')
  })

  it.each([
    ['a person who is nobody', ['--as', 'nobody'], 'is nobody'],
    [
      'a kind that the agency does not map',
      [...asOfficer, '--kind', 'MovementRecord'],
      'maps no MovementRecord; it maps CaseRecord, VictimRecord',
    ],
    ['a kind that does not exist', [...asOfficer, '--kind', 'Secret'], 'is one of CaseRecord'],
    ['too many rows', [...asOfficer, '--rows', '1000'], '1 to 100'],
  ])('refuses %s', async (_what, words, message) => {
    const { code, err } = await preview(...words)

    expect(code).toBe(2)
    expect(err).toContain(message)
  })

  it('says which variable is missing where it knows no database', async () => {
    const { code, err } = await runCommand('preview', folder, ...asOfficer, '--home', folder)

    expect(code).toBe(2)
    expect(err).toContain('Set SHELTER_DATABASE, or name it: --source')
  })
})
