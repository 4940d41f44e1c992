import { daysBefore } from '../../schema/index.ts'
import type { Position, RowKey } from '../types.ts'

/** What is known when a prepared statement runs. */
export interface RunValues {
  /** Texts of the keys, by column of the key. */
  readonly keyColumns: readonly (readonly string[])[]
  readonly after: Position | undefined
  readonly first: number
  readonly today: string
}

/** A place in the parameters that is filled when the statement runs. */
export class RunParameter {
  readonly fill: (values: RunValues) => unknown
  constructor(fill: (values: RunValues) => unknown) {
    this.fill = fill
  }
}

export const todayParameter = new RunParameter(({ today }) => today)
export const daysAgo = (days: number): RunParameter => new RunParameter(({ today }) => daysBefore(today, days))
export const keyTexts = (column: number): RunParameter => new RunParameter(({ keyColumns }) => keyColumns[column] ?? [])
export const afterSortKey = new RunParameter(({ after }) => after?.sortKey ?? null)
export const afterKey = (column: number, columns: number): RunParameter =>
  new RunParameter(({ after }) => (after ? (splitKey(after.key, columns)?.[column] ?? null) : null))
export const rowsAtMost = new RunParameter(({ first }) => first)

/** The columns of a row key; undefined where it is none of that many columns. */
export const splitKey = (key: RowKey, columns: number): readonly string[] | undefined => {
  if (columns === 1) return [key]
  let parts: unknown
  try {
    parts = JSON.parse(key)
  } catch {
    return undefined // a key of another shape: it names no row
  }
  return Array.isArray(parts) && parts.length === columns && parts.every((part) => typeof part === 'string') ? parts : undefined
}

/** The row key of these columns; null where one of them is. */
export const joinKey = (parts: readonly (string | null)[]): RowKey | null => {
  const known = parts.filter((part) => part !== null)
  const [only] = known
  if (only === undefined || known.length !== parts.length) return null
  return parts.length === 1 ? only : JSON.stringify(known)
}

/** One key of a list that is written out; a list that is shorter repeats its last key, so that few texts serve all lengths. */
export class KeySlot extends RunParameter {
  constructor(list: RunParameter, slot: number) {
    super((values) => {
      const texts = list.fill(values)
      return Array.isArray(texts) ? (texts[Math.min(slot, texts.length - 1)] ?? null) : null
    })
  }
}

/** The parameters with those filled in that were left open. */
export const fillParameters = (parameters: readonly unknown[], values: RunValues): readonly unknown[] =>
  parameters.map((parameter) => (parameter instanceof RunParameter ? parameter.fill(values) : parameter))
