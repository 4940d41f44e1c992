import { generateKeyPairSync } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { main } from '../program.ts'

const AGENCIES = resolve(import.meta.dirname, '../../subgraphs/agencies')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-policy-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(() => {
  process.exitCode = undefined
  vi.restoreAllMocks()
})

/** Runs a command line and gives what it printed and how it ended. */
async function run(...words: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  vi.spyOn(console, 'log').mockImplementation((text: unknown) => void out.push(String(text)))
  vi.spyOn(console, 'error').mockImplementation((text: unknown) => void err.push(String(text)))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  process.exitCode = undefined
  const code = await main(['node', 'tip-hub', 'policy', ...words])
  return { code, out: out.join('\n'), err: err.join('\n') }
}

/** A copy of an agency's folder with a change in its file. */
async function changed(code: string, name: string, change: (yaml: string) => string): Promise<string> {
  const to = join(folder, name)
  await cp(join(AGENCIES, code), to, { recursive: true })
  const file = join(to, 'agency.yaml')
  const yaml = await readFile(file, 'utf8')
  const written = change(yaml)
  expect(written).not.toBe(yaml)
  await writeFile(file, written)
  return to
}

describe('policy explain', () => {
  it('says for each agency why a field is shown or withheld', async () => {
    const { code, out } = await run('explain', '--as', 'pcic.investigator', '--purpose', 'INVESTIGATION', 'VictimRecord.names')

    expect(code).toBe(0)
    expect(out.split('\n')).toHaveLength(13)
    expect(out).toMatch(/^pgr +permitted: PGR-04 permits it$/m)
    expect(out).toMatch(/^mnec +permitted: MNEC-03 permits initials only$/m)
    expect(out).toMatch(/^pntl +conditional: PNTL-05 permits it, only where .*\(AUT\) is in force.*; withheld by default otherwise$/m)
    expect(out).toMatch(/^fokupers +withheld: no rule permits it$/m)
  })

  it('ends with 1 where nobody shows it, and prints JSON for scripts', async () => {
    const { code, out } = await run(
      'explain',
      '--as',
      'klatu:analyst',
      '--purpose',
      'OVERSIGHT',
      '--agency',
      'fokupers',
      'VictimRecord.names',
      '--json',
    )

    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      viewer: { agency: 'klatu', roles: ['analyst'], purpose: 'OVERSIGHT' },
      explanations: [{ agency: 'fokupers', coordinate: 'VictimRecord.names', effect: 'withheld', isHeld: true, grants: [] }],
    })
  })

  it('speaks Tetum and says that nobody has reviewed it', async () => {
    const { out, err } = await run(
      'explain',
      '--as',
      'pgr:prosecutor',
      '--purpose',
      'INVESTIGATION',
      '--agency',
      'pgr',
      '--lang',
      'tet',
      'CaseRecord.nuc',
    )

    expect(out).toContain('bele haree: PGR-08 fó lisensa')
    expect(err).toContain('unreviewed')
  })

  it.each([
    ['an unknown field', ['--as', 'pcic.investigator', 'VictimRecord.name'], 'is no field'],
    ['an unknown person', ['--as', 'somebody', 'VictimRecord.names'], 'is nobody'],
    ['a purpose that is missing', ['--as', 'pntl.officer', 'VictimRecord.names'], '--purpose INVESTIGATION | PROTECTION'],
    ['an unknown agency', ['--as', 'pcic.investigator', '--agency', 'nowhere', 'VictimRecord.names'], 'is no agency'],
    ['nobody at all', ['VictimRecord.names'], "required option '--as"],
  ])('ends with 2 for %s', async (_what, words, message) => {
    const { code, err } = await run('explain', ...words)

    expect(code).toBe(2)
    expect(err).toContain(message)
  })
})

