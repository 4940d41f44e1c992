import { HubError, type LocateFilter, opensRecords, type RecordKindName, type Viewer } from '../../../schema/index.ts'
import type { Wanted } from '../asking/located.ts'
import type { Directory, Source } from '../directory.ts'
import type { FilterGap, ListPlan } from '../paging/list-plan.ts'
import type { HubSources } from '../request.ts'

/** A list as it was asked for. */
export interface ListQuestion {
  readonly kind: RecordKindName
  /** Only records of these agencies; all where absent. */
  readonly agencies?: readonly string[] | undefined
  readonly filter: readonly LocateFilter[]
  readonly order?: { readonly field: string; readonly descending: boolean } | undefined
  readonly wanted: Wanted
  /** Records of one matter make one entry. */
  readonly isGrouped: boolean
}

export interface PlanContext {
  readonly directory: Directory
  readonly viewer: Viewer
  readonly today: string
  readonly sources: HubSources
  /** Agencies that have a part in any case, to join records. */
  readonly askedAnyway: readonly string[]
}

/**
 * Decides whom to ask for a list, by the profile and the shape of the query alone.
 *
 * @throws {HubError} RECORD_KIND_FORBIDDEN where the purpose opens no records, or no agency any of the kind; FORBIDDEN_ARGUMENT where no agency could ever show this viewer
 * the filtered or ordered field in full
 */
export function planList(question: ListQuestion, context: PlanContext): ListPlan {
  const { kind, filter, order, agencies, wanted } = question
  const { directory, viewer, today } = context
  refuseWithoutRecords(kind, viewer)
  const sources = directory.sourcesOf(kind, viewer, today)
  // Where policies open nothing of a kind, an empty list would read as "there are none".
  if (sources.length === 0 && directory.agencies.some(({ kinds }) => kinds[kind] !== undefined))
    throw new HubError('RECORD_KIND_FORBIDDEN', { kind, purpose: viewer.purpose })
  const fields = [...new Set(filter.map(({ field }) => field))]
  for (const field of order ? [...fields, order.field] : fields)
    if (!sources.some((source) => showsInFull(source, field)))
      throw new HubError('FORBIDDEN_ARGUMENT', { argument: `${kind}.${field}`, purpose: viewer.purpose })

  const orderBy = order?.field ?? directory.vocabulary.kinds[kind].orderBy.find((field) => sources.some((source) => mayUse(source, field)))
  const inScope = sources.filter(({ agency }) => agencies === undefined || agencies.includes(agency))
  const notHeld: FilterGap[] = []
  const withheld: FilterGap[] = []
  const streams = inScope.flatMap((source) => {
    const { agency } = source
    const gaps = fields.filter((field) => !mayUse(source, field))
    for (const field of gaps) (source.held.filter.includes(field) ? withheld : notHeld).push({ agency, field })
    if (gaps.length > 0) return []
    return [{ agency, ...(orderBy !== undefined && mayUse(source, orderBy) ? { orderBy } : {}) }]
  })

  tellAsked(new Set([...streams.map(({ agency }) => agency), ...context.askedAnyway]), directory, context.sources)
  return {
    kind,
    filter,
    descending: order?.descending ?? false,
    streams,
    notHeld,
    withheld,
    // Of a record that is found by its matter's key the hub decides by itself whether it is in the list, and where.
    wanted: question.isGrouped ? withFields(wanted, orderBy === undefined ? fields : [...fields, orderBy]) : wanted,
    ...(orderBy === undefined ? {} : { orderBy }),
  }
}

/**
 * Says which agencies have a part in the request, before anybody is asked: by the profile and the query's shape, so that it tells nothing of
 * where there are records.
 */
export function tellAsked(asked: ReadonlySet<string>, { agencies }: Directory, sources: HubSources): void {
  for (const { agency } of agencies)
    if (asked.has(agency)) sources.asked(agency)
    else sources.notAsked(agency)
}

const withFields = ({ summary, related }: Wanted, fields: readonly string[]): Wanted => ({
  summary: [...new Set([...summary, ...fields])].toSorted(),
  related,
})

/** @throws {HubError} RECORD_KIND_FORBIDDEN */
export function refuseWithoutRecords(kind: RecordKindName, viewer: Viewer): void {
  if (!opensRecords(viewer.purpose)) throw new HubError('RECORD_KIND_FORBIDDEN', { kind, purpose: viewer.purpose })
}

/** A field that is shown in a coarser form only must not be filtered by: the answers would tell its value. */
export const showsInFull = ({ access }: Source, field: string): boolean =>
  access.cells.get(field)?.some(({ as, when }) => as === undefined && when.op !== 'false') ?? false

const mayUse = (source: Source, field: string): boolean => source.held.filter.includes(field) && showsInFull(source, field)
