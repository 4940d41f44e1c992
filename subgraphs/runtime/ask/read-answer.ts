import type { FieldGapReason } from '../../../schema/index.ts'

/** A record as the person sees it: GraphQL's own values, and why the others are null. Records at relations are of the same form. */
export interface AnsweredRecord {
  readonly id: string
  readonly values: Readonly<Record<string, unknown>>
  readonly gaps: Readonly<Record<string, FieldGapReason>>
  /** Whether the hub may join it to records of the same matter elsewhere, for this person. Records at relations do not say. */
  readonly isLinked?: boolean
}

/** Whether a value of a record is another record, at a relation. */
export const isAnsweredRecord = (value: unknown): value is AnsweredRecord =>
  typeof value === 'object' && value !== null && 'gaps' in value && 'values' in value

/** The records of an answer of `_entities`; one that has gone in between is left out. */
export function readAnswer(data: unknown): readonly AnsweredRecord[] {
  const entities = typeof data === 'object' && data !== null && '_entities' in data ? data._entities : []
  return Array.isArray(entities) ? entities.flatMap((entity) => readRecord(entity) ?? []) : []
}

function readRecord(value: unknown): AnsweredRecord | undefined {
  if (typeof value !== 'object' || value === null || !('gaps' in value)) return undefined
  const { id, gaps, ...fields } = value as Readonly<Record<string, unknown>> // an object, as checked
  return {
    id: String(id),
    values: Object.fromEntries(Object.entries(fields).map(([name, inner]) => [name, readValue(inner)])),
    gaps: Object.fromEntries((Array.isArray(gaps) ? gaps : []).map(({ field, reason }) => [field, reason])),
  }
}

function readValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readValue)
  if (typeof value !== 'object' || value === null) return value
  // Objects of graphql-js have no prototype; plain ones compare and print alike.
  return readRecord(value) ?? { ...value }
}
