import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import type { FileTable } from '../../schema/index.ts'
import { compileSql } from '../compile/query-compilers.ts'
import { FILE_LIMITS, FileProblem } from './limits.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'
import { readXlsx } from './read-xlsx.ts'
import type { FileRows } from './table.ts'

export interface Snapshot {
  readonly db: DatabaseSync
  /** ISO date-time of the newest file in it. */
  readonly asOf: string
}

/** Larger tables get an index on each column; smaller ones are faster without. */
const INDEX_FROM_ROWS = 500

/** The files of a folder as tables in memory, taken over whole or not at all. */
export class SnapshotFolder {
  readonly #folder: string
  readonly #tables: Readonly<Record<string, FileTable>>
  #good: (Snapshot & { readonly mark: string }) | undefined
  /** Mark of files that could not be read, so that they are not tried again until they change. */
  #badMark: string | undefined

  constructor(folder: string, tables: Readonly<Record<string, FileTable>>) {
    this.#folder = folder
    this.#tables = tables
  }

  /**
   * Reads the files again where they have changed. While they cannot be read, the last good ones serve with their own date.
   *
   * @throws {FileProblem} where none was ever good
   */
  refresh(): Snapshot {
    try {
      const { mark, newest } = this.#look()
      if (this.#good && (mark === this.#good.mark || mark === this.#badMark)) return this.#good
      try {
        const db = this.#read()
        this.#badMark = undefined
        this.#good = { db, mark, asOf: new Date(newest).toISOString() }
      } catch (cause) {
        this.#badMark = mark
        throw cause
      }
    } catch (cause) {
      if (!this.#good) throw cause
    }
    return this.#good
  }

  /** Size and time of every file; a file that is being written is noticed again when it is whole. */
  #look(): { readonly mark: string; readonly newest: number } {
    const stats = this.#files().map((file) => {
      const stat = lstatSync(join(this.#folder, file))
      if (!stat.isFile()) throw new FileProblem('a file of the source is no plain file')
      if (stat.size > FILE_LIMITS.bytes) throw new FileProblem(`a file is larger than ${FILE_LIMITS.bytes} bytes`)
      return stat
    })
    return {
      mark: stats.map(({ size, mtimeMs, ino }) => `${ino}/${size}/${mtimeMs}`).join(),
      newest: Math.max(0, ...stats.map(({ mtimeMs }) => mtimeMs)),
    }
  }

  #files = (): readonly string[] => [...new Set(Object.values(this.#tables).map(({ file }) => file))]

  #read(): DatabaseSync {
    const db = new DatabaseSync(':memory:')
    try {
      for (const [name, table] of Object.entries(this.#tables)) {
        const bytes = readFileSync(join(this.#folder, table.file))
        for (const [made, rows] of readTable(name, bytes, table)) fill(db, made, rows)
      }
      // From here on nothing is written, and nothing else is opened.
      db.exec('pragma query_only = on')
      return db
    } catch (cause) {
      db.close()
      throw cause
    }
  }
}

function readTable(name: string, bytes: Buffer, table: FileTable): ReadonlyMap<string, FileRows> {
  switch (table.format) {
    case 'csv':
      return new Map([[name, readCsv(bytes, table)]])
    case 'xlsx':
      return new Map([[name, readXlsx(bytes, table)]])
    case 'json':
      return readJson(bytes, name, table)
  }
}

function fill(db: DatabaseSync, name: string, { columns, rows }: FileRows): void {
  // A file without a record yet still is a table, with the columns that the mapping asks for unknown: SCHEMA_MISMATCH says so.
  const names = columns.length === 0 ? ['_row'] : columns
  const text = (statement: Parameters<typeof compileSql>[1]): string => compileSql('sqlite', statement).sql
  db.exec(text(sql`create table ${sql.id(name)} (${sql.join(names.map((column) => sql`${sql.id(column)} text`))})`))
  const insert = db.prepare(text(sql`insert into ${sql.id(name)} values (${sql.join(names.map(() => null))})`))
  db.exec('begin')
  for (const row of rows) insert.run(...row)
  db.exec('commit')
  if (rows.length < INDEX_FROM_ROWS) return
  for (const column of names) db.exec(text(sql`create index ${sql.id(`${name}/${column}`)} on ${sql.id(name)} (${sql.id(column)})`))
  db.exec('analyze')
}
