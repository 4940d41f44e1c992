import { compareCodes, type Vocabulary } from '../../../schema/index.ts'
import type { Located } from '../asking/located.ts'

/** A dated step of the procedure, and who says so. */
export interface Milestone {
  readonly stage: string
  /** ISO date, of the precision that the agencies have. */
  readonly date: string
  readonly agencies: readonly string[]
}

/** Fields of acts that the timeline reads. */
export const TIMELINE_PROCEEDING_FIELDS = ['date', 'stage'] as const

/** Date fields of CaseRecord that mark a stage, with the stage. */
export const milestoneFields = ({ kinds }: Vocabulary): readonly { readonly field: string; readonly stage: string }[] =>
  Object.entries(kinds.CaseRecord.fields).flatMap(([field, { milestone }]) =>
    milestone === undefined ? [] : [{ field, stage: milestone }],
  )

/** The dated steps of a matter over all agencies: the same stage on the same date once, with all who say so; by date, then stage. */
export function timelineOf(records: readonly Located[], vocabulary: Vocabulary): readonly Milestone[] {
  const fields = milestoneFields(vocabulary)
  const steps = records.flatMap(({ agency, values, related }) => [
    ...fields.map(({ field, stage }) => ({ agency, stage, date: values[field] })),
    ...(related.proceedings ?? []).map((act) => ({ agency, stage: act.values.stage, date: act.values.date })),
  ])
  const merged = Map.groupBy(
    steps.flatMap(({ agency, stage, date }) => (typeof stage === 'string' && typeof date === 'string' ? [{ agency, stage, date }] : [])),
    ({ stage, date }) => `${date} ${stage}`,
  )
  return [...merged.values()]
    .flatMap(([first, ...rest]) =>
      first
        ? [{ stage: first.stage, date: first.date, agencies: [...new Set([first, ...rest].map(({ agency }) => agency))].toSorted() }]
        : [],
    )
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : compareCodes('stage', a.stage, b.stage)))
}
