import type { ColumnPlan, FieldReader } from '../../schema/index.ts'

/** What is fetched from a row: a column, or a place inside its JSON, as text or as a JSON array. */
export interface RawCell {
  readonly column: string
  readonly path?: readonly string[]
  readonly isArray: boolean
}

/** The cells of a row that a reader needs, in the order in which `decodeField` takes them. */
export const rawCellsOf = (reader: FieldReader): readonly RawCell[] => {
  switch (reader.read) {
    case 'constant':
      return []
    case 'column':
      return cellsOfPlan(reader.column)
    case 'firstOf':
    case 'names':
      return reader.of.flatMap(cellsOfPlan)
    case 'flags':
      return reader.flags.map(({ column }) => ({ column, isArray: false }))
    case 'documents':
      return reader.of.flatMap(({ column, type }) => [
        { column, isArray: false },
        ...(typeof type === 'string' ? [] : [{ column: type.column, isArray: false }]),
      ])
  }
}

const cellsOfPlan = (plan: ColumnPlan): readonly RawCell[] => [
  rawCellOf(plan),
  ...(plan.convert.to === 'date' && plan.convert.precision ? [{ column: plan.convert.precision.column, isArray: false }] : []),
]

export const rawCellOf = (plan: ColumnPlan): RawCell => ({
  column: plan.column,
  ...(plan.path ? { path: plan.path } : {}),
  isArray: plan.many !== undefined && 'array' in plan.many,
})
