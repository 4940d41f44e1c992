import type { JsonValue } from '../../../schema/index.ts'
import type { Located } from '../asking/located.ts'

/** One record's statement of a field. */
export interface Statement {
  readonly agency: string
  readonly recordId: string
  readonly value: JsonValue
}

/** What the records say of a field; blanks say nothing. */
export const statementsOf = (records: readonly Located[], field: string): readonly Statement[] =>
  records.flatMap(({ agency, id, values }) => {
    const value = values[field]
    return value === null || value === undefined ? [] : [{ agency, recordId: id, value }]
  })

/** A value as text; a list as a set: sorted, each once. */
export const textOf = (value: JsonValue): string =>
  Array.isArray(value) ? [...new Set(value.map(String))].toSorted().join(', ') : String(value)

const isDate = (value: JsonValue): value is string => typeof value === 'string' && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(value)

/** Whether two values can both be true: equal, equal as sets, or dates of which one is just less precise. */
export function agree(a: JsonValue, b: JsonValue): boolean {
  if (isDate(a) && isDate(b)) return a.startsWith(b) || b.startsWith(a)
  return textOf(a) === textOf(b)
}

/** The one value that all statements agree on, as precise as any of them has it; undefined where there is none. */
export function commonValue(statements: readonly Statement[]): JsonValue | undefined {
  const [first, ...rest] = statements.toSorted((a, b) => textOf(b.value).length - textOf(a.value).length)
  return first !== undefined && rest.every(({ value }) => agree(value, first.value)) ? first.value : undefined
}
