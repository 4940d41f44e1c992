import type { Wanted } from '../asking/located.ts'
import { consolidate } from '../consolidate/consolidate.ts'
import { COMPARED_PROCEEDING_FIELDS, comparableCaseFields, type Discrepancy, discrepanciesOf } from '../consolidate/discrepancies.ts'
import { type Issue, issuesOf } from '../consolidate/issues.ts'
import { type Milestone, milestoneFields, TIMELINE_PROCEEDING_FIELDS, timelineOf } from '../consolidate/timeline.ts'
import { commonValue, statementsOf } from '../consolidate/values.ts'
import { type HubContext, viewerOf } from '../context.ts'
import type { Directory } from '../directory.ts'
import { sealId } from '../ids.ts'
import type { Matter } from '../matters/matters.ts'
import type { HubBuilder } from './builder.ts'
import { type ConsolidatedTypeOf, consolidatedFields } from './consolidated.ts'
import type { RecordRefOf } from './records.ts'

/** What the agencies must tell of their case records for these fields of Case. */
export function wantedForCase(selected: ReadonlySet<string>, { vocabulary }: Directory): Wanted {
  const kind = vocabulary.kinds.CaseRecord
  const milestones = milestoneFields(vocabulary).map(({ field }) => field)
  const summary = new Set(consolidatedFields(kind).flatMap(([name]) => (selected.has(name) ? [name] : [])))
  const acts = new Set<string>()
  const add = (into: Set<string>, names: readonly string[]) => {
    for (const name of names) into.add(name)
  }
  if (selected.has('nuc')) summary.add('nuc')
  if (selected.has('issues')) add(summary, milestones)
  if (selected.has('timeline')) {
    add(summary, milestones)
    add(acts, TIMELINE_PROCEEDING_FIELDS)
  }
  if (selected.has('discrepancies')) {
    add(summary, comparableCaseFields(kind))
    add(acts, COMPARED_PROCEEDING_FIELDS)
  }
  return {
    summary: [...summary].toSorted(),
    related: acts.size > 0 ? [{ relation: 'proceedings', fields: [...acts].toSorted() }] : [],
  }
}

/** `Case` and what belongs to it. */
export function addCase(builder: HubBuilder, directory: Directory, recordOf: RecordRefOf, consolidatedOf: ConsolidatedTypeOf) {
  const { vocabulary } = directory
  const MilestoneRef = addMilestone(builder)
  const DiscrepancyRef = addDiscrepancy(builder)
  const IssueRef = addIssue(builder)
  const ref = builder.objectRef<Matter>('Case')
  ref.implement({
    description:
      'What several agencies know of one matter: their records that share a Número Único de Crime, each shown by its owner to this viewer. Computed for each request; kept nowhere.',
    fields: (t) => ({
      id: t.id({
        nullable: false,
        description: "A seal of one of its records, of use to people of the viewer's agency only.",
        resolve: (matter, _args, context) => sealId('Case', matter.records, context),
      }),
      nuc: t.field({
        type: 'Nuc',
        description: 'Número Único de Crime, where an agency shows it and none shows another. Sensitivity 3.',
        resolve: ({ records }) => {
          const nuc = commonValue(statementsOf(records, 'nuc'))
          return typeof nuc === 'string' ? nuc : null
        },
      }),
      records: t.field({
        type: [recordOf('CaseRecord')],
        nullable: { list: true, items: true },
        description: 'The records, by agency. Their owners answer for everything in them.',
        resolve: ({ records }) => records.map(({ typename, id }) => ({ __typename: typename, id })),
      }),
      timeline: t.field({
        type: [MilestoneRef],
        nullable: { list: false, items: false },
        description: 'Dated steps of the procedure over all agencies, merged where they agree.',
        resolve: ({ records }) => [...timelineOf(records, vocabulary)],
      }),
      discrepancies: t.field({
        type: [DiscrepancyRef],
        nullable: { list: false, items: false },
        description: 'Where agencies differ, each with what every one of them states.',
        resolve: ({ records }) => [...discrepanciesOf(records, vocabulary, directory.speaksFor)],
      }),
      issues: t.field({
        type: [IssueRef],
        nullable: { list: false, items: false },
        description: 'Impossible orders of dates, and joins of records that people should look at.',
        resolve: (matter) => [...issuesOf(matter, vocabulary)],
      }),
      ...Object.fromEntries(
        consolidatedFields(vocabulary.kinds.CaseRecord).map(([name, definition]) => [
          name,
          t.field({
            type: consolidatedOf(definition),
            description: `${definition.description} Over all agencies of the matter.`,
            resolve: (matter, _args, context) => consolidate(name, definition, matter.records, silenceOf(matter, context)),
          }),
        ]),
      ),
    }),
  })
  return ref
}

