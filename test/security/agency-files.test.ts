import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadAgencyFolder } from '../../adapters/index.ts'
import { readCases } from '../../cli/cases/read-cases.ts'
import { agencyFolder } from '../../demo/state/home.ts'
import { isHubError } from '../../schema/index.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function pgrFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hostile-'))
  folders.push(folder)
  await cp(agencyFolder('pgr'), folder, { recursive: true })
  return folder
}

/** Loads the prosecution's folder with its file changed. @returns what the refusal says */
async function refusalOf(change: (yaml: string) => string, prepare?: (folder: string) => Promise<unknown>): Promise<string> {
  const folder = await pgrFolder()
  const file = join(folder, 'agency.yaml')
  const honest = await readFile(file, 'utf8')
  const hostile = change(honest)
  expect(prepare !== undefined || hostile !== honest, 'the attack changes nothing').toBe(true)
  await writeFile(file, hostile)
  await prepare?.(folder)
  const refusal = await loadAgencyFolder(folder).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(isHubError(refusal), `it was loaded, or failed otherwise: ${String(refusal)}`).toBe(true)
  const message = refusal instanceof Error ? refusal.message : ''
  expect(message).not.toContain(folder)
  expect(message).not.toMatch(/node_modules|\n\s+at |\/work\//)
  expect(Object.keys(Object.prototype)).toEqual([])
  return message
}

const bomb = (levels: number): string =>
  `${Array.from(
    { length: levels },
    (_, n) =>
      `a${n}: &a${n} [${
        n === 0
          ? '"x"'
          : Array(9)
              .fill(`*a${n - 1}`)
              .join(',')
      }]`,
  ).join('\n')}\n`
const from = (text: string) => (yaml: string) => yaml.replace('from: PROCESSO', `from: ${text}`)
const stage = (text: string) => (yaml: string) => yaml.replace(/stage: \{ column: FASE, codes: stage \}/, `stage: ${text}`)
const source = (text: string) => (yaml: string) => yaml.replace(/^source: .*$/m, `source: ${text}`)

describe('an agency folder that an enemy wrote is refused at load, with the place and no path', () => {
  it.each<[string, (yaml: string) => string]>([
    ['aliases that double ten times', (yaml) => bomb(10) + yaml],
    ['an alias of itself', (yaml) => `${yaml}\nself: &self [*self]\n`],
    ['a merge key', (yaml) => yaml.replace('limits:', 'base: &base { pool: 1 }\nlimits2: { <<: *base }\nlimits:')],
    ['a tag that makes objects', (yaml) => yaml.replace('agency: pgr', 'agency: !!js/function "function () { process.exit() }"')],
    ['a binary tag', (yaml) => yaml.replace('agency: pgr', 'agency: !!binary cGdy')],
    ['brackets 20,000 deep', (yaml) => `${yaml}\nx: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`],
    ['two documents', (yaml) => `${yaml}\n---\n${yaml}`],
    ['a megabyte of comment lines and more', (yaml) => `${yaml}\n${'# x\n'.repeat(2_000_000)}`],
    ['a member twice', (yaml) => yaml.replace('agency: pgr', 'agency: pgr\nagency: pntl')],
    ['a rule list twice', (yaml) => `${yaml}\npolicy: { version: 9, rules: [] }\n`],
    ['__proto__ as a member', (yaml) => `${yaml}\n__proto__: { polluted: 1 }\n`],
    ['__proto__ as a record', (yaml) => yaml.replace('records:', 'records:\n  __proto__: { from: x, key: y, fields: {} }')],
    ['constructor as a field', stage('{ column: FASE, codes: stage }\n      constructor: FASE')],
    ['__proto__ as a field', stage('{ column: FASE, codes: stage }\n      __proto__: FASE')],
    ['toString as a code list', stage('{ column: FASE, codes: toString }')],
    ['__proto__ as a condition', (yaml) => yaml.replace('conditions:', 'conditions:\n  __proto__: { consent: AUT }')],
    ['a field with a homoglyph', (yaml) => yaml.replace('      stage:', '      stаge:')],
    ['a kind with a homoglyph', (yaml) => yaml.replace('  CaseRecord:\n', '  CаseRecord:\n')],
    ['an agency with a homoglyph', (yaml) => yaml.replace('agency: pgr', 'agency: рgr')],
    ['an agency that is a path', (yaml) => yaml.replace('agency: pgr', 'agency: ../pntl')],
    ['an agency code of a megabyte', (yaml) => yaml.replace('agency: pgr', `agency: ${'a'.repeat(1_000_000)}`)],
    ['an unknown member', (yaml) => `${yaml}\nhooks: { onLoad: "rm -rf /" }\n`],
    ['another version', (yaml) => yaml.replace('version: 1', 'version: 2')],
    ['a SELECT where a table is meant', from('"(select * from pg_shadow) x"')],
    ['two statements where a table is meant', from('"PROCESSO; drop table PROCESSO"')],
    ['a quote in a table', from(`'PRO"CESSO'`)],
    ['a null byte in a table', from('"PRO\\0CESSO"')],
    ['a table of the machine’s catalogue', from('pg_catalog.pg_authid')],
    ['a SELECT where a column is meant', stage('{ column: "(select passwd from pg_shadow limit 1)", codes: stage }')],
    ['a function where a column is meant', stage('{ column: "pg_read_file(\'/etc/passwd\')", codes: stage }')],
    ['a quote in a column', stage(`{ column: 'FASE" , "NOME', codes: stage }`)],
    ['a comment in a column', stage('{ column: "FASE --", codes: stage }')],
    ['a column of 200 characters', stage(`{ column: ${'F'.repeat(200)}, codes: stage }`)],
    ['a statement in place of a field', stage('{ sql: "select 1" }')],
    ['a text pattern that never ends', stage('{ column: FASE, pattern: "^(a+)+$", codes: stage }')],
    ['a pattern that looks behind and ahead', stage('{ column: FASE, pattern: "(?<=a)(?=b)\\\\1", codes: stage }')],
    ['a pattern of 100,000 characters', stage(`{ column: FASE, pattern: "${'(a|'.repeat(30_000)}x${')'.repeat(30_000)}", codes: stage }`)],
    ['a file of SQL outside the folder', (yaml) => yaml.replace('sql: ofendidos.sql', 'sql: ../../etc/passwd')],
    ['a file of SQL by an absolute path', (yaml) => yaml.replace('sql: ofendidos.sql', 'sql: /etc/passwd')],
    ['a file of SQL by an address', (yaml) => yaml.replace('sql: ofendidos.sql', 'sql: http://169.254.169.254/latest')],
    ['codes outside the folder', stage('{ column: FASE, codes: ../../../etc/passwd }')],
    ['an address in place of a variable’s name', source('{ engine: postgres, urlEnv: "postgres://evil.example/x", timezone: Asia/Dili }')],
    ['the address of a metadata service', source('{ engine: postgres, url: "http://169.254.169.254/", timezone: Asia/Dili }')],
    ['a password in the file', source('{ engine: postgres, urlEnv: PGR_DATABASE_URL, password: hunter2, timezone: Asia/Dili }')],
    ['a time zone that is none', source('{ engine: postgres, urlEnv: PGR_DATABASE_URL, timezone: ../../../etc/localtime }')],
    ['an engine that is none', source('{ engine: __proto__, urlEnv: PGR_DATABASE_URL, timezone: Asia/Dili }')],
    ['a pool of a million', (yaml) => yaml.replace('pool: 4', 'pool: 1000000')],
    ['a pool of nothing', (yaml) => yaml.replace('pool: 4', 'pool: 0')],
    ['a deadline of an hour', (yaml) => yaml.replace('statementMs: 2000', 'statementMs: 3600000')],
    ['a negative deadline', (yaml) => yaml.replace('statementMs: 2000', 'statementMs: -1')],
    ['rows beyond counting', (yaml) => yaml.replace('rows: 200', 'rows: 1e300')],
    [
      'a rule for everybody by a star',
      (yaml) => yaml.replace('to: { agencies: [klatu], roles: [analyst, commissioner] }', 'to: { agencies: ["*"], roles: ["*"] }'),
    ],
    ['a rule with a misspelt effect', (yaml) => yaml.replace('permit: ["*.class<=1"]', 'permits: ["*.class<=1"]')],
    ['a rule for class 4', (yaml) => yaml.replace('"*.class<=1"', '"*.class<=4"')],
    ['a rule on a field that is not there', (yaml) => yaml.replace('"*.class<=1"', 'CaseRecord.narrative')],
    ['a rule on an inherited member', (yaml) => yaml.replace('"*.class<=1"', 'CaseRecord.constructor')],
    ['a rule under a condition that is not there', (yaml) => yaml.replace('when: not-secret', 'when: not-secre')],
    ['a rule under an inherited condition', (yaml) => yaml.replace('when: not-secret', 'when: constructor')],
    ['a purpose that does not exist', (yaml) => yaml.replace('for: [OVERSIGHT]', 'for: [CURIOSITY]')],
    ['two rules of one name', (yaml) => yaml.replace('id: PGR-02', 'id: PGR-01')],
    ['a rule without a reason', (yaml) => yaml.replace(/ {6}because: "own records.*\n/, '')],
    ['a policy with no version', (yaml) => yaml.replace(/^ {2}version: \d+\n/m, '')],
    [
      'conditions that name one another',
      (yaml) => yaml.replace('conditions:', 'conditions:\n  a: b\n  b: a').replace('when: not-secret', 'when: a'),
    ],
    [
      'conditions 5,000 deep',
      (yaml) => yaml.replace('conditions:', `conditions:\n  deep: ${'{ not: '.repeat(5_000)}{ consent: AUT }${' }'.repeat(5_000)}`),
    ],
    [
      'a condition that no rule uses, on a field that is not there',
      (yaml) => yaml.replace('conditions:', 'conditions:\n  later: { CaseRecord.fase: [S30] }'),
    ],
    ['conditions in a circle that no rule uses', (yaml) => yaml.replace('conditions:', 'conditions:\n  a: { not: b }\n  b: { not: a }')],
    [
      'conditions that double thirty times',
      (yaml) =>
        yaml.replace(
          'conditions:',
          `conditions:\n${Array.from({ length: 30 }, (_, at) => `  c${at}: { all: [c${at + 1}, c${at + 1}] }\n`).join('')}  c30: not-secret`,
        ),
    ],
    ['nothing', () => ''],
    ['a list', () => '- 1\n- 2\n'],
    ['bytes of another encoding', (yaml) => `\u0000\u0001${yaml}`],
  ])('%s', async (_what, change) => {
    expect(await refusalOf(change)).toMatch(/agency\.yaml|codes|\.sql/)
  })

  it('names line and remedy of what is wrong', async () => {
    expect(await refusalOf(stage('{ column: FASE, codes: stage, typo: 1 }'))).toMatch(/agency\.yaml.*stage/s)
  })
  it.each<[string, (folder: string) => Promise<unknown>]>([
    [
      'a link to a file outside',
      async (folder) => {
        await rm(join(folder, 'ofendidos.sql'))
        await symlink('/etc/passwd', join(folder, 'ofendidos.sql'))
      },
    ],
    [
      'a folder of codes that is a link',
      async (folder) => {
        await rm(join(folder, 'codes'), { recursive: true })
        await symlink('/etc', join(folder, 'codes'))
      },
    ],
    [
      'a device in place of the file',
      async (folder) => {
        await rm(join(folder, 'agency.yaml'))
        await symlink('/dev/zero', join(folder, 'agency.yaml'))
      },
    ],
    [
      'an update in place of a SELECT',
      (folder) => writeFile(join(folder, 'ofendidos.sql'), 'update "OFENDIDO" set "NOME" = \'x\' returning *'),
    ],
    ['two statements in a SELECT', (folder) => writeFile(join(folder, 'ofendidos.sql'), 'select 1 as a; drop table "OFENDIDO"')],
    ['a SELECT that writes into a table', (folder) => writeFile(join(folder, 'ofendidos.sql'), 'select * into stolen from "OFENDIDO"')],
    [
      'a SELECT that changes rows on its way',
      (folder) => writeFile(join(folder, 'ofendidos.sql'), 'with x as (delete from "OFENDIDO" returning *) select * from x'),
    ],
    [
      'a second statement behind an escaped quote',
      (folder) => writeFile(join(folder, 'ofendidos.sql'), "select E'\\'' , 1; drop table x --'"),
    ],
    [
      'a second statement behind a nested comment',
      (folder) => writeFile(join(folder, 'ofendidos.sql'), 'select 1 /* /* */ ; drop table x */'),
    ],
    ['a statement in dollars', (folder) => writeFile(join(folder, 'ofendidos.sql'), 'select $$;$$; drop table x')],
    ['a file of the server', (folder) => writeFile(join(folder, 'ofendidos.sql'), "select load_file('/etc/passwd') as a")],
    ['a copy to a program', (folder) => writeFile(join(folder, 'ofendidos.sql'), 'copy "OFENDIDO" to program \'curl evil\'')],
    ['no SELECT', (folder) => writeFile(join(folder, 'ofendidos.sql'), '')],
    [
      'codes that are no code of the list',
      (folder) =>
        writeFile(join(folder, 'codes', 'stage.csv'), 'source,target,relation,status,by,date,note\nINQ,EVIL,=,approved,x,2025-01-01,\n'),
    ],
    ['codes with another header', (folder) => writeFile(join(folder, 'codes', 'stage.csv'), '__proto__,constructor\na,b\n')],
    [
      'codes of 20 MB',
      (folder) =>
        writeFile(
          join(folder, 'codes', 'stage.csv'),
          `source,target,relation,status,by,date,note\n${'x,S30,=,approved,x,2025-01-01,\n'.repeat(700_000)}`,
        ),
    ],
    ['codes that are bytes', (folder) => writeFile(join(folder, 'codes', 'stage.csv'), Buffer.from([0xff, 0xfe, 0x00, 0x22, 0x0a]))],
  ])('%s', async (_what, prepare) => {
    await refusalOf((yaml) => yaml, prepare)
  })
  it('is loaded where nobody has touched it', async () => {
    expect((await loadAgencyFolder(await pgrFolder())).agency).toBe('pgr')
  })
})

describe('cases that an enemy wrote', () => {
  async function problemsOf(prepare: (file: string, folder: string) => Promise<unknown>): Promise<readonly string[]> {
    const folder = await pgrFolder()
    await rm(join(folder, 'cases'), { recursive: true, force: true })
    await mkdir(join(folder, 'cases'))
    await prepare(join(folder, 'cases', 'evil.yaml'), folder)
    const { cases, problems } = await readCases(folder)
    expect(cases).toEqual([])
    expect(problems.join('\n')).not.toContain(folder)
    return problems
  }

  it.each<[string, (file: string, folder: string) => Promise<unknown>]>([
    ['a link to a file elsewhere', (file) => symlink('/etc/passwd', file)],
    ['a link to a device without end', (file) => symlink('/dev/zero', file)],
    ['a link to itself', (file) => symlink(file, file)],
    ['a folder of that name', (file) => mkdir(file)],
  ])('through %s are not read', async (_what, prepare) => {
    expect(await problemsOf(prepare)).toEqual(['cases/evil.yaml: is no plain file'])
  })

  it.each<[string, string]>([
    ['brackets 20,000 deep', `on: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['aliases that double', bomb(10)],
    ['a tag that makes objects', 'on: !!js/function "function () { process.exit() }"'],
    ['__proto__ as a member', '__proto__: { polluted: 1 }\non: 2025-01-01'],
    ['a member twice', 'on: 2025-01-01\non: 2025-01-02'],
    ['a megabyte and more', '# x\n'.repeat(300_000)],
  ])('with %s are refused', async (_what, text) => {
    expect((await problemsOf((file) => writeFile(file, text))).length).toBeGreaterThan(0)
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
