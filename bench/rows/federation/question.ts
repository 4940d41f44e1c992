/** A page of 20 matters with the victims and the course of each, over all institutions. */
export const PERSON = 'klatu.commissioner'
export const PAGE = 20

const RECORD = '__typename stage municipality registeredDate reportedDate'
const VICTIM = 'sex ageGroup nationalityGroup municipality identifiedDate status'
export const TEXT = `query Page($first: Int!, $after: String) { cases(first: $first, after: $after) { nodes { records { ${RECORD} victims { ${VICTIM} } } timeline { date stage agencies } } pageInfo { hasNextPage endCursor } } }`

/** Columns by field of the shared language. */
export const RECORD_FIELDS = ['stage', 'municipality', 'registeredDate', 'reportedDate'] as const
export const VICTIM_FIELDS = ['sex', 'ageGroup', 'nationalityGroup', 'municipality', 'identifiedDate', 'status'] as const

export type Fields<Names extends readonly string[]> = { readonly [Name in Names[number]]: string | null }
export interface Matter {
  readonly records: readonly (Fields<typeof RECORD_FIELDS> & {
    readonly __typename: string
    readonly victims: readonly Fields<typeof VICTIM_FIELDS>[] | null
  })[]
  readonly timeline: readonly { readonly date: string; readonly stage: string; readonly agencies: readonly string[] }[]
}
export interface Page {
  readonly cases: {
    readonly nodes: readonly Matter[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}