function silenceOf(matter: Matter, context: HubContext) {
  const { directory, asker, request } = context
  const joinable = directory.joinableFor(viewerOf(context), request.today)
  const adaptersOf = (institution: string) =>
    directory.agencies.map(({ agency }) => agency).filter((agency) => directory.speaksFor(agency, institution))
  return {
    speaksFor: directory.speaksFor,
    stateOf: (institution: string) => {
      const adapters = adaptersOf(institution)
      if (adapters.some((agency) => asker.hasFailed(agency))) return 'UNAVAILABLE' as const
      return matter.isJoined && adapters.some((agency) => joinable.includes(agency)) ? ('NO_RECORD' as const) : ('NOT_ASKED' as const)
    },
  }
}

const addMilestone = (builder: HubBuilder) =>
  builder.objectRef<Milestone>('Milestone').implement({
    description: 'A dated step of the procedure, and who says so.',
    fields: (t) => ({
      stage: t.field({ type: 'Code', nullable: false, description: 'Codes of list `stage`.', resolve: ({ stage }) => stage }),
      date: t.field({ type: 'IsoDate', nullable: false, description: 'As precise as the agencies have it.', resolve: ({ date }) => date }),
      agencies: t.exposeStringList('agencies', { nullable: false, description: 'Agencies that state it, sorted.' }),
    }),
  })

function addDiscrepancy(builder: HubBuilder) {
  const Value = builder.objectRef<Discrepancy['values'][number]>('DiscrepancyValue').implement({
    description: 'What one agency states.',
    fields: (t) => ({
      agency: t.exposeString('agency', { nullable: false, description: 'Code of the agency.' }),
      value: t.exposeString('value', { nullable: false, description: 'As text; a set of codes sorted and joined by commas.' }),
      recordId: t.exposeID('recordId', { description: 'The record that states it, of the kind that `recordKind` names.' }),
    }),
  })
  return builder.objectRef<Discrepancy>('Discrepancy').implement({
    description: 'A field that agencies state differently.',
    fields: (t) => ({
      field: t.exposeString('field', { nullable: false, description: 'Name of the field in its record kind.' }),
      kind: t.field({ type: 'Code', nullable: false, description: 'Codes of list `data-issue`.', resolve: ({ kind }) => kind }),
      recordKind: t.exposeString('recordKind', { nullable: false, description: '`CaseRecord` or `ProceedingRecord`.' }),
      values: t.field({ type: [Value], nullable: false, description: 'By agency.', resolve: ({ values }) => [...values] }),
      authoritative: t.exposeString('authoritative', {
        description: 'Institution whose word decides, where the shared language names one.',
      }),
    }),
  })
}

const addIssue = (builder: HubBuilder) =>
  builder.objectRef<Issue>('Issue').implement({
    description: 'Something about the data that people should look at.',
    fields: (t) => ({
      code: t.field({ type: 'Code', nullable: false, description: 'Codes of list `data-issue`.', resolve: ({ code }) => code }),
      agencies: t.exposeStringList('agencies', { nullable: false, description: 'Agencies concerned, sorted.' }),
      fields: t.exposeStringList('fields', { nullable: false, description: 'Fields of CaseRecord concerned.' }),
    }),
  })
