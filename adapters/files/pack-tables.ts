import { DatabaseSync } from 'node:sqlite'
import { deserialize, serialize } from 'node:v8'
import { sql } from 'kysely'
import { compileSql } from '../compile/query-compilers.ts'
import type { FileRows } from './table.ts'

/** Larger tables get an index on each column; smaller ones are faster without. */
const INDEX_FROM_ROWS = 500

/** Tables as bytes, to be handed from the process that read the files to the one that answers from them. */
export const packTables = (tables: ReadonlyMap<string, FileRows>): Uint8Array => serialize(tables)

/** The tables as a database in memory, which nobody can write. @param packed from `packTables`, of this program's own processes */
export const openTables = (packed: Uint8Array): DatabaseSync => {
  const tables: ReadonlyMap<string, FileRows> = deserialize(packed)
  const db = new DatabaseSync(':memory:')
  for (const [name, rows] of tables) fill(db, name, rows)
  // From here on nothing is written, and nothing else is opened.
  db.exec('pragma query_only = on')
  return db
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
