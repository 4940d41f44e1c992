import { DatabaseSync } from 'node:sqlite'
import { deserialize, serialize } from 'node:v8'
import { sql } from 'kysely'
import { compileSql } from '../compile/query-compilers.ts'
import type { KeepReady } from '../types.ts'
import { isMomentary } from './momentary.ts'
import type { FileRows } from './table.ts'

/** Larger tables get an index on each column; smaller ones are faster without. */
const INDEX_FROM_ROWS = 500
/** Rows of one SELECT that are held; a join of everything with everything is not. */
const MOST_KEPT = 200_000
const NOTHING: KeepReady = { selects: [], orders: [] }

/** Tables as bytes, to be handed from the process that read the files to the one that answers from them. */
export const packTables = (tables: ReadonlyMap<string, FileRows>): Uint8Array => serialize(tables)

/**
 * The tables as a database in memory, which nobody can write.
 *
 * @param packed from `packTables`, of this program's own processes
 */
export const openTables = (packed: Uint8Array, keep: KeepReady = NOTHING, asViews = false): DatabaseSync => {
  const tables: ReadonlyMap<string, FileRows> = deserialize(packed)
  const db = new DatabaseSync(':memory:')
  for (const [name, rows] of tables) fill(db, name, rows)
  for (const select of keep.selects) addSelect(db, select, asViews)
  for (const { table, expression } of keep.orders) indexOrder(db, table, expression)
  db.exec('analyze')
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
  indexColumns(db, name, names, rows.length)
}

/**
 * The rows of a SELECT as a table. One that asks for what the files no longer have, or gives too much, is a view: each statement that needs it
 * meets the fault, and no other. One that may give other rows tomorrow is a view as well.
 */
function addSelect(db: DatabaseSync, select: KeepReady['selects'][number], asView: boolean): void {
  if (!asView && madeTable(db, select)) return
  db.prepare(`create view ${quoted(select.table)} as select * from (${select.sql}\n)`).run()
}

function madeTable(db: DatabaseSync, { table, sql: select }: KeepReady['selects'][number]): boolean {
  const name = quoted(table)
  try {
    if (isMomentary(db, select)) return false
    db.prepare(`create table ${name} as select * from (${select}\n) limit ${MOST_KEPT + 1}`).run()
  } catch {
    return false // the view says why to whoever asks
  }
  const count = Number(db.prepare(`select count(*) as rows from ${name}`).get()?.rows)
  if (count > MOST_KEPT) {
    db.exec(`drop table ${name}`)
    return false
  }
  const columns = db.prepare('select name from pragma_table_info(?)').all(table)
  indexColumns(
    db,
    table,
    columns.map((column) => String(column.name)),
    count,
  )
  return true
}

function indexColumns(db: DatabaseSync, table: string, columns: readonly string[], rows: number): void {
  if (rows < INDEX_FROM_ROWS) return
  for (const column of columns) {
    db.exec(`create index ${quoted(`${table}/${column}`)} on ${quoted(table)} (${quoted(column)})`)
  }
}

/** What a list is ordered by need not be sorted for each page. */
function indexOrder(db: DatabaseSync, table: string, expression: string): void {
  try {
    db.exec(`create index ${quoted(`${table} by key`)} on ${quoted(table)} (${expression})`)
  } catch {
    // A view, or a column that the files no longer have: lists are sorted.
  }
}

const quoted = (name: string): string => compileSql('sqlite', sql`${sql.id(name)}`).sql
