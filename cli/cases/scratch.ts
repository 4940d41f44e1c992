import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import {
  createScratchTables,
  type Engine,
  emptyScratchTable,
  fillScratchTable,
  openEngine,
  type ScratchRow,
  type ScratchTable,
  type Statement,
} from '../../adapters/index.ts'
import type { ScratchServers } from '../../demo/index.ts'
import type { AgencyModel, SchemaLock } from '../../schema/index.ts'

/** An empty database with the agency's tables. */
export interface Scratch {
  readonly engine: Engine
  readonly tables: readonly ScratchTable[]
  /** Puts these rows, and no others, into the tables. */
  load(rows: ReadonlyMap<ScratchTable, readonly ScratchRow[]>): Promise<void>
  close(): Promise<void>
}

/** Writes as the owner of the scratch database. */
interface Owner {
  run(statements: readonly Statement[]): Promise<void>
  close(): Promise<void>
}

/** Why there is no scratch database. */
export interface NoScratch {
  readonly skipped: string
}

let databases = 0

/**
 * Makes a scratch database of the agency's own engine, from what its lock knows: files become tables of a SQLite file.
 *
 * @param model its limits hold for the scratch database
 */
export async function openScratch(model: AgencyModel, lock: SchemaLock, servers: ScratchServers): Promise<Scratch | NoScratch> {
  const { source, limits, agency } = model
  const name = `scratch_${process.pid}_${++databases}`
  switch (source.engine) {
    case 'postgres': {
      const url = new URL(await servers.postgres())
      const first = await postgresOwner(url.href)
      await first.run([{ sql: `create database ${name}`, parameters: [] }]) // a name of our own making
      await first.close()
      url.pathname = `/${name}`
      const engine = await openEngine({ ...source, urlEnv: 'SCRATCH' }, limits, { SCRATCH: url.href }, agency)
      return scratch(engine, await postgresOwner(url.href), lock)
    }
    case 'mysql': {
      const address = await servers.mariadb()
      if (address === undefined) return { skipped: 'no MariaDB server is installed on this machine (package mariadb-server)' }
      const url = new URL(address)
      const first = await mysqlOwner(url.href)
      await first.run([{ sql: `create database ${name} character set utf8mb4`, parameters: [] }])
      await first.close()
      url.pathname = `/${name}`
      const engine = await openEngine({ ...source, urlEnv: 'SCRATCH' }, limits, { SCRATCH: url.href }, agency)
      return scratch(engine, await mysqlOwner(url.href), lock)
    }
    case 'sqlite':
    case 'files': {
      const folder = await mkdtemp(join(tmpdir(), 'tip-hub-scratch-'))
      const path = join(folder, 'scratch.sqlite')
      const owner = sqliteOwner(path, () => rm(folder, { recursive: true, force: true }))
      const engine = await openEngine(
        { engine: 'sqlite', pathEnv: 'SCRATCH', timezone: source.timezone },
        limits,
        { SCRATCH: path },
        agency,
      )
      return scratch(engine, owner, lock)
    }
    case 'mssql':
      return { skipped: 'SQL Server cannot be tried out here' }
  }
}

async function scratch(engine: Engine, owner: Owner, { tables }: SchemaLock): Promise<Scratch> {
  await owner.run(createScratchTables(engine.dialect, tables))
  return {
    engine,
    tables,
    load: (rows) =>
      owner.run([
        ...tables.map((table) => emptyScratchTable(engine.dialect, table)),
        ...[...rows].flatMap(([table, some]) => fillScratchTable(engine.dialect, table, some)),
      ]),
    async close() {
      await engine.close()
      await owner.close()
    },
  }
}

async function postgresOwner(url: string): Promise<Owner> {
  const client = new pg.Client(url)
  await client.connect()
  return {
    async run(statements) {
      for (const { sql, parameters } of statements) await client.query(sql, [...parameters])
    },
    close: () => client.end(),
  }
}

async function mysqlOwner(url: string): Promise<Owner> {
  const connection = await createConnection({ uri: url, charset: 'utf8mb4' })
  // Dates such as 0000-00-00 are in real registers, and so in cases.
  await connection.query("set session sql_mode = ''")
  return {
    async run(statements) {
      for (const { sql, parameters } of statements) await connection.query(sql, [...parameters])
    },
    close: () => connection.end(),
  }
}

function sqliteOwner(path: string, remove: () => Promise<void>): Owner {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode = off; pragma synchronous = off')
  return {
    async run(statements) {
      db.exec('begin')
      try {
        for (const { sql, parameters } of statements)
          db.prepare(sql).run(...parameters.map((value) => (typeof value === 'string' ? value : null)))
      } finally {
        db.exec('commit')
      }
    },
    async close() {
      db.close()
      await remove()
    },
  }
}
