import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { DIALECTS } from '../../adapters/compile/dialects.ts'
import {
  type AgencySource,
  checkFolder,
  compileAgency,
  type Engine,
  loadAgencyFolder,
  MSSQL_NOTE,
  openEngine,
  type Statement,
} from '../../adapters/index.ts'
import { HubError } from '../../schema/index.ts'
import { analyst, investigator, owner, page, queryOf, RUN, shelter, TODAY } from './asking.ts'

/** No server of SQL Server is here: what would be sent to it is read as text. */
describe('the statements for SQL Server', () => {
  const sent: Statement[] = []
  const engine: Engine = {
    dialect: 'sqlite',
    capabilities: { cancels: false, isSnapshot: false },
    run: async (statement) => {
      sent.push(statement)
      throw new HubError('SCHEMA_MISMATCH', { agency: 'pntl', field: 'none' }) // then the form that compares texts is tried
    },
    introspect: async () => [],
    asOf: () => undefined,
    close: async () => undefined,
  }
  let source: AgencySource
  beforeAll(async () => {
    source = compileAgency(await loadAgencyFolder(new URL('agency/', import.meta.url).pathname), engine, { db: DIALECTS.mssql })
  })
  const statements = async (
    ...[kind, query, input = {}]: [Parameters<typeof queryOf>[1], Parameters<typeof queryOf>[2], { keys?: string[] }?]
  ) => {
    sent.length = 0
    await source
      .prepare(queryOf(source, kind, query))
      .run({ today: TODAY, ...input }, RUN)
      .catch(() => undefined)
    return [...sent]
  }
  const ALL: readonly Parameters<typeof statements>[] = [
    [
      'CaseRecord',
      { fields: ['stage', 'registeredDate', 'reportedDate', 'nuc'], select: { by: 'keys' }, as: analyst },
      { keys: ['1', '2'] },
    ],
    ['VictimRecord', { fields: ['sex', 'names'], parents: ['case'], select: { by: 'parents', relation: 'case' } }, { keys: ['1'] }],
    ['ReferralRecord', { fields: ['toAgency'], parents: ['case'], select: { by: 'parents', relation: 'case' } }, { keys: ['1'] }],
    ['CaseRecord', { fields: ['stage'], withLinkNuc: true, select: { by: 'nucs' }, as: analyst }, { keys: ['9001/24.PDDIL'] }],
    ['ServiceRecord', { fields: ['startDate'], select: { by: 'keys' } }, { keys: ['["11","a"]'] }],
    ['VictimRecord', { fields: ['sex', 'birthDate', 'names'], select: { by: 'keys' }, as: investigator }, { keys: ['11'] }],
    ['VictimRecord', { fields: ['sex'], select: page(), as: shelter }],
    ...['reportedDate', 'registeredDate', 'chargedDate', 'distributedDate'].map(
      (orderBy): Parameters<typeof statements> => [
        'CaseRecord',
        { fields: ['localRef'], select: page({ orderBy, filter: [{ field: orderBy, from: '2024', to: '2025-06-30' }] }), as: owner },
      ],
    ),
    ...[
      { field: 'sex', in: ['F'] },
      { field: 'exploitation', in: ['LAB'] },
      { field: 'languages', in: ['tet'] },
      { field: 'identifiedDate', from: '2024-01' },
    ].map(
      (filter): Parameters<typeof statements> => [
        'VictimRecord',
        { fields: ['sex', 'languages', 'phone'], select: page({ filter: [filter] }) },
      ],
    ),
    ['CaseRecord', { fields: ['stage'], select: page({ filter: [{ field: 'offenceAtRegistration', in: ['188'] }] }) }],
  ]

  it('keep their text', async () => {
    const texts: Record<string, string | undefined> = {}
    const names = ['byKeys', 'byParents', 'byPointer', 'byNucs', 'composite', 'consented', 'involved', 'byPage']
    for (const [index, name] of names.entries()) {
      const ask = ALL[index]
      if (ask) texts[name] = (await statements(...ask))[0]?.sql
    }

    expect(texts).toMatchSnapshot()
  })

  it('hold nothing that SQL Server does not know, and no test where it wants a value', async () => {
    let read = 0
    for (const ask of ALL)
      for (const { sql, parameters } of await statements(...ask)) {
        read++
        const bare = sql.replaceAll(/N?'(?:[^']|'')*'/g, "''")
        expect(bare).not.toMatch(/\blimit\b|\boffset\b|\bcount\b|\btrue\b|\bfalse\b|\bsubstr\(|\blength\(|\bregexp\b|\|\||::| ~ |\blpad\b/)
        // A comparison, `in`, `like` or `exists` as an argument or a result would be refused.
        expect(bare).not.toMatch(/coalesce\([^()]* (in|like|=|<|>) |then exists|then not /)
        expect(parameters.length).toBeLessThan(2_100)
        expect(new Set(bare.match(/@\d+/g) ?? []).size).toBe(parameters.length)
        let depth = 0
        for (const sign of bare.match(/[()]|\bcase\b|\bend\b/g) ?? []) {
          depth += sign === '(' || sign === 'case' ? 1 : -1
          expect(depth).toBeGreaterThanOrEqual(0)
        }
        expect(depth).toBe(0)
      }
    expect(read).toBeGreaterThan(ALL.length)
  })

  it('order by code points and take the first rows by TOP', async () => {
    const [statement] = await statements('CaseRecord', { fields: [], select: page({ orderBy: 'registeredDate' }) })

    expect(statement?.sql).toMatch(/^select top \(@1\) /)
    expect(statement?.sql).toMatch(
      / order by .* collate Latin1_General_100_BIN2 asc, convert\(nvarchar\(max\), "t1"."id_kazu", 121\) collate Latin1_General_100_BIN2 asc$/,
    )
  })

  it('give keys as one document, however many', async () => {
    const keys = Array.from({ length: 100 }, (_, index) => `["${index}","a"]`)
    const [statement] = await statements('ServiceRecord', { fields: [], select: { by: 'keys' } }, { keys })

    expect(statement?.parameters).toEqual([JSON.stringify(keys.map((key) => JSON.parse(key)))])
  })
})

it('opens no SQL Server, and says what to do instead', async () => {
  const { limits } = await loadAgencyFolder(new URL('agency/', import.meta.url).pathname)
  const opening = openEngine(
    { engine: 'mssql', urlEnv: 'X', timezone: 'Asia/Dili' },
    limits,
    { X: 'mssql://sa:secret@10.0.0.7/db' },
    'pntl',
  )

  await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  await expect(opening).rejects.toThrow(MSSQL_NOTE)
  await expect(opening).rejects.toThrow(/copy the mapped tables into PostgreSQL or MariaDB/)
  await expect(opening).rejects.not.toThrow(/secret|10\.0\.0\.7/)
})

it('is said by `check`, before anything is opened', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-mssql-'))
  try {
    const from = new URL('agency/', import.meta.url).pathname
    await cp(from, folder, { recursive: true })
    const yaml = await readFile(join(from, 'agency.yaml'), 'utf8')
    await writeFile(
      join(folder, 'agency.yaml'),
      yaml.replace('engine: sqlite, pathEnv: CONTRACT_SOURCE', 'engine: mssql, urlEnv: CONTRACT_SOURCE'),
    )

    const { findings } = await checkFolder(folder)
    expect(findings.filter(({ severity }) => severity !== 'info')).toMatchObject([
      { code: 'ENGINE_NOT_RUN', severity: 'warning', what: MSSQL_NOTE, where: expect.stringMatching(/^agency.yaml:\d+/) },
    ])
  } finally {
    await rm(folder, { recursive: true })
  }
})
