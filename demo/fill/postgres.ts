import pg from 'pg'
import type { Cell, TableRows, WorldBlock } from '../world/index.ts'
import type { Institution } from './institutions.ts'
import { type FillResult, fillSources } from './run.ts'
import { readSchemaFile, type SchemaFile } from './schema-file.ts'
import { type FillOptions, MARKER_TABLE, type Marker, NotADemoSourceError, type Sink } from './sink.ts'

const BATCH_ROWS = 2_000

/**
 * Fills one institution's PostgreSQL database, in one transaction: tables of an earlier fill are replaced, or nothing changes.
 *
 * @param connection a connected client (left open), or a connection string of a role that may create tables in the current schema
 * @throws {NotADemoSourceError} when the schema holds tables and no marker
 */
export async function fillPostgres(
  connection: pg.Client | string,
  institution: Institution,
  blocks: Iterable<WorldBlock>,
  options: FillOptions = {},
): Promise<FillResult> {
  const client = typeof connection === 'string' ? new pg.Client({ connectionString: connection }) : connection
  if (typeof connection === 'string') await client.connect()
  try {
    const [result] = await fillSources([{ institution, sink: createPostgresSink(client, institution) }], blocks, options)
    if (!result) throw new Error('one target gives one result')
    return result
  } finally {
    if (typeof connection === 'string') await client.end()
  }
}

/** A sink over a connected client, which nothing else may use until `finish` or `abort`. */
export const createPostgresSink = (client: pg.Client, institution: Institution): Sink => new PostgresSink(client, institution)

class PostgresSink implements Sink {
  readonly #client: pg.Client
  readonly #institution: Institution
  readonly #types = new Map<string, ReadonlyMap<string, string>>()
  readonly #waiting = new Map<string, { columns: readonly string[]; rows: (readonly Cell[])[] }>()
  #schema: SchemaFile | null = null
  #isOpen = false

  constructor(client: pg.Client, institution: Institution) {
    this.#client = client
    this.#institution = institution
  }

  async start(marker: Marker): Promise<void> {
    this.#schema = await readSchemaFile(this.#institution.schemaFile('postgres'))
    await this.#client.query('begin')
    this.#isOpen = true
    const tables = await this.#tables()
    if (tables.length > 0 && !tables.includes(MARKER_TABLE)) throw new NotADemoSourceError(this.#institution.code)
    for (const table of tables) await this.#client.query(`drop table ${quote(table)} cascade`)
    await this.#client.query(`create table ${MARKER_TABLE} (seed bigint not null, scale integer not null, generated_by text not null)`)
    await this.#client.query(`insert into ${MARKER_TABLE} values ($1, $2, $3)`, [marker.seed, marker.scale, marker.generatedBy])
    await this.#client.query(this.#schema.tables)
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
    await this.#client.query(this.#schema?.afterRows ?? '')
    await this.#client.query('commit')
    this.#isOpen = false
    await this.#client.query('analyze')
  }

  async abort(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    // A connection that is gone has rolled back by itself.
    await this.#client.query('rollback').catch(() => undefined)
  }

  async #flush(table: string): Promise<void> {
    const waiting = this.#waiting.get(table)
    if (!waiting || waiting.rows.length === 0) return
    const types = await this.#typesOf(table)
    const columns = waiting.columns.map((_, i) => waiting.rows.map((row) => textOfCell(row[i] ?? null)))
    const casts = waiting.columns.map((column, i) => {
      const type = types.get(column)
      if (type === undefined) throw new Error(`${this.#institution.code}: schema.sql has no column ${column} in ${table}`)
      return `u.c${i}::${type}`
    })
    // Names come from this repository's own schema files, values travel as arrays of text: one statement for any number of rows.
    await this.#client.query(
      `insert into ${quote(table)} (${waiting.columns.map(quote).join(', ')}) select ${casts.join(', ')} from unnest(${columns.map((_, i) => `$${i + 1}::text[]`).join(', ')}) as u(${columns.map((_, i) => `c${i}`).join(', ')})`,
      columns,
    )
    waiting.rows = []
  }

  async #tables(): Promise<string[]> {
    const { rows } = await this.#client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') order by 1`,
    )
    return rows.map(({ name }) => name)
  }

  async #typesOf(table: string): Promise<ReadonlyMap<string, string>> {
    const known = this.#types.get(table)
    if (known) return known
    // Without its length: a cast to varchar(n) would cut a long text in silence, an assignment refuses it.
    const { rows } = await this.#client.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, -1) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [quote(table)],
    )
    const types = new Map(rows.map(({ name, type }) => [name, type]))
    this.#types.set(table, types)
    return types
  }
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const textOfCell = (cell: Cell): string | null => (cell === null ? null : String(cell))
