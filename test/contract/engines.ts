import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { type Engine, keepReady, openEngine } from '../../adapters/index.ts'
import type { AgencyModel, FileTable, Source } from '../../schema/index.ts'
import { startTestPostgres } from '../support/postgres.ts'
import { type ColumnType, SOURCE, type SourceTable } from './source.ts'

/** An engine with the small source in it. */
export interface OpenSource {
  readonly engine: Engine
  /** Runs a statement as the owner, to change the source behind the engine's back. */
  readonly change: (sql: string) => Promise<void>
  close(): Promise<void>
}

type Limits = AgencyModel['limits']
const TYPES: Readonly<Record<'postgres' | 'mysql' | 'sqlite', Readonly<Record<ColumnType, string>>>> = {
  postgres: { int: 'integer', text: 'text', char: 'char(3)', date: 'date', json: 'jsonb' },
  mysql: { int: 'int', text: 'varchar(200)', char: 'char(3)', date: 'date', json: 'json' },
  sqlite: { int: 'integer', text: 'text', char: 'text', date: 'text', json: 'text' },
}

const createTable = (dialect: 'postgres' | 'mysql' | 'sqlite', { name, columns }: SourceTable): string =>
  `create table ${name} (${Object.entries(columns)
    .map(([column, type]) => `${column} ${TYPES[dialect][type]}`)
    .join(', ')})`

const insertInto = ({ name, columns }: SourceTable, place: (index: number) => string): string =>
  `insert into ${name} values (${Object.keys(columns)
    .map((_, index) => place(index))
    .join(', ')})`

const TIMEZONE = 'Asia/Dili'

export const openSqliteSource = async (limits: Limits): Promise<OpenSource> => {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-contract-'))
  const path = join(folder, 'source.db')
  const db = new DatabaseSync(path)
  for (const table of SOURCE) {
    db.exec(createTable('sqlite', table))
    const insert = db.prepare(insertInto(table, () => '?'))
    for (const row of table.rows) insert.run(...row)
  }
  const source: Source = { engine: 'sqlite', pathEnv: 'CONTRACT_SOURCE', timezone: TIMEZONE }
  const engine = await openEngine(source, limits, { CONTRACT_SOURCE: path }, 'pntl')
  return {
    engine,
    change: async (sql) => db.exec(sql),
    close: async () => {
      await engine.close()
      db.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** One table as JSON, the others as CSV. */
export const openFilesSource = async (limits: Limits, model: AgencyModel): Promise<OpenSource> => {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-contract-'))
  const tables: Record<string, FileTable> = {}
  for (const { name, columns, rows } of SOURCE) {
    const names = Object.keys(columns)
    const isJson = name === 'vitima'
    const file = `${name}.${isJson ? 'json' : 'csv'}`
    tables[name] = { file, format: isJson ? 'json' : 'csv', encoding: 'utf-8', separator: ';', fillDown: [], unnest: {} }
    const text = isJson
      ? JSON.stringify(rows.map((row) => Object.fromEntries(names.map((column, index) => [column, row[index] ?? null]))))
      : [names, ...rows].map((row) => row.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(';')).join('\r\n')
    await writeFile(join(folder, file), text)
  }
  const source: Source = { engine: 'files', folderEnv: 'CONTRACT_SOURCE', timezone: TIMEZONE, tables }
  const engine = await openEngine(source, limits, { CONTRACT_SOURCE: folder }, 'pntl', keepReady({ ...model, source }))
  return {
    engine,
    change: (text) => writeFile(join(folder, 'kazu.csv'), text),
    close: async () => {
      await engine.close()
      await rm(folder, { recursive: true })
    },
  }
}

export const openPostgresSource = async (limits: Limits): Promise<OpenSource> => {
  const server = await startTestPostgres()
  const { url } = server
  const owner = new pg.Client(url)
  await owner.connect()
  for (const table of SOURCE) {
    await owner.query(createTable('postgres', table))
    for (const row of table.rows)
      await owner.query(
        insertInto(table, (index) => `$${index + 1}`),
        [...row],
      )
  }
  const engine = await openEngine(
    { engine: 'postgres', urlEnv: 'CONTRACT_SOURCE', timezone: TIMEZONE },
    limits,
    { CONTRACT_SOURCE: url },
    'pntl',
  )
  return {
    engine,
    change: async (sql) => void (await owner.query(sql)),
    close: async () => {
      await engine.close()
      await owner.end()
      await server.close()
    },
  }
}

/** @param url of an empty database that may be written, e.g. `mysql://root@127.0.0.1:3306/contract` */
export const openMysqlSource = async (limits: Limits, url: string): Promise<OpenSource> => {
  const owner = await createConnection({ uri: url })
  for (const table of SOURCE) {
    await owner.query(`drop table if exists ${table.name}`)
    await owner.query(createTable('mysql', table))
    for (const row of table.rows)
      await owner.query(
        insertInto(table, () => '?'),
        [...row],
      )
  }
  const engine = await openEngine(
    { engine: 'mysql', urlEnv: 'CONTRACT_SOURCE', timezone: TIMEZONE },
    limits,
    { CONTRACT_SOURCE: url },
    'pntl',
  )
  return {
    engine,
    change: async (sql) => void (await owner.query(sql)),
    close: async () => {
      await engine.close()
      await owner.end()
    },
  }
}