describe('policy matrix', () => {
  it('prints a table for people', async () => {
    const { code, out } = await run('matrix', '--agency', 'fokupers')

    expect(code).toBe(0)
    expect(out).toContain('alfela, mssi, pradet: caseworker, lawyer (PROTECTION)')
    expect(out).toMatch(/^VictimRecord\.names +3 +full\? +full +· /m)
  })

  it('marks what only an emergency opens, and says on whose word', async () => {
    const { out } = await run('matrix', '--agency', 'fokupers')
    expect(out).toContain('pntl: case-officer (PROTECTION)')
    expect(out).toMatch(/^VictimRecord\.names .* full!$/m)
    expect(out).toContain('FOKUPERS-08: in an emergency (LIFE, MEDICAL, MISSING) that fokupers approved for at most 60 minutes.')

    const csv = (await run('matrix', '--agency', 'fokupers', '--format', 'csv')).out.split('\r\n')
    expect(csv).toContain('fokupers,7,VictimRecord.names,3,pntl,case-officer,PROTECTION,withheld,,,FOKUPERS-08')
  })

  it('prints a line for every cell as CSV, withheld ones too', async () => {
    const { out } = await run('matrix', '--agency', 'migration', '--format', 'csv', '--on', '2026-03-01')
    const lines = out.split('\r\n')

    expect(lines[0]).toBe('agency,policyVersion,coordinate,class,recipientAgency,recipientRole,purpose,effect,forms,rules,emergency')
    expect(lines.some((line) => /^migration,\d+,VictimRecord\.names,3,\S+,permitted,initials,MIGRATION-\d+,$/.test(line))).toBe(true)
    expect(lines.some((line) => line.includes(',withheld,,'))).toBe(true)
  })

  it('writes a page without script and with nothing from elsewhere, in three languages', async () => {
    for (const [language, word] of [
      ['en', 'Who may see what'],
      ['pt', 'Quem pode ver o quê'],
      ['tet', 'unreviewed'],
    ] as const) {
      const file = join(folder, `matrix-${language}.html`)
      const { code } = await run('matrix', '--agency', 'pgr', '--format', 'html', '--lang', language, '--out', file)
      const html = await readFile(file, 'utf8')

      expect(code).toBe(0)
      expect(html).toContain(word)
      expect(html).not.toMatch(/<script|https?:|\son\w+=|javascript:/)
      expect(html).toContain('<th scope="col">')
      expect(html).toContain('<th scope="row">CaseRecord.<wbr>nuc</th>')
    }
  })

  it('writes what an agency says of itself as text, never as markup', async () => {
    const to = await changed('pgr', 'hostile', (yaml) => yaml.replace('"CPP: acts of', '"<img src=x onerror=alert(1)>'))
    const { out } = await run('matrix', '--agency', to, '--format', 'html')

    expect(out).not.toContain('<img')
    expect(out).toContain('&lt;img')
  })

  it('ends with 1 where an agency file is not valid', async () => {
    const to = await changed('pgr', 'broken', (yaml) => yaml.replace('not-secret:', 'not-so-secret:'))
    const { code, err } = await run('matrix', '--agency', to)

    expect(code).toBe(1)
    expect(err).toContain('is no name under conditions')
  })
})

