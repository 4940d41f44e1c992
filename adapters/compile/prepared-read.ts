import { type AgencyModel, HubError, nucVariants } from '../../schema/index.ts'
import type { Engine, PreparedRead, ReadInput, RecordQuery, RecordRow, Statement } from '../types.ts'
import { checkArguments } from './check-arguments.ts'
import { rowDecoder } from './decode-rows.ts'
import type { SqlDialect } from './dialect.ts'
import { partsBehind } from './paging.ts'
import type { PlanGate } from './plan-gate.ts'
import { purposeOf } from './plan-purpose.ts'
import { planRead, type ReadPlan } from './read-plan.ts'
import { fillParameters, type RunValues, splitKey } from './run-parameter.ts'
import { runEither, slotsFor } from './run-statement.ts'
import { buildStatement, type Variant } from './statement.ts'

const FIRST: Variant = { part: 'undated', isContinued: false, slots: 1, isTextual: false }
/** Rows that one batch of keys may bring at most, per key allowed: beyond that somebody points at everything. */
const ROWS_PER_KEY = 20
const MOST_NUCS = 50

/** A kind that the agency does not map holds no rows. */
export const emptyRead = (query: RecordQuery): PreparedRead => ({ query, sql: '', run: async () => [] })

/** What a read is compiled for, and run with. */
export interface ReadOf {
  readonly model: AgencyModel
  readonly engine: Engine
  readonly db: SqlDialect
  readonly gate: PlanGate
}

/** @throws {HubError} as `checkArguments` */
export const prepareRead = ({ model, engine, db, gate }: ReadOf, query: RecordQuery): PreparedRead => {
  const record = model.records.get(query.kind)
  if (!record) return emptyRead(query)
  const order = checkArguments(model, record, query)
  if (query.access.row.op === 'false') return emptyRead(query)

  const plan = planRead(model, query, record, order)
  if (query.selection.by === 'parents' && !plan.of) return emptyRead(query)
  const decode = rowDecoder(plan, query, model.nulls)
  const statements = new Map<string, Statement>()
  const statementOf = (variant: Variant): Statement => {
    const name = `${variant.part}/${variant.isContinued}/${variant.slots}/${variant.isTextual}`
    const known = statements.get(name) ?? buildStatement({ model, db, query, plan, order }, variant)
    statements.set(name, known)
    return known
  }
  const isSelect = 'sql' in record.from
  const purpose = purposeOf(model, db, query)
  const first = statementOf(order ? { ...FIRST, part: 'dated' } : FIRST)

  return {
    query,
    sql: first.sql,
    async run(input, options) {
      const values = runValues(model, plan, query, input)
      if (!values) return []
      const rows: (readonly (string | null)[])[] = []
      for (const part of partsBehind(query, order !== undefined, values.after)) {
        const wanted = { ...values, first: values.first - rows.length }
        const runVariant = async (variant: Variant) => {
          const { sql, parameters, pieces } = statementOf(variant)
          const statement = {
            sql,
            parameters: fillParameters(parameters, wanted),
            repeats: plan.repeats,
            ...(isSelect && pieces ? { pieces } : {}),
          }
          await gate.check(statement, purpose, options)
          return engine.run(statement, options)
        }
        const slots = slotsFor(db, values.keyColumns[0]?.length ?? 0, model)
        rows.push(...(await runEither(runVariant, { ...FIRST, ...part, slots })))
        if (rows.length >= values.first) break
      }
      if (query.selection.by !== 'page' && rows.length >= values.first)
        throw new HubError('QUERY_TOO_COSTLY', { cost: rows.length, limit: values.first - 1 })
      return asked(decode(rows), query, input)
    },
  }
}

/** MySQL takes `1; drop` for 1 and `abc` for `ABC`: only rows whose key is exactly one that was asked for are an answer. */
const asked = (rows: readonly RecordRow[], { selection }: RecordQuery, { keys }: ReadInput): readonly RecordRow[] => {
  if (selection.by !== 'keys' && selection.by !== 'parents') return rows
  const wanted = new Set(keys)
  return rows.filter(({ key, of }) => wanted.has((selection.by === 'keys' ? key : of) ?? ''))
}

/** Undefined where the keys name nothing. */
function runValues(model: AgencyModel, plan: ReadPlan, query: RecordQuery, input: ReadInput): RunValues | undefined {
  const { limits } = model
  const { today, after } = input
  if (query.selection.by === 'page') {
    const first = Math.min(input.first ?? limits.rows, limits.rows)
    return first < 1 ? undefined : { keyColumns: [], after, first, today }
  }
  // No database holds the character 0 in a key, and PostgreSQL refuses the whole batch for it.
  const distinct = [...new Set(input.keys ?? [])].filter((key) => !key.includes('\u0000'))
  const most = query.selection.by === 'nucs' ? MOST_NUCS : limits.keys
  if (distinct.length > most) throw new HubError('BAD_ARGUMENT', { argument: 'keys', problem: `are more than ${most}` })
  const keys =
    query.selection.by === 'nucs' ? distinct.flatMap(nucVariants).map((variant) => [variant]) : splitKeys(model, plan, query, distinct)
  const [one] = keys
  if (!one) return undefined
  return {
    keyColumns: one.map((_, column) => keys.map((key) => key[column] ?? '')),
    after: undefined,
    first: most * ROWS_PER_KEY + 1,
    today,
  }
}

function splitKeys(model: AgencyModel, plan: ReadPlan, query: RecordQuery, keys: readonly string[]): readonly (readonly string[])[] {
  const { selection } = query
  const parent = selection.by === 'parents' ? plan.record.parents.get(selection.relation) : undefined
  const columns = selection.by === 'parents' ? parent && model.records.get(parent.kind)?.key.length : plan.record.key.length
  if (columns === undefined) return []
  return keys.map((key) => splitKey(key, columns)).filter((parts) => parts !== undefined)
}
