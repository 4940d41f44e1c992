import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { TableRows, WorldBlock } from '../world/index.ts'
import type { Institution } from './institutions.ts'
import { type FillResult, fillSources } from './run.ts'
import { readSchemaFile, type SchemaFile } from './schema-file.ts'
import { type FillOptions, MARKER_TABLE, type Marker, NotADemoSourceError, type Sink } from './sink.ts'

/**
 * Fills one institution's SQLite file: a new file beside it, then a rename, so that readers see the old one or the whole new one.
 *
 * @throws {NotADemoSourceError} when a file without the marker is there
 */
export async function fillSqlite(
  path: string,
  institution: Institution,
  blocks: Iterable<WorldBlock>,
  options: FillOptions = {},
): Promise<FillResult> {
  const [result] = await fillSources([{ institution, sink: createSqliteSink(path, institution) }], blocks, options)
  if (!result) throw new Error('one target gives one result')
  return result
}

/** @param path of the database file; its folder exists */
export const createSqliteSink = (path: string, institution: Institution): Sink => new SqliteSink(path, institution)

class SqliteSink implements Sink {
  readonly #path: string
  readonly #partial: string
  readonly #institution: Institution
  readonly #inserts = new Map<string, StatementSync>()
  #database: DatabaseSync | null = null
  #schema: SchemaFile | null = null

  constructor(path: string, institution: Institution) {
    this.#path = path
    this.#partial = `${path}.filling`
    this.#institution = institution
  }

  async start(marker: Marker): Promise<void> {
    if (existsSync(this.#path) && !isDemoFile(this.#path)) throw new NotADemoSourceError(this.#institution.code)
    this.#schema = await readSchemaFile(this.#institution.schemaFile('sqlite'))
    await rm(this.#partial, { force: true })
    this.#database = new DatabaseSync(this.#partial)
    // The file is thrown away when the fill breaks off, so it needs no journal of its own.
    this.#database.exec('pragma journal_mode = off; pragma synchronous = off; begin')
    this.#database.exec(`create table ${MARKER_TABLE} (seed INTEGER NOT NULL, scale INTEGER NOT NULL, generated_by TEXT NOT NULL)`)
    this.#database.prepare(`insert into ${MARKER_TABLE} values (?, ?, ?)`).run(marker.seed, marker.scale, marker.generatedBy)
    this.#database.exec(this.#schema.tables)
  }

  async write(tables: readonly TableRows[]): Promise<void> {
    for (const { table, columns, rows } of tables) {
      if (rows.length === 0) continue
      const insert = this.#insertOf(table, columns)
      for (const row of rows) insert.run(...row)
    }
  }

  async finish(): Promise<void> {
    this.#database?.exec(this.#schema?.afterRows ?? '')
    this.#database?.exec('commit; analyze')
    this.#close()
    await rename(this.#partial, this.#path)
  }

  async abort(): Promise<void> {
    this.#close()
    await rm(this.#partial, { force: true })
  }

  #insertOf(table: string, columns: readonly string[]): StatementSync {
    const known = this.#inserts.get(table)
    if (known) return known
    if (!this.#database) throw new Error('the sink was not started')
    const insert = this.#database.prepare(
      `insert into ${quote(table)} (${columns.map(quote).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    )
    this.#inserts.set(table, insert)
    return insert
  }

  #close(): void {
    this.#inserts.clear()
    this.#database?.close()
    this.#database = null
  }
}

/** Whether the file is a database that carries the marker. */
function isDemoFile(path: string): boolean {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { readOnly: true })
    return database.prepare('select count(*) as found from sqlite_schema where name = ?').get(MARKER_TABLE)?.found === 1
  } catch {
    // No database at all: somebody else's file.
    return false
  } finally {
    database?.close()
  }
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
