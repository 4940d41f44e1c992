import type { Located } from '../asking/located.ts'

/** Where a record stands in a list over all agencies. */
export interface Place {
  readonly sortKey: string | null
  readonly agency: string
}

/** How a list is ordered and read. */
export interface Direction {
  readonly descending: boolean
  /** Read from the end towards the start. */
  readonly backward: boolean
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Compares dates in the order of the list; not recorded comes last whatever the direction. */
export function compareSortKeys(a: string | null, b: string | null, descending: boolean): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return descending ? compareText(b, a) : compareText(a, b)
}

/** Compares places in the order of the list (not of reading). Records of one agency with one date are equal here: only the agency knows their order. */
export const comparePlaces = (a: Place, b: Place, descending: boolean): number =>
  compareSortKeys(a.sortKey, b.sortKey, descending) || compareText(a.agency, b.agency)

/** Orders the records of one matter. Ids settle what places leave open, so that every page picks the same first record. */
export const compareMembers = (a: Located, b: Located, descending: boolean): number =>
  comparePlaces(a, b, descending) || compareText(a.id, b.id)
