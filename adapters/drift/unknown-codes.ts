import { sql } from 'kysely'
import type { AgencyModel, ColumnPlan, FieldModel, RecordKindName, RecordModel } from '../../schema/index.ts'
import { DIALECTS } from '../compile/dialects.ts'
import { compileSql } from '../compile/query-compilers.ts'
import { onlyTests, relationAs, type Scope, trimmedText } from '../compile/scope.ts'
import type { Engine, RunOptions } from '../types.ts'
import type { Degraded } from './degraded.ts'

/** Rows looked at for each field. */
const SAMPLE_ROWS = 2_000
const CODES_MS = 2_000

/** Fields of codes where a sample of the rows holds a code that the agency's code map has no row for. */
export const unknownCodes = async (
  model: AgencyModel,
  engine: Engine,
  degraded: Degraded,
  { signal, timeoutMs = CODES_MS }: { readonly signal: AbortSignal; readonly timeoutMs?: number },
): Promise<readonly { readonly kind: RecordKindName; readonly field: string }[]> => {
  const found: { readonly kind: RecordKindName; readonly field: string }[] = []
  for (const [kind, record] of model.records) {
    if (degraded.kinds.has(kind)) continue
    for (const field of record.fields.values()) {
      if (degraded.fields.get(kind)?.has(field.name)) continue
      for (const plan of codePlans(field)) {
        const counts = await countCodes(model, engine, record, plan, { signal, timeoutMs })
        if (counts.some(({ isKnown }) => !isKnown)) found.push({ kind, field: field.name })
      }
    }
  }
  return found
}

/** Readings of one code in one cell; lists within a cell are told apart only by the decoder. */
export const codePlans = ({ reader }: FieldModel): readonly (ColumnPlan & { readonly convert: { readonly to: 'code' } })[] => {
  const plans = reader.read === 'column' ? [reader.column] : reader.read === 'firstOf' ? reader.of : []
  return plans.filter(
    (plan): plan is ColumnPlan & { readonly convert: Extract<ColumnPlan['convert'], { readonly to: 'code' }> } =>
      plan.convert.to === 'code' && !plan.convert.codes.isIdentity && plan.many === undefined && plan.pattern === undefined,
  )
}

export interface CodeCount {
  readonly code: string
  readonly count: number
  /** A row of the code map names it, whatever its status. */
  readonly isKnown: boolean
}

/** How often each code stands in a sample of the rows that the mapping means; empty cells and placeholders are none. */
export const countCodes = async (
  model: AgencyModel,
  engine: Engine,
  record: RecordModel,
  plan: ReturnType<typeof codePlans>[number],
  options: RunOptions,
): Promise<readonly CodeCount[]> => {
  if (plan.convert.to !== 'code') return []
  const { codes } = plan.convert
  const scope: Scope = {
    model,
    db: DIALECTS[engine.dialect],
    viewer: { agency: model.agency, roles: [], purpose: 'AUDIT' },
    isTextual: false,
    newAlias: () => 't2',
  }
  const text = trimmedText(scope, 't1', plan.column, plan.path)
  const only = onlyTests(scope, record.only, 't1')
  const where = only.length === 0 ? sql`` : sql` where ${sql.join(only, sql` and `)}`
  const sample = sql`select ${text} as code from ${relationAs(record.from, 't1')}${where} limit ${SAMPLE_ROWS}`
  const count = engine.dialect === 'mysql' ? sql`cast(count(*) as char)` : sql`cast(count(*) as text)`
  const rows = await engine.run(compileSql(engine.dialect, sql`select code, ${count} from (${sample}) as s group by code`), options)
  return rows.flatMap(([code, number]): CodeCount[] => {
    if (code == null || model.nulls.has(code)) return []
    return [{ code, count: Number(number), isKnown: codes.toShared.has(code) || codes.known.has(code) }]
  })
}
