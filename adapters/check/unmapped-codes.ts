import type { AgencyModel, ColumnPlan, FieldModel } from '../../schema/index.ts'
import { rawCellsOf } from '../values/raw-cells.ts'
import { recordedText } from '../values/text.ts'

/** Codes that stand in the rows looked at and that no row of the code map names. */
export interface UnmappedCodes {
  /** File in codes/ without `.csv`. */
  readonly list: string
  readonly where: string
  /** The most frequent first. */
  readonly codes: readonly { readonly code: string; readonly count: number }[]
}

/** @param rows the field's own cells, in the order of `rawCellsOf` */
export const unmappedCodes = (
  model: Pick<AgencyModel, 'nulls'>,
  { reader }: FieldModel,
  rows: readonly (readonly (string | null)[])[],
): readonly Omit<UnmappedCodes, 'where'>[] => {
  const plans = placed(reader.read === 'column' ? [reader.column] : reader.read === 'firstOf' ? reader.of : [])
  const lists = new Map<string, Map<string, number>>()
  for (const row of rows) {
    // Of several columns the first that is recorded counts; what stands in the others is never read.
    const read = plans.find(({ plan, place }) => valuesOf(plan, row[place] ?? null, model.nulls).length > 0)
    if (read?.plan.convert.to !== 'code' || read.plan.pattern !== undefined) continue
    const { codes } = read.plan.convert
    const counts = lists.get(codes.name) ?? new Map<string, number>()
    lists.set(codes.name, counts)
    for (const code of valuesOf(read.plan, row[read.place] ?? null, model.nulls))
      if (!codes.toShared.has(code) && !codes.known.has(code)) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return [...lists].flatMap(([list, counts]) => {
    const codes = [...counts].map(([code, count]) => ({ code, count }))
    return codes.length === 0 ? [] : [{ list, codes: codes.toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)) }]
  })
}

/** Each reading with the place of its first cell. */
function placed(plans: readonly ColumnPlan[]): readonly { readonly plan: ColumnPlan; readonly place: number }[] {
  let next = 0
  return plans.map((plan) => {
    const place = next
    next += rawCellsOf({ read: 'column', column: plan }).length
    return { plan, place }
  })
}

function valuesOf({ many }: ColumnPlan, cell: string | null, nulls: ReadonlySet<string>): readonly string[] {
  if (cell === null) return []
  const texts = many === undefined ? [cell] : 'split' in many ? cell.split(many.split) : jsonTexts(cell)
  return texts.map((text) => recordedText(text, nulls)).filter((text) => text !== null)
}

function jsonTexts(cell: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(cell)
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string' || typeof item === 'number').map(String) : []
  } catch {
    return [] // no JSON holds no codes
  }
}
