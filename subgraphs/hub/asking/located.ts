import type { FieldGapReason, JsonValue, RecordKindName, RelatedWanted } from '../../../schema/index.ts'

/** Values of one record that an agency gave and the hub has checked. */
export interface CheckedValues {
  readonly id: string
  readonly values: Readonly<Record<string, JsonValue>>
  readonly gaps: Readonly<Record<string, FieldGapReason>>
}

/** A record that its owner, in this request and for this viewer, confirmed may be seen. */
export interface Located extends CheckedValues {
  readonly agency: string
  readonly kind: RecordKindName
  readonly typename: string
  readonly sortKey: string | null
  readonly position: string | null
  readonly caseKeys: readonly string[]
  readonly related: Readonly<Record<string, readonly CheckedValues[]>>
}

/** What of each record is wanted beside its id. */
export interface Wanted {
  readonly summary: readonly string[]
  readonly related: readonly RelatedWanted[]
}

/** One answer of an agency: records, or the fields of the filter that it cannot be asked by. */
export type Answer = { readonly items: readonly Located[]; readonly hasMore: boolean } | { readonly unaskable: readonly string[] }

/** Identifies a record over all agencies. */
export const recordKey = ({ agency, id }: { readonly agency: string; readonly id: string }): string => `${agency} ${id}`
