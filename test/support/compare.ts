import type { FieldValue, RecordTruth } from '../../demo/world/index.ts'
import type { Viewer } from '../../schema/index.ts'
import type { TruthOracle } from './truth-oracle.ts'

/** A record as it was answered: fields that were asked for, and why some of them are null. */
export type AnsweredFields = Readonly<Record<string, unknown>> & {
  readonly gaps: readonly { readonly field: string; readonly reason: string }[]
}

/** Values and reasons of the given fields, as they came. Lists are sets. */
export function seenOf(record: AnsweredFields, fields: readonly string[]): Readonly<Record<string, unknown>> {
  const reasons = new Map(record.gaps.map(({ field, reason }) => [field, reason]))
  return Object.fromEntries(fields.map((field) => [field, reasons.get(field) ?? asSet(record[field])]))
}

/** Values and reasons of the same fields, as truth and policy have them. */
export function expectedOf(
  record: RecordTruth,
  fields: readonly string[],
  viewer: Viewer,
  oracle: TruthOracle,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.map((field) => {
      const { value, gap }: { value: FieldValue; gap?: string | undefined } = oracle.show(record, field, viewer)
      return [field, gap ?? asSet(value)]
    }),
  )
}

const asSet = (value: unknown): unknown =>
  Array.isArray(value) ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value
