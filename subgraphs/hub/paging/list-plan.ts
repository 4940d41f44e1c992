import type { LocateFilter, RecordKindName } from '../../../schema/index.ts'
import type { Wanted } from '../asking/located.ts'

/** One agency's part in a list. */
export interface StreamPlan {
  readonly agency: string
  /** Absent where the agency does not hold the list's date, or this viewer never sees it in full there: its records come last. */
  readonly orderBy?: string
}

/** Why an agency gives no rows for a filter. */
export interface FilterGap {
  readonly agency: string
  readonly field: string
}

/** A list, made out before anybody is asked: from the profile and the shape of the query alone. */
export interface ListPlan {
  readonly kind: RecordKindName
  readonly filter: readonly LocateFilter[]
  readonly orderBy?: string
  readonly descending: boolean
  /** Agencies whose records can be in the list, sorted. */
  readonly streams: readonly StreamPlan[]
  readonly notHeld: readonly FilterGap[]
  readonly withheld: readonly FilterGap[]
  readonly wanted: Wanted
}