describe('policy diff', () => {
  it('finds nothing where rules are only renamed and moved', async () => {
    const to = await changed('pgr', 'renamed', (yaml) => yaml.replace('id: PGR-07', 'id: PGR-77'))

    expect(await run('diff', join(AGENCIES, 'pgr'), to)).toMatchObject({
      code: 0,
      out: expect.stringContaining('nobody gains or loses anything'),
    })
  })

  it('names who gains and who loses what', async () => {
    const to = await changed('fokupers', 'wider', (yaml) =>
      yaml
        .replace('permit: ["*.class<=1", VictimRecord.identifiedDate]', 'permit: ["*.class<=1", VictimRecord.localCode]')
        .replace('version: 7', 'version: 8'),
    )
    const { code, out } = await run('diff', join(AGENCIES, 'fokupers'), join(to, 'agency.yaml'))

    expect(code).toBe(1)
    expect(out).toContain('fokupers: policy version 7 → 8')
    expect(out).toContain('klatu: analyst (OVERSIGHT)')
    expect(out).toMatch(/\+ VictimRecord\.localCode +withheld → in full/)
    expect(out).toMatch(/- VictimRecord\.identifiedDate +in full → withheld/)
    expect(out).not.toContain('mssi')
  })

  it('names what changes for an emergency', async () => {
    const to = await changed('fokupers', 'longer', (yaml) =>
      yaml.replace('minutes: 60', 'minutes: 120').replace('version: 7', 'version: 8'),
    )
    const { code, out } = await run('diff', join(AGENCIES, 'fokupers'), join(to, 'agency.yaml'))

    expect(code).toBe(1)
    expect(out).toContain('pntl: case-officer (PROTECTION)')
    expect(out).toMatch(
      /~ VictimRecord\.names +withheld; in full in an emergency \(LIFE, MEDICAL, MISSING; 60 minutes; 1 question; one record; approved by fokupers\) → withheld; in full in an emergency \(LIFE, MEDICAL, MISSING; 120 minutes;/,
    )
  })

  it("counts the rows that it opens and closes in the agency's own data", async () => {
    const database = join(folder, 'shelter.sqlite')
    const [before, after] = await shelter(database)
    const { out, err } = await run('diff', before, after, '--source', database, '--on', '2026-03-01', '--json')
    const [investigator] = JSON.parse(out === '' ? err : out).recipients

    // Two of three women have a consent in force; the new rule opens to all but the one who is confirmed.
    expect(investigator).toMatchObject({
      recipient: { agency: 'pcic', purpose: 'INVESTIGATION' },
      fields: [{ coordinate: 'VictimRecord.sex', change: 'gains and loses', rows: { opened: 1, closed: 1 } }],
      records: [{ kind: 'VictimRecord', opened: 1, closed: 1 }],
    })
  })

  it('ends with 2 for two agencies, and for none', async () => {
    expect(await run('diff', join(AGENCIES, 'pgr'), join(AGENCIES, 'pcic'))).toMatchObject({ code: 2 })
    expect(await run('diff', folder, join(AGENCIES, 'pcic'))).toMatchObject({ code: 2 })
  })
})

describe('policy sign and verify', () => {
  it('vouch for a folder until a file of it changes', async () => {
    const to = await changed('pgr', 'signed', (yaml) => `${yaml}\n`)
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const [secret, known] = [join(folder, 'director.pem'), join(folder, 'director.pub.pem')]
    await writeFile(secret, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await writeFile(known, publicKey.export({ type: 'spki', format: 'pem' }))

    expect(await run('verify', to, '--key', known)).toMatchObject({ code: 1, err: expect.stringContaining('the policy is not signed') })
    expect(await run('sign', to, '--key', secret)).toMatchObject({ code: 0, out: expect.stringMatching(/pgr: policy version \d+/) })
    expect(await run('verify', to, '--key', known)).toMatchObject({ code: 0, out: expect.stringContaining('valid') })

    await writeFile(join(to, 'codes', 'stage.csv'), 'source,target,relation,status,by,date,note\n')
    const { code, out } = await run('verify', to, '--key', known, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ ok: false, code: 'POLICY_INVALID', message: expect.stringContaining('codes/stage.csv') })
  })

  it('end with 2 for a key that is none', async () => {
    const file = join(folder, 'no-key.pem')
    await writeFile(file, 'not a key')

    expect(await run('sign', join(AGENCIES, 'pgr'), '--key', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no Ed25519 private key'),
    })
    expect(await run('verify', join(AGENCIES, 'pgr'), '--key', join(folder, 'nothing'))).toMatchObject({ code: 2 })
  })
})

/** Two versions of a small agency's folder, and its database: three women, two with a consent in force, one of them on its last day, one whose consent has ended. */
async function shelter(file: string): Promise<readonly [string, string]> {
  const database = new DatabaseSync(file)
  database.exec(`
    create table feto (id integer primary key, seksu text, estadu text);
    create table konsentimentu (feto integer, ba text, hatan text, to_o text);
    insert into feto values (1, 'F', 'CNF'), (2, 'F', 'PRE'), (3, 'F', null);
    insert into konsentimentu values (1, 'AUT', 'GIVEN', '2027-01-01'), (3, 'AUT', 'GIVEN', '2026-03-01'), (2, 'AUT', 'GIVEN', '2025-12-31')`)
  database.close()
  const yaml = (version: number, when: string): string => `
version: 1
agency: abrigu
name: { en: Shelter, pt: Abrigo }
source: { engine: sqlite, pathEnv: SHELTER_PATH, timezone: Asia/Dili }
records:
  VictimRecord:
    from: feto
    key: id
    fields: { sex: { column: seksu, codes: "=" }, status: { column: estadu, codes: "=" } }
consents:
  from: konsentimentu
  subject: { column: feto }
  scope: { column: ba, codes: "=" }
  state: { column: hatan, codes: "=" }
  until: { column: to_o, date: yyyy-MM-dd }
policy:
  version: ${version}
  rules:
    - id: ABRIGU-01
      permit: [VictimRecord.sex]
      to: { agencies: [pcic] }
      for: [INVESTIGATION]
      when: ${when}
      because: a test
`
  const folders = [join(folder, 'shelter-1'), join(folder, 'shelter-2')] as const
  for (const [index, when] of ['{ consent: AUT }', '{ not: { VictimRecord.status: CNF } }'].entries()) {
    const to = folders[index] ?? ''
    await mkdir(to)
    await writeFile(join(to, 'agency.yaml'), yaml(index + 1, when))
  }
  return folders
}
