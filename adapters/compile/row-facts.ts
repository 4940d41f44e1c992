import { sql } from 'kysely'
import { type AgencyModel, HubError, type RecordModel } from '../../schema/index.ts'
import type { Engine, FactsQuery, PreparedFacts, RowKey, Statement } from '../types.ts'
import type { SqlDialect } from './dialect.ts'
import { predicateSql } from './predicate-sql.ts'
import { compileSql } from './query-compilers.ts'
import { fillParameters, joinKey, keyTexts, type RunValues, splitKey } from './run-parameter.ts'
import { type KeyVariant, runEither, slotsFor } from './run-statement.ts'
import { columnOf, onlyTests, type Row, relationAs, type Scope } from './scope.ts'
import { givenBy } from './statement.ts'

/**
 * Asks which single conditions of the policy rows meet: their key, and `1` for each condition that the row meets, computed by the database. The
 * columns of a condition stand in that condition only; nothing here knows how rules put conditions together, or where the reads place them.
 */
export const prepareFacts = (model: AgencyModel, engine: Engine, db: SqlDialect, query: FactsQuery): PreparedFacts => {
  const record = model.records.get(query.kind)
  if (!record) return { query, sql: '', run: async () => new Map() }
  const statements = new Map<string, Statement>()
  const statementOf = (variant: KeyVariant): Statement => {
    const name = `${variant.slots}/${variant.isTextual}`
    const known = statements.get(name) ?? buildFacts(model, db, query, record, variant)
    statements.set(name, known)
    return known
  }

  return {
    query,
    sql: statementOf({ slots: 1, isTextual: false }).sql,
    async run({ keys, today }, options) {
      const values = runValues(model, record, keys, today)
      if (!values) return new Map()
      const run = (variant: KeyVariant) => {
        const { sql: text, parameters } = statementOf(variant)
        return engine.run({ sql: text, parameters: fillParameters(parameters, values) }, options)
      }
      const count = values.keyColumns[0]?.length ?? 0
      return factsOf(record, keys, await runEither(run, { slots: slotsFor(db, count, model), isTextual: false }))
    },
  }
}

function buildFacts(
  model: AgencyModel,
  db: SqlDialect,
  query: FactsQuery,
  record: RecordModel,
  { slots, isTextual }: KeyVariant,
): Statement {
  let aliases = 0
  const newAlias = (): string => `t${++aliases}`
  const row: Row = { record, alias: newAlias() }
  const scope: Scope = { model, db, viewer: query.viewer, isTextual, newAlias, given: givenBy(db, row, { slots, isTextual }) }
  const key = record.key.map((column) => columnOf(row.alias, column))
  const columns = [
    ...key.map((column) => db.asText(column)),
    ...query.conditions.map((condition) => sql`case when ${predicateSql(scope, row, condition)} then '1' end`),
  ]
  const where = [
    db.keyMatch({ columns: key, texts: key.map((_, index) => keyTexts(index)), slots, isTextual }),
    ...onlyTests(scope, record.only, row.alias),
  ]
  return compileSql(
    db.name,
    sql`select ${sql.join(columns)} from ${relationAs(record.from, row.alias)} where ${sql.join(where, sql` and `)}`,
  )
}

/** Undefined where the keys name nothing. */
function runValues({ limits }: AgencyModel, record: RecordModel, keys: readonly RowKey[], today: string): RunValues | undefined {
  const distinct = [...new Set(keys)].filter((key) => !key.includes('\u0000'))
  if (distinct.length > limits.keys) throw new HubError('BAD_ARGUMENT', { argument: 'keys', problem: `are more than ${limits.keys}` })
  const split = distinct.map((key) => splitKey(key, record.key.length)).filter((parts) => parts !== undefined)
  if (split.length === 0) return undefined
  return { keyColumns: record.key.map((_, column) => split.map((key) => key[column] ?? '')), after: undefined, first: 0, today }
}

/** Rows that share a key and differ in what they meet are left out: which of them was shown, nobody can tell. */
function factsOf(
  record: RecordModel,
  keys: readonly RowKey[],
  rows: readonly (readonly (string | null)[])[],
): ReadonlyMap<RowKey, readonly boolean[]> {
  const wanted = new Set(keys)
  const facts = new Map<RowKey, readonly boolean[]>()
  const unclear = new Set<RowKey>()
  for (const cells of rows) {
    const key = joinKey(cells.slice(0, record.key.length))
    if (key === null || !wanted.has(key)) continue
    const met = cells.slice(record.key.length).map((cell) => cell === '1')
    const known = facts.get(key)
    if (known?.some((isMet, place) => isMet !== met[place])) unclear.add(key)
    facts.set(key, met)
  }
  for (const key of unclear) facts.delete(key)
  return facts
}
