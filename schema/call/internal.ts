import type { RecordKindName } from '../vocabulary/types.ts'
import type { FieldGapReason } from './gaps.ts'

/** A value as the graph gives it: texts, numbers, booleans, lists of them, and the value types of names and documents. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [member: string]: JsonValue }

/** Fields of one record with their values, and why those that are null are null. */
export interface RecordValues {
  readonly id: string
  readonly values: Readonly<Record<string, JsonValue>>
  readonly gaps: Readonly<Record<string, FieldGapReason>>
}

/** A record that the viewer may see, as `locate*` tells the hub of it. */
export interface LocatedItem {
  /** Opaque; what `_entities` takes. */
  readonly id: string
  readonly typename: string
  /** ISO date that the list is ordered by; null where it is not recorded (sorts last) or there is no order. */
  readonly sortKey: string | null
  /** Sealed place in the list, for `after`; null where there is no list. */
  readonly position: string | null
  /** Sealed keys of the matter, comparable between agencies within one request. */
  readonly caseKeys: readonly string[]
  readonly summary: Readonly<Record<string, JsonValue>>
  readonly gaps: Readonly<Record<string, FieldGapReason>>
  /** Relation -> records there that the viewer may see; absent where the agency does not hold the relation or the viewer can see nothing there. */
  readonly related: Readonly<Record<string, readonly RecordValues[]>>
}

export type LocateFilter =
  | { readonly field: string; readonly in: readonly string[] }
  | { readonly field: string; readonly from?: string | undefined; readonly to?: string | undefined }

/** Further records wanted with each item: a relation of the kind, and fields of the records there. */
export interface RelatedWanted {
  readonly relation: string
  readonly fields: readonly string[]
}

export interface LocateInput {
  readonly kind: RecordKindName
  readonly filter: readonly LocateFilter[]
  /** Date field of the kind's `orderBy`. @default the key of the records */
  readonly orderBy?: string | undefined
  readonly descending: boolean
  /** Read towards the start; items come in the order of reading. */
  readonly backward: boolean
  /** `position` of the last item that the hub has taken. */
  readonly after?: string | undefined
  /** Items at most; 1–100. */
  readonly first: number
  readonly summary: readonly string[]
  readonly related: readonly RelatedWanted[]
}

export interface LocateByKeysInput {
  /** At most 50. Cases only. */
  readonly caseKeys: readonly string[]
  readonly summary: readonly string[]
  readonly related: readonly RelatedWanted[]
}

export interface LocateByIdsInput {
  readonly kind: RecordKindName
  /** At most 200. Unknown, foreign and hidden ones are absent from the answer. */
  readonly ids: readonly string[]
  readonly summary: readonly string[]
  readonly related: readonly RelatedWanted[]
}

/** Answer of `locate`, `locateByKeys` and `locateByIds`. */
export type LocateAnswer =
  | { readonly items: readonly LocatedItem[]; readonly hasMore: boolean }
  /** The agency does not hold (or does not offer for filtering) these fields, or the kind itself (`[]` is never given). */
  | { readonly notHeld: readonly string[] }

/** The documents that the hub sends to `/internal`; the variable `input` is one of the inputs above. */
export const INTERNAL_DOCUMENTS = {
  describe: 'query Describe { describe }',
  locate: 'query Locate($input: LocateInput!) { locate(input: $input) }',
  locateByKeys: 'query LocateByKeys($input: LocateByKeysInput!) { locateByKeys(input: $input) }',
  locateByIds: 'query LocateByIds($input: LocateByIdsInput!) { locateByIds(input: $input) }',
} as const
