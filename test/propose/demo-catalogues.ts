import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { describeFolder, type Engine, type IntrospectedTable, openEngine } from '../../adapters/index.ts'
import { fillFiles, INSTITUTIONS, type Institution } from '../../demo/fill/index.ts'
import { startCluster } from '../../demo/postgres/cluster.ts'
import { generateBlock } from '../../demo/world/index.ts'
import { LimitsSchema, type Source } from '../../schema/index.ts'
import { freePort } from '../support/free-port.ts'

const LIMITS = LimitsSchema.parse({ statementMs: 20_000 })

/**
 * The catalogue of every demo institution's own schema, without a row (files, which have no schema, with the rows of one small world).
 *
 * @param tableNames file -> name that its table is to have, so that names can be compared
 */
export const demoCatalogues = async (
  tableNames: ReadonlyMap<string, string> = new Map(),
): Promise<ReadonlyMap<string, readonly IntrospectedTable[]>> => {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-propose-'))
  await chmod(folder, 0o755) // PostgreSQL runs as another user where the test runs as root
  const cluster = await startCluster({
    folder: join(folder, 'postgres'),
    port: await freePort(),
    password: randomBytes(12).toString('hex'),
  })
  try {
    const catalogues = new Map<string, readonly IntrospectedTable[]>()
    for (const institution of INSTITUTIONS)
      catalogues.set(institution.code, await catalogueOf(institution, { folder, tableNames, url: (name) => cluster.url(name) }))
    return catalogues
  } finally {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Place {
  readonly folder: string
  readonly tableNames: ReadonlyMap<string, string>
  readonly url: (database: string) => string
}

async function catalogueOf(institution: Institution, { folder, tableNames, url }: Place): Promise<readonly IntrospectedTable[]> {
  const { code } = institution
  const read = async (source: Source, address: string): Promise<readonly IntrospectedTable[]> => {
    const engine: Engine = await openEngine(source, LIMITS, { ADDRESS: address }, code)
    try {
      return await engine.introspect({ signal: AbortSignal.timeout(30_000), timeoutMs: 20_000 })
    } finally {
      await engine.close()
    }
  }
  const [engine] = institution.engines
  if (engine === 'files') {
    const files = join(folder, code)
    await mkdir(files)
    await fillFiles(files, institution, [generateBlock({ seed: 1 }, 0)])
    const { tables } = await describeFolder(files)
    const named = Object.entries(tables).map(([name, table]) => [tableNames.get(table.file) ?? name, table])
    return read({ engine: 'files', folderEnv: 'ADDRESS', timezone: 'Asia/Dili', tables: Object.fromEntries(named) }, files)
  }
  if (engine === 'postgres') {
    const name = code.replaceAll('-', '_')
    await onPostgres(url('postgres'), `create database ${name}`)
    await onPostgres(url(name), await readFile(institution.schemaFile('postgres'), 'utf8'))
    return read({ engine: 'postgres', urlEnv: 'ADDRESS', timezone: 'Asia/Dili' }, url(name))
  }
  const path = join(folder, `${code}.db`)
  const db = new DatabaseSync(path)
  db.exec(await readFile(institution.schemaFile('sqlite'), 'utf8'))
  db.close()
  return read({ engine: 'sqlite', pathEnv: 'ADDRESS', timezone: 'Asia/Dili' }, path)
}

async function onPostgres(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
