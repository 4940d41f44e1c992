import { canonicalNuc, HubError, type RecordKindName } from '../../../schema/index.ts'
import type { Located, Wanted } from '../asking/located.ts'
import { type HubContext, viewerOf } from '../context.ts'
import { type IdUse, openId } from '../ids.ts'
import { type Matter, Matters } from '../matters/matters.ts'
import { refuseWithoutRecords, showsInFull, tellAsked } from './plan-list.ts'

/** Agencies of a NUC's records at most; more rows under one NUC at one agency are a fault of its numbering. */
const MOST_RECORDS_OF_NUC = 50

/** The record that an id stands for; undefined for ids that are garbled, foreign, of a hidden record or of a missing one, all alike. */
export async function findRecord(
  use: IdUse,
  kind: RecordKindName,
  id: string,
  wanted: Wanted,
  context: HubContext,
): Promise<Located | undefined> {
  const viewer = viewerOf(context)
  refuseWithoutRecords(kind, viewer)
  const named = openId(use, id, context)
  const askable = context.directory.sourcesOf(kind, viewer, context.request.today).map(({ agency }) => agency)
  const joinable = kind === 'CaseRecord' ? context.directory.joinableFor(viewer, context.request.today) : []
  // All whom an id could name: to name its owner alone would tell where a person is known, of whom nothing is shown.
  const concerned = new Set([...askable, ...joinable])
  tellAsked(concerned, context.directory, context.request.sources)
  // So with an outage: told of everyone whom the hub could not reach lately, whether the id is theirs or not.
  for (const agency of concerned)
    if (context.request.agencyStatus?.(agency) === 'UNREACHABLE') context.request.sources.outcome(agency, 'UNAVAILABLE')
  if (!named || !askable.includes(named.agency)) return undefined
  const answer = await context.asker.locateByIds(named.agency, { kind, ids: [named.id], summary: wanted.summary, related: wanted.related })
  return answer && 'items' in answer ? answer.items[0] : undefined
}

/** The matter that an id of `Case` stands for. */
export async function findCase(id: string, wanted: Wanted, context: HubContext): Promise<Matter | undefined> {
  const record = await findRecord('Case', 'CaseRecord', id, wanted, context)
  return record && (await matterOf([record], wanted, context))
}

/**
 * The matter of a Número Único de Crime, in any written form.
 *
 * @throws {HubError} BAD_ARGUMENT where the text is none; FORBIDDEN_ARGUMENT where no agency could ever show this viewer a NUC in full
 */
export async function findCaseByNuc(written: string, wanted: Wanted, context: HubContext): Promise<Matter | undefined> {
  const viewer = viewerOf(context)
  refuseWithoutRecords('CaseRecord', viewer)
  const nuc = canonicalNuc(written)
  if (nuc === null) throw new HubError('BAD_ARGUMENT', { argument: 'nuc', problem: 'is not a Número Único de Crime like 0062/18.PDSUA' })
  const { directory, request, asker } = context
  const showing = directory.sourcesOf('CaseRecord', viewer, request.today).filter((source) => showsInFull(source, 'nuc'))
  if (showing.length === 0) throw new HubError('FORBIDDEN_ARGUMENT', { argument: 'CaseRecord.nuc', purpose: viewer.purpose })
  const holding = showing.filter(({ held }) => held.fields.includes('nuc')).map(({ agency }) => agency)
  tellAsked(new Set([...holding, ...directory.joinableFor(viewer, request.today)]), directory, request.sources)

  const { summary, related } = wanted
  const input = {
    kind: 'CaseRecord' as const,
    filter: [{ field: 'nuc', in: [nuc] }],
    descending: false,
    backward: false,
    first: MOST_RECORDS_OF_NUC,
  }
  const answers = await Promise.all(holding.map((agency) => asker.locate(agency, { ...input, summary, related })))
  const records = answers
    .flatMap((answer) => (answer && 'items' in answer ? answer.items : []))
    .filter(({ agency }) => !asker.hasFailed(agency))
  return matterOf(records, wanted, context)
}

/** The matter of records that are known to belong together; undefined where none is left. */
async function matterOf(found: readonly Located[], wanted: Wanted, context: HubContext): Promise<Matter | undefined> {
  const { asker, directory, request } = context
  const matters = new Matters(asker, directory.joinableFor(viewerOf(context), request.today), wanted)
  await matters.resolve(found)
  const parts = found.filter(({ agency }) => !asker.hasFailed(agency)).map((record) => matters.matterOf(record))
  const records = [
    ...new Map(parts.flatMap((part) => part.records.map((record) => [`${record.agency} ${record.id}`, record] as const))).values(),
  ]
  if (records.length === 0) return undefined
  return {
    records: records.toSorted((a, b) => (`${a.agency} ${a.id}` < `${b.agency} ${b.id}` ? -1 : 1)),
    isJoined: parts.some(({ isJoined }) => isJoined),
    isUncertain: parts.some(({ isUncertain }) => isUncertain),
  }
}
