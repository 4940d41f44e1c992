import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fillSqlite, institutionOf } from '../../demo/fill/index.ts'
import { indexSqliteFile } from '../../demo/supervisor/adapter-roles.ts'
import { generateWorld } from '../../demo/world/index.ts'
import { main } from '../program.ts'

const OWN = new URL('../../subgraphs/agencies/alfela', import.meta.url).pathname
let root: string
let folder: string
let database: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tip-hub-check-cli-'))
  database = join(root, 'alfela.sqlite')
  folder = join(root, 'alfela')
  await fillSqlite(database, institutionOf('alfela'), generateWorld({ seed: 2026, scale: 1 }))
  await indexSqliteFile(database, 'alfela')
}, 60_000)
afterAll(() => rm(root, { recursive: true }))
beforeEach(() => cp(OWN, folder, { recursive: true }))
afterEach(() => rm(folder, { recursive: true }))

async function run(...args: readonly string[]) {
  const out: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void out.push(text))
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  process.exitCode = undefined
  const code = await main(['node', 'tip-hub', ...args])
  process.exitCode = undefined
  log.mockRestore()
  error.mockRestore()
  return { code, text: out.join('\n') }
}
const alter = (sql: string): void => {
  const db = new DatabaseSync(database)
  db.exec(sql)
  db.close()
}

describe('tip-hub check', () => {
  it('says of a whole folder that nothing is wrong, and exits with 0', async () => {
    const { code, text } = await run('check', folder, '--source', database)

    expect(text).toContain('alfela: 0 error(s), 0 warning(s)')
    expect(text).toMatch(/VictimRecord, \d+ rows looked at, recorded: .*sex \d+ %/)
    expect(code).toBe(0)
  })

  it('says of no stage that it is well where it was not looked at', async () => {
    const path = join(folder, 'agency.yaml')
    await writeFile(path, (await readFile(path, 'utf8')).replace(/\bsex:/, 'sexx:'))
    const { code, text } = await run('check', folder, '--source', database)

    expect(text).toMatch(/^✓ the files$/m)
    expect(text).toMatch(/^✗ the shared language$/m)
    expect(text).toMatch(/^– values: not looked at/m)
    expect(text).not.toMatch(/^✓ (the policy|connection and rights|tables and columns|values)/m)
    expect(code).toBe(1)
  })

  it('tells how many rows of a code map wait for a person', async () => {
    const path = join(folder, 'codes', 'sex.csv')
    await writeFile(path, (await readFile(path, 'utf8')).replace(',approved,', ',proposed,'))
    const { code, text } = await run('check', folder, '--offline')

    expect(text).toMatch(/^✓ the shared language\n {2}note CODES_PROPOSED codes\/sex\.csv\n {4}1 of \d+ rows wait/m)
    expect(code).toBe(0)
  })

  it('needs no database for what it can say without, and exits with 1 where something does not work', async () => {
    const path = join(folder, 'agency.yaml')
    await writeFile(path, (await readFile(path, 'utf8')).replace(/\bsex:/, 'sexx:'))
    const { code, text } = await run('check', folder, '--offline', '--json')

    const report = JSON.parse(text)
    expect(report).toMatchObject({ agency: 'alfela', ok: false, offline: true })
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        where: expect.stringMatching(/^agency\.yaml:\d+:\d+ records\.VictimRecord\.fields\.sexx$/),
      }),
    )
    expect(code).toBe(1)
  })

  it('appends codes that nobody mapped as proposals, and writes the lock where it is told to', async () => {
    alter("update kliente set sexu = 'F?' where rowid % 2 = 0")
    const before = await readFile(join(folder, 'codes/sex.csv'), 'utf8')
    const { text } = await run('check', folder, '--source', database, '--write-codes', '--write-lock')
    alter("update kliente set sexu = 'F' where sexu = 'F?'")

    expect(text).toContain('wrote codes/sex.csv: 1 proposed')
    expect(text).toContain('wrote schema.lock.json')
    expect(await readFile(join(folder, 'codes/sex.csv'), 'utf8')).toBe(`${before}F?,,unmapped,proposed,,,\n`)
  })

  it('writes a code map that is not there, with what stands in the database', async () => {
    const path = join(folder, 'codes', 'sex.csv')
    await rm(path)
    await writeFile(
      join(folder, 'agency.yaml'),
      (await readFile(join(folder, 'agency.yaml'), 'utf8')).replace('codes: municipality', 'codes: nowhere'),
    )

    expect((await run('check', folder, '--offline')).text).toContain('codes/sex.csv is not there')
    expect((await run('check', folder, '--source', database, '--write-codes')).text).toMatch(/wrote codes\/sex\.csv: \d+ proposed/)

    expect(await readFile(path, 'utf8')).toMatch(/^source,target,relation,status,by,date,note\n(.+,,unmapped,proposed,,,\n)+$/)
    expect((await run('check', folder, '--offline')).text).not.toContain('is not there')
  })

  it('counts what still waits for a person in the file itself', async () => {
    const path = join(folder, 'agency.yaml')
    const text = await readFile(path, 'utf8')
    await writeFile(
      path,
      `# todo: ask the director\n# Every \`todo:\` is for a person.\n${text.replace(/^(limits: .*)$/m, '$1 # TODO: look at the numbers')}\n`,
    )
    const line = text.split('\n').findIndex((each) => each.startsWith('limits: ')) + 3

    const { findings } = JSON.parse((await run('check', folder, '--offline', '--json')).text)

    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'TODO_OPEN',
        severity: 'warning',
        where: 'agency.yaml:1',
        what: expect.stringContaining(`in lines 1, ${line}`),
      }),
    )
  })

  it('exits with 2 where there is no such folder', async () => {
    expect(await run('check', join(root, 'nowhere'))).toMatchObject({ code: 2 })
  })
})

describe('tip-hub diff', () => {
  it('tells what changed in the database since the lock, the gravest first', async () => {
    expect(await run('diff', folder, '--source', database)).toMatchObject({
      code: 0,
      text: 'alfela: the mapped tables are what the lock says',
    })

    alter('alter table kliente rename column sexu to seksu')
    const { code, text } = await run('diff', folder, '--source', database)
    const json = JSON.parse((await run('diff', folder, '--source', database, '--json')).text)
    alter('alter table kliente rename column seksu to sexu')

    expect(text).toMatch(/^\S*BREAKING\S* COLUMN_RENAMED: column kliente\.sexu is gone; seksu stands in its place/)
    expect(json.changes).toContainEqual({ severity: 'BREAKING', code: 'COLUMN_RENAMED', table: 'kliente', column: 'sexu', detail: 'seksu' })
    expect(code).toBe(1)
  })

  it('tells who gains or loses which field from one folder to another', async () => {
    const path = join(folder, 'agency.yaml')
    await writeFile(path, (await readFile(path, 'utf8')).replace(/\n +sex: .*/, '').replace(/, sex\b|\bsex, /g, ''))
    const { code, text } = await run('diff', OWN, folder)

    expect(text).toContain('- VictimRecord.sex')
    expect(code).toBe(1)
  })
})
