import type { Connection, ConnectionOptions } from 'mysql2/promise'
import { createConnection } from 'mysql2/promise'
import type { Cell, TableRows, WorldBlock } from '../world/index.ts'
import type { Institution } from './institutions.ts'
import { type FillResult, fillSources } from './run.ts'
import { readSchemaFile, type SchemaFile } from './schema-file.ts'
import { type FillOptions, MARKER_TABLE, type Marker, NotADemoSourceError, type Sink, UNFINISHED } from './sink.ts'

const BATCH_ROWS = 1_000

/**
 * Fills one institution's MariaDB or MySQL database.
 *
 * Tables cannot be made inside a transaction there, so a fill that breaks off leaves them with a marker that says unfinished.
 *
 * @param connection options that name the database; the user may create tables and views
 * @throws {NotADemoSourceError} when the database holds tables and no marker
 */
export async function fillMysql(
  connection: ConnectionOptions,
  institution: Institution,
  blocks: Iterable<WorldBlock>,
  options: FillOptions = {},
): Promise<FillResult> {
  const opened = await createConnection({ ...connection, charset: 'utf8mb4', multipleStatements: true })
  try {
    const [result] = await fillSources([{ institution, sink: createMysqlSink(opened, institution) }], blocks, options)
    if (!result) throw new Error('one target gives one result')
    return result
  } finally {
    await opened.end()
  }
}

/** @param connection opened with `multipleStatements: true` and `charset: 'utf8mb4'` */
export const createMysqlSink = (connection: Connection, institution: Institution): Sink => new MysqlSink(connection, institution)

class MysqlSink implements Sink {
  readonly #connection: Connection
  readonly #institution: Institution
  readonly #waiting = new Map<string, { columns: readonly string[]; rows: (readonly Cell[])[] }>()
  #schema: SchemaFile | null = null
  #marker: Marker | null = null

  constructor(connection: Connection, institution: Institution) {
    this.#connection = connection
    this.#institution = institution
  }

  async start(marker: Marker): Promise<void> {
    this.#schema = await readSchemaFile(this.#institution.schemaFile('mysql'))
    this.#marker = marker
    const tables = await this.#tables()
    if (tables.length > 0 && !tables.some(({ name }) => name === MARKER_TABLE)) throw new NotADemoSourceError(this.#institution.code)
    for (const { name, isView } of tables) await this.#connection.query(`drop ${isView ? 'view' : 'table'} ${quote(name)}`)
    await this.#connection.query(
      `create table ${MARKER_TABLE} (seed bigint not null, scale integer not null, generated_by varchar(80) not null) character set utf8mb4`,
    )
    await this.#connection.query(`insert into ${MARKER_TABLE} values (?, ?, ?)`, [marker.seed, marker.scale, UNFINISHED])
    await this.#connection.query(this.#schema.tables)
    await this.#connection.query('start transaction')
  }

  async write(tables: readonly TableRows[]): Promise<void> {
    for (const { table, columns, rows } of tables) {
      const waiting = this.#waiting.get(table) ?? { columns, rows: [] }
      for (const row of rows) waiting.rows.push(row)
      this.#waiting.set(table, waiting)
      if (waiting.rows.length >= BATCH_ROWS) await this.#flush(table)
    }
  }

  async finish(): Promise<void> {
    for (const table of this.#waiting.keys()) await this.#flush(table)
    await this.#connection.query('commit')
    await this.#connection.query(this.#schema?.afterRows ?? '')
    await this.#connection.query(`update ${MARKER_TABLE} set generated_by = ?`, [this.#marker?.generatedBy ?? ''])
  }

  async abort(): Promise<void> {
    // A connection that is gone has rolled back by itself.
    await this.#connection.query('rollback').catch(() => undefined)
  }

  async #flush(table: string): Promise<void> {
    const waiting = this.#waiting.get(table)
    if (!waiting || waiting.rows.length === 0) return
    await this.#connection.query(`insert into ${quote(table)} (${waiting.columns.map(quote).join(', ')}) values ?`, [waiting.rows])
    waiting.rows = []
  }

  async #tables(): Promise<{ name: string; isView: boolean }[]> {
    const [rows] = await this.#connection.query(
      `select table_name as name, table_type as type from information_schema.tables where table_schema = database() order by table_type desc`,
    )
    return Array.isArray(rows)
      ? rows.map((row) => ({ name: 'name' in row ? String(row.name) : '', isView: 'type' in row && String(row.type) === 'VIEW' }))
      : []
  }
}

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``
