import type { LocateFilter } from '../../../schema/index.ts'

/** A filter as it is written: members that are not given may be null. */
export interface WrittenFilter {
  readonly field: string
  readonly in?: readonly string[] | null | undefined
  readonly from?: string | null | undefined
  readonly to?: string | null | undefined
}

export const readFilter = ({ field, in: values, from, to }: WrittenFilter): LocateFilter =>
  values ? { field, in: values } : { field, from: from ?? undefined, to: to ?? undefined }
