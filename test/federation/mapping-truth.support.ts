import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import {
  type AgencySource,
  compileAgency,
  type FieldFilter,
  keepReady,
  loadAgencyFolder,
  openEngine,
  type PreparedRead,
  type RecordRow,
} from '../../adapters/index.ts'
import { type DemoEngine, fillFiles, fillPostgres, fillSqlite, INSTITUTIONS, type Institution } from '../../demo/fill/index.ts'
import { startCluster } from '../../demo/postgres/cluster.ts'
import { type AgencyCode, generateWorld } from '../../demo/world/index.ts'
import { type AgencyModel, accessFor, type KindAccess, type Predicate, type RecordKindName, TRUE, type Viewer } from '../../schema/index.ts'

/** The thirteen demo databases, each behind its own agency folder. */
export interface DemoSources {
  source(agency: AgencyCode): AgencySource
  close(): Promise<void>
}

/** Everything that an agency holds of one kind, with nothing withheld. */
export interface Everything {
  readonly fields: readonly string[]
  readonly parents: readonly string[]
  readonly rows: readonly RecordRow[]
}

const agencyFolder = (agency: string): string => new URL(`../../subgraphs/agencies/${agency}/`, import.meta.url).pathname
const OPTIONS = { signal: new AbortController().signal, timeoutMs: 10_000 }

/** Fills every institution's own engine with one block of the demo world and opens it through its folder. */
export async function startDemoSources(seed: number): Promise<DemoSources> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-mapping-'))
  await chmod(folder, 0o755) // PostgreSQL runs as another user where the test runs as root
  const cluster = await startCluster({
    folder: join(folder, 'postgres'),
    port: await freePort(),
    password: randomBytes(12).toString('hex'),
  })
  const closing: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const step of closing.toReversed()) await step()
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const sources = new Map<string, AgencySource>()
    for (const institution of INSTITUTIONS) {
      const model = await loadAgencyFolder(agencyFolder(institution.code))
      const address = await fill(institution, model, { folder, seed, url: (name) => createDatabase(cluster.url, name) })
      const engine = await openEngine(model.source, model.limits, { [addressName(model)]: address }, institution.code, keepReady(model))
      closing.push(() => engine.close())
      sources.set(institution.code, compileAgency(model, engine))
    }
    return {
      source: (agency) => {
        const source = sources.get(agency)
        if (!source) throw new Error(`no demo source of ${agency}`)
        return source
      },
      close,
    }
  } catch (cause) {
    await close()
    throw cause
  }
}

const ENGINES = { postgres: 'postgres', mysql: 'mysql', mssql: undefined, sqlite: 'sqlite', files: 'files' } as const satisfies Record<
  AgencyModel['source']['engine'],
  DemoEngine | undefined
>

/** @returns what the environment variable of the agency file holds: a URL, a path or a folder */
async function fill(
  institution: Institution,
  model: AgencyModel,
  to: { readonly folder: string; readonly seed: number; readonly url: (database: string) => Promise<string> },
): Promise<string> {
  const blocks = generateWorld({ seed: to.seed })
  const path = join(to.folder, institution.code)
  switch (ENGINES[model.source.engine]) {
    case 'postgres': {
      const url = await to.url(institution.code)
      await fillPostgres(url, institution, blocks)
      return url
    }
    case 'sqlite':
      await fillSqlite(`${path}.sqlite`, institution, blocks)
      return `${path}.sqlite`
    case 'files':
      await fillFiles(path, institution, blocks)
      return path
    default:
      throw new Error(`${institution.code}: the engine ${model.source.engine} is not filled here`)
  }
}

const addressName = ({ source }: AgencyModel): string =>
  'urlEnv' in source ? source.urlEnv : 'pathEnv' in source ? source.pathEnv : source.folderEnv

