import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadAgencyFolder } from '../../adapters/index.ts'
import { main } from '../program.ts'

let folder: string
let agency: string
let database: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-hub-init-'))
  agency = join(folder, 'pntl')
  database = join(folder, 'secret-place.db')
  vi.spyOn(console, 'log').mockReturnValue(undefined)
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  const db = new DatabaseSync(database)
  db.exec(`begin; create table livru_kazu (id_kazu integer primary key, no_rejistu text, data_keixa text, munisipiu text, status varchar(12), deskrisaun text);
    create table vitima (id_vitima integer primary key, id_kazu integer references livru_kazu, naran text, sexu varchar(2), data_moris text, istoria text)`)
  for (let id = 1; id <= 40; id++) {
    db.prepare('insert into livru_kazu values (?, ?, ?, ?, ?, ?)').run(
      id,
      `VPU/${id}`,
      `${String(1 + (id % 28)).padStart(2, '0')}/03/2024`,
      id % 2 ? 'DILI' : 'BAUCAU',
      id === 1 ? 'only-once' : 'Hela',
      'a long story',
    )
    db.prepare('insert into vitima values (?, ?, ?, ?, ?, ?)').run(
      id,
      id,
      'Maria Ximenes',
      id % 3 ? 'F' : 'P',
      '01/01/2001',
      'told in confidence',
    )
  }
  db.exec('commit')
  db.close()
})
afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = 0
  await rm(folder, { recursive: true })
})

const init = async (...flags: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly errors: string }> => {
  process.exitCode = 0
  const [log, error] = [vi.mocked(console.log), vi.mocked(console.error)]
  log.mockClear()
  error.mockClear()
  const code = await main(['node', 'tip-hub', 'init', ...flags])
  return { code, out: log.mock.calls.flat().join('\n'), errors: error.mock.calls.flat().join('\n') }
}
const writeFirst = () => init(agency, '--from', database, '--yes')
const textOf = (name: string): Promise<string> => readFile(join(agency, name), 'utf8')
const allText = async (): Promise<string> => {
  const files = (await readdir(agency, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))).join('\n')
}

