import { sql } from 'kysely'
import { type AgencyModel, isHubError, type Relation, type SourceTest } from '../../schema/index.ts'
import type { Sql } from '../compile/dialect.ts'
import { DIALECTS } from '../compile/dialects.ts'
import { compileSql } from '../compile/query-compilers.ts'
import { columnOf, onlyTests, relationAs, type Scope } from '../compile/scope.ts'
import type { Engine, RunOptions } from '../types.ts'
import type { RawCell } from '../values/raw-cells.ts'

export interface SampleInput {
  readonly model: AgencyModel
  readonly engine: Engine
  readonly from: Relation
  readonly only: readonly SourceTest[]
  readonly cells: readonly RawCell[]
  /** Further expressions over the row `t1`. */
  readonly more?: (scope: Scope) => readonly Sql[]
  readonly rows: number
}

/** Some rows of a table as they stand there, those that the mapping means; which ones is the database's choice. */
export const sampleRows = async (input: SampleInput, options: RunOptions): Promise<readonly (readonly (string | null)[])[]> => {
  try {
    return await input.engine.run(statementOf(input, false), options)
  } catch (cause) {
    // Keys that are declared with unlike types are compared as texts, as when serving.
    if (!isHubError(cause, 'SCHEMA_MISMATCH')) throw cause
    return input.engine.run(statementOf(input, true), options)
  }
}

function statementOf({ model, engine, from, only, cells, more, rows }: SampleInput, isTextual: boolean) {
  let aliases = 1
  const db = DIALECTS[engine.dialect]
  const viewer = { agency: model.agency, roles: [], purpose: 'AUDIT' } as const
  const scope: Scope = { model, db, viewer, isTextual, newAlias: () => `t${++aliases}` }
  const columns = [
    ...cells.map(({ column, path, isArray }) => {
      const cell = columnOf('t1', column)
      if (isArray) return db.jsonArray(cell, path)
      return path ? db.jsonText(cell, path, isTextual) : db.asText(cell)
    }),
    ...(more?.(scope) ?? []),
  ]
  const tests = onlyTests(scope, only, 't1')
  const where = tests.length === 0 ? sql`` : sql` where ${sql.join(tests, sql` and `)}`
  return compileSql(
    engine.dialect,
    sql`select ${columns.length === 0 ? sql`'1'` : sql.join(columns)} from ${relationAs(from, 't1')}${where} limit ${sql.lit(rows)}`,
  )
}