async function createDatabase(urlOf: (database: string) => string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: urlOf('postgres') })
  await admin.connect()
  try {
    await admin.query(`create database ${pg.escapeIdentifier(name)}`)
  } finally {
    await admin.end()
  }
  return urlOf(name)
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

export interface ReadOptions {
  /** Which rows the viewer may see. @default all */
  readonly row?: Predicate
  /** @default the agency's own code */
  readonly viewer?: string
  /** @default all rows */
  readonly filter?: FieldFilter
  /** @default as stored */
  readonly orderBy?: string
}

/** The day on which the tests ask, after everything that happens in the demo world. */
export const TODAY = '2026-01-01'

/** Reads the rows of a kind page by page, with all mapped fields and parents, as somebody from whom no field is withheld. */
export async function readEverything(source: AgencySource, kind: RecordKindName, options: ReadOptions = {}): Promise<Everything> {
  const { fields, parents, query } = queryFor(source, kind, options)
  const { filter, orderBy } = options
  const prepared = source.prepare({
    ...query,
    selection: {
      by: 'page',
      filter: filter ? [filter] : [],
      isDescending: false,
      isBackward: false,
      ...(orderBy === undefined ? {} : { orderBy }),
    },
  })
  return { fields, parents, rows: await allPages(source, prepared) }
}

async function allPages(source: AgencySource, prepared: PreparedRead): Promise<readonly RecordRow[]> {
  const rows: RecordRow[] = []
  for (;;) {
    const after = rows.at(-1)?.position
    const page = await prepared.run({ first: source.model.limits.rows, today: TODAY, ...(after ? { after } : {}) }, OPTIONS)
    rows.push(...page)
    if (page.length < source.model.limits.rows) return rows
  }
}

/** Cases by canonical case number, as the joining of records asks for them. */
export async function readByNuc(source: AgencySource, nucs: readonly string[]): Promise<readonly RecordRow[]> {
  const { query } = queryFor(source, 'CaseRecord', {})
  return source.prepare({ ...query, selection: { by: 'nucs' } }).run({ keys: nucs, today: TODAY }, OPTIONS)
}

/** Reads all rows of a kind that a viewer may see, under the agency's own policy; fields that no rule ever permits are not asked for. */
export async function readAs(source: AgencySource, kind: RecordKindName, viewer: Viewer): Promise<Everything> {
  const { model } = source
  const accessOf = (of: RecordKindName): KindAccess => accessFor(model.policy, model.vocabulary, of, viewer, TODAY)
  const access = accessOf(kind)
  const fields = [...(model.records.get(kind)?.fields.keys() ?? [])].filter((field) => access.cells.has(field))
  const prepared = source.prepare({
    kind,
    fields,
    parents: [],
    selection: { by: 'page', filter: [], isDescending: false, isBackward: false },
    access,
    accessOf,
    viewer,
    withLinkNuc: kind === 'CaseRecord',
  })
  return { fields, parents: [], rows: await allPages(source, prepared) }
}

function queryFor(source: AgencySource, kind: RecordKindName, { row, viewer }: ReadOptions) {
  const record = source.model.records.get(kind)
  if (!record) throw new Error(`${source.model.agency} maps no ${kind}`)
  const fields = [...record.fields.keys()]
  const parents = [...record.parents.keys()]
  const query = {
    kind,
    fields,
    parents,
    access: { ...fullAccess(fields), row: row ?? TRUE },
    accessOf: (other: RecordKindName) => fullAccess([...(source.model.records.get(other)?.fields.keys() ?? [])]),
    viewer: { agency: viewer ?? source.model.agency, roles: [], purpose: 'OVERSIGHT' as const },
    withLinkNuc: kind === 'CaseRecord',
  }
  return { fields, parents, query }
}

const fullAccess = (fields: readonly string[]): KindAccess => ({
  row: TRUE,
  cells: new Map(fields.map((field) => [field, [{ when: TRUE, rule: 'test' }]])),
  link: TRUE,
})
