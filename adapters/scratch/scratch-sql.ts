import { sql } from 'kysely'
import { compileSql } from '../compile/query-compilers.ts'
import type { Engine, Statement } from '../types.ts'

import { columnType } from './column-types.ts'

/** A table as a lock knows it. */
export interface ScratchTable {
  readonly schema?: string | undefined
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** Cells by the names of their columns, as text; null is empty. */
export type ScratchRow = Readonly<Record<string, string | null>>

/**
 * Statements that make empty tables like the agency's own, views included. Without keys and constraints: a case gives the few cells that it is about.
 *
 * @returns one statement each; to be run by the owner of an empty database
 */
export function createScratchTables(dialect: Engine['dialect'], tables: readonly ScratchTable[]): readonly Statement[] {
  const schemas = dialect === 'postgres' ? [...new Set(tables.flatMap(({ schema }) => schema ?? []))] : []
  return [
    ...schemas.map((schema) => compileSql(dialect, sql`create schema if not exists ${sql.id(schema)}`)),
    ...tables.map((table) => {
      const columns = table.columns.map(({ name, type }) => sql`${sql.id(name)} ${columnType(dialect, type)}`)
      return compileSql(dialect, sql`create table ${nameOf(dialect, table)} (${sql.join(columns)})`)
    }),
  ]
}

/** Empties a scratch table. */
export const emptyScratchTable = (dialect: Engine['dialect'], table: ScratchTable): Statement =>
  compileSql(dialect, sql`delete from ${nameOf(dialect, table)}`)

/** Puts rows into a scratch table; the database reads each text as its column's type wants it. */
export const fillScratchTable = (dialect: Engine['dialect'], table: ScratchTable, rows: readonly ScratchRow[]): readonly Statement[] =>
  rows.map((row) => {
    const cells = sql.join(table.columns.map(({ name }) => sql`${row[name] ?? null}`))
    return compileSql(dialect, sql`insert into ${nameOf(dialect, table)} values (${cells})`)
  })

const nameOf = (dialect: Engine['dialect'], { schema, name }: ScratchTable) =>
  dialect === 'postgres' && schema !== undefined ? sql.id(schema, name) : sql.id(name)