describe('tip-hub init', () => {
  it('writes a folder that loads, shares nothing and approves nothing', async () => {
    const { code, out } = await writeFirst()
    const model = await loadAgencyFolder(agency)

    expect(code, out).toBe(0)
    expect([...model.records.keys()]).toEqual(['CaseRecord', 'VictimRecord'])
    expect(model.policy.rules).toEqual([])
    expect(await textOf('codes/sex.csv')).toMatch(/^F,F,exactMatch,proposed,/m)
    expect(await allText()).not.toContain(',approved,')
    expect(await readdir(agency)).toContain('schema.lock.json')
  })

  it('keeps the address, names, stories and rare values of people to itself, on screen and in files', async () => {
    const { out, errors } = await writeFirst()

    expect(`${out}\n${errors}\n${await allText()}`).not.toMatch(/secret-place|Maria|Ximenes|long story|confidence|only-once|2001|VPU/)
  })

  it('reads the form of dates from the cells, without showing one', async () => {
    await writeFirst()

    expect(await textOf('agency.yaml')).toMatch(/reportedDate: \{ column: data_keixa, date: dd\/MM\/yyyy \}/)
  })

  it('reads the catalogue only where that is asked', async () => {
    await init(agency, '--from', database, '--yes', '--no-values')

    expect(await textOf('codes/sex.csv')).toBe('source,target,relation,status,by,date,note\n')
  })

  it('writes nothing on a dry run, and nothing without a terminal or --yes', async () => {
    const dry = await init(agency, '--from', database, '--dry-run', '--json')
    const silent = await init(agency, '--from', database)

    expect(dry.code).toBe(0)
    expect(JSON.parse(dry.out)).toMatchObject({
      ok: true,
      tables: 2,
      records: [{ kind: 'CaseRecord' }, { kind: 'VictimRecord' }],
      files: [],
    })
    expect(silent).toMatchObject({ code: 2, errors: expect.stringContaining('--yes or --dry-run is missing') })
    expect(await readdir(folder)).toEqual(['secret-place.db'])
  })

  it('leaves every letter of a second run as it was where nothing is new', async () => {
    await writeFirst()
    const before = await allText()
    await writeFirst()

    expect(await allText()).toBe(before)
  })

  it("adds what is new and keeps a person's edits, comments, order and removals", async () => {
    await writeFirst()
    const edited = (await textOf('agency.yaml'))
      .replace(/^ *status.*\n|^ *stage:.*\n/m, '')
      .replace(/sex: \{.*\n/, 'sex: { column: sexu,   codes: sex } # asked the director, 3 March\n')
      .replace('rules: []', 'rules: # signed on paper')
    const rule = `${edited.trimEnd()}\n    - { id: PNTL-01, forbid: [VictimRecord.names] }\n`
    await writeFile(join(agency, 'agency.yaml'), rule)
    const codes = (await textOf('codes/sex.csv')).replace('P,F,exactMatch,proposed', 'P,F,exactMatch,approved')
    await writeFile(join(agency, 'codes/sex.csv'), codes)
    const db = new DatabaseSync(database)
    db.exec(
      "alter table vitima add column nasaun varchar(20); update vitima set nasaun = case when id_vitima % 2 then 'Timor' else 'Indonesia' end; update vitima set sexu = 'M' where id_vitima < 7",
    )
    db.close()
    const { code, out } = await writeFirst()
    const after = await textOf('agency.yaml')

    expect(code, out).toBe(0)
    expect(
      after
        .split('\n')
        .filter((line) => !rule.split('\n').includes(line))
        .map((line) => line.trim().split(':')[0]),
    ).toEqual(['nationalityGroup', 'citizenships'])
    expect(rule.split('\n').filter((line) => !after.split('\n').includes(line))).toEqual([])
    expect(after).not.toContain('stage:')
    expect((await textOf('codes/sex.csv')).startsWith(codes)).toBe(true)
    expect(await textOf('codes/sex.csv')).toMatch(/^M,M,exactMatch,proposed/m)
    expect((await loadAgencyFolder(agency)).records.get('VictimRecord')?.fields.has('citizenships')).toBe(true)
  })

  it('does not touch a file that it cannot read', async () => {
    await writeFirst()
    await writeFile(join(agency, 'agency.yaml'), 'records: [unfinished')
    const { code, errors } = await writeFirst()

    expect(code).toBe(2)
    expect(errors).toContain('is not valid YAML; mend it first (nothing was written)')
    expect(await textOf('agency.yaml')).toBe('records: [unfinished')
  })

  it.each([
    ['postgres://reader:pass-word@127.0.0.1:1/nothing', 1],
    ['oracle://reader:pass-word@127.0.0.1/nothing', 2],
    ['sqlserver://reader:pass-word@127.0.0.1/nothing', 2],
    ['/nowhere/pass-word', 2],
  ])('says what is wrong with an address without repeating it: %s', async (address, exit) => {
    const { code, out, errors } = await init(agency, '--from', address, '--yes')

    expect(code).toBe(exit)
    expect(errors).toContain('tip-hub: ')
    expect(`${out}${errors}`).not.toMatch(/pass-word|127\.0\.0\.1| at .*\.ts/)
  })

  it('says no where nothing looks like a record, and writes nothing', async () => {
    const empty = join(folder, 'shop.db')
    const db = new DatabaseSync(empty)
    db.exec('create table artists (artist_id integer primary key, title text)')
    db.close()

    expect(await init(agency, '--from', empty, '--yes')).toMatchObject({
      code: 1,
      out: expect.stringContaining('nothing in this database looks like a record'),
    })
    expect(await readdir(folder)).not.toContain('pntl')
  })
})

describe('tip-hub init on a folder of files', () => {
  it('keeps how its files were described, and adds the file that is new', async () => {
    const files = join(folder, 'files')
    await mkdir(files)
    await writeFile(join(files, 'vitima.csv'), 'id,naran,sexu\n1,Maria,F\n')
    await init(agency, '--from', files, '--yes')
    const edited = (await textOf('agency.yaml'))
      .replaceAll('vitima:', 'vitimas:')
      .replace('from: vitima', 'from: vitimas')
      .replace('separator: ","', 'separator: "," ')
    await writeFile(join(agency, 'agency.yaml'), edited)
    await writeFile(join(files, 'kazu.csv'), 'id_kazu;no_rejistu;data_keixa;munisipiu\n1;VPU/1;01/02/2024;DILI\n')
    const { code, out } = await init(agency, '--from', files, '--yes')
    const model = await loadAgencyFolder(agency)

    expect(code, out).toBe(0)
    expect(model.source).toMatchObject({ tables: { vitimas: { file: 'vitima.csv' }, kazu: { file: 'kazu.csv', separator: ';' } } })
    expect(new Set(model.records.keys())).toEqual(new Set(['CaseRecord', 'VictimRecord']))
  })

  it('takes an address in the place of the folder, and names the folder after the agency', async () => {
    const { code, errors } = await init('mysql://reader:pass-word@127.0.0.1:1/nothing', '--agency', 'pntl', '--dry-run')

    expect(code).toBe(1)
    expect(errors).toContain('pntl')
    expect(errors).not.toMatch(/pass-word|missing/)
  })
})
