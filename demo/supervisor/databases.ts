import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { HIGH_WATER_FILE } from '../../subgraphs/runtime/index.ts'
import {
  createFilesSink,
  createMysqlSink,
  createPostgresSink,
  createSqliteSink,
  type FillTarget,
  fillSources,
  fillTruth,
  institutionOf,
} from '../fill/index.ts'
import type { MariaDb } from '../mariadb/server.ts'
import type { Cluster } from '../postgres/cluster.ts'
import { readIfThere, writeWhole } from '../state/files.ts'
import type { DemoHome } from '../state/home.ts'
import { generateWorld } from '../world/index.ts'
import { adapterRole, indexSqliteFile, makeAdapterRole } from './adapter-roles.ts'
import { DEMO_AGENCIES, type DemoAgency } from './agencies.ts'

/** The servers that hold the demo databases; courts are on SQLite where there is no MariaDB. */
export interface DemoServers {
  readonly postgres: Cluster
  readonly mariadb: MariaDb | undefined
}

export interface WorldSize {
  readonly seed: number
  readonly scale: number
}

const databaseName = (code: string): string => `demo_${code.replaceAll('-', '_')}`

/** Where an adapter finds its demo source: URL, file or folder. */
export function sourceAddress(home: DemoHome, servers: DemoServers, agency: DemoAgency, readerPassword: string): string {
  switch (agency.source) {
    case 'postgres':
      return asAdapter(servers.postgres.url(databaseName(agency.code)), agency, readerPassword)
    case 'mysql':
      return servers.mariadb === undefined
        ? sqliteFile(home, agency)
        : asAdapter(servers.mariadb.url(databaseName(agency.code)), agency, readerPassword)
    case 'sqlite':
      return sqliteFile(home, agency)
    case 'files':
      return join(home.sources, agency.code)
  }
}

const sqliteFile = (home: DemoHome, agency: DemoAgency): string => join(home.sources, `${agency.code}.sqlite`)

function asAdapter(ownerUrl: string, { code }: DemoAgency, password: string): string {
  const url = new URL(ownerUrl)
  url.username = adapterRole(code)
  url.password = password
  return url.href
}

/** The truth of the demo world: what every source should say, which records belong together, what was planted. */
export const truthFile = (home: DemoHome): string => join(home.root, 'truth.json')

/** Whether the sources hold this world already; a fill that was cut short does not count. */
export async function isFilled(home: DemoHome, size: WorldSize, servers: DemoServers): Promise<boolean> {
  return (await readIfThere(filledFile(home))) === filledText(size, servers)
}

const filledFile = (home: DemoHome): string => join(home.state, 'filled.json')
const filledText = ({ seed, scale }: WorldSize, { mariadb }: DemoServers): string =>
  JSON.stringify({ format: 2, seed, scale, courts: mariadb === undefined ? 'sqlite' : 'mysql' })

/** Fills all thirteen sources in one walk over the world, then the file with its truth. */
export async function fillDemo(
  home: DemoHome,
  servers: DemoServers,
  size: WorldSize,
  readerPassword: string,
  onBlock: (blocks: number) => void,
): Promise<void> {
  await writeWhole(filledFile(home), '')
  // Another world may end earlier; that is no backup that somebody restored.
  for (const { code } of DEMO_AGENCIES) await rm(join(home.state, 'policy', code, HIGH_WATER_FILE), { force: true })
  const opened = await openTargets(home, servers, readerPassword)
  try {
    await fillSources(opened.targets, generateWorld(size), { onProgress: ({ blocks }) => onBlock(blocks) })
    for (const grant of opened.grants) await grant()
  } finally {
    await Promise.all(opened.close.map((close) => close()))
  }
  await fillTruth(truthFile(home), generateWorld(size))
  await writeWhole(filledFile(home), filledText(size, servers))
}

async function openTargets(home: DemoHome, servers: DemoServers, readerPassword: string) {
  const targets: FillTarget[] = []
  const grants: (() => Promise<unknown>)[] = []
  const close: (() => Promise<unknown>)[] = []
  for (const agency of DEMO_AGENCIES) {
    const institution = institutionOf(agency.code)
    const database = databaseName(agency.code)
    if (agency.source === 'postgres') {
      const client = await openPostgresDatabase(servers.postgres, database)
      targets.push({ institution, sink: createPostgresSink(client, institution) })
      grants.push(() => makeAdapterRole(client, 'postgres', agency.code, readerPassword))
      close.push(() => client.end())
    } else if (agency.source === 'mysql' && servers.mariadb !== undefined) {
      const connection = await openMariaDatabase(servers.mariadb, database)
      targets.push({ institution, sink: createMysqlSink(connection, institution) })
      grants.push(() => makeAdapterRole(connection, 'mysql', agency.code, readerPassword))
      close.push(() => connection.end())
    } else if (agency.source === 'files') {
      await mkdir(join(home.sources, agency.code), { recursive: true, mode: 0o700 })
      targets.push({ institution, sink: createFilesSink(join(home.sources, agency.code), institution) })
    } else {
      const path = sqliteFile(home, agency)
      targets.push({ institution, sink: createSqliteSink(path, institution) })
      grants.push(() => indexSqliteFile(path, agency.code))
    }
  }
  return { targets, grants, close }
}

// Names below are constants of this file: nothing that could break out of a statement.

async function openPostgresDatabase(cluster: Cluster, database: string): Promise<pg.Client> {
  const owner = new pg.Client(cluster.url('postgres'))
  await owner.connect()
  const existing = await owner.query('select 1 from pg_database where datname = $1', [database])
  if (existing.rows.length === 0) await owner.query(`create database ${database}`)
  await owner.end()
  const client = new pg.Client(cluster.url(database))
  await client.connect()
  return client
}

async function openMariaDatabase(server: MariaDb, database: string) {
  const connection = await createConnection({ uri: server.url(''), charset: 'utf8mb4', multipleStatements: true })
  await connection.query(`create database if not exists ${database} character set utf8mb4`)
  await connection.query(`use ${database}`)
  return connection
}
