import type { DocumentNode } from 'graphql'
import { Shelf, type ShelfMap } from '../../platform/index.ts'
import type { AgencyDescription, Vocabulary } from '../../schema/index.ts'
import type { Hub, HubRequest } from '../../subgraphs/hub/index.ts'
import type { KnownAgency, Reachability } from '../agencies/index.ts'
import { findPersons, withPersonIds } from '../budget/index.ts'
import { HUB_SUBGRAPH } from '../compose/index.ts'
import { createFederatedExecutor, type FederatedExecutor, type Send } from '../execute/index.ts'
import { PreparedOperations, Profiles } from '../profile/index.ts'
import { type AskedAgency, type SourceStatus, statusOf } from '../sources/index.ts'
import type { AskInRequest } from './ask-agency.ts'
import type { RequestContext } from './context.ts'
import { statusOfAnswer, toldErrors } from './subgraph-errors.ts'

/** One composed graph and all that is kept for it. Swapped whole; requests under way finish on the one that they began with. */
export interface Graph {
  readonly supergraphSdl: string
  readonly agencies: readonly AgencyDescription[]
  readonly vocabulary: Vocabulary
  readonly executor: FederatedExecutor<RequestContext>
  readonly operations: PreparedOperations
  /** Documents that Apollo Server has read and validated, by its own key. */
  readonly documents: ShelfMap<string, DocumentNode>
  readonly profiles: Profiles
  /** Its agencies with the date of their data now. */
  readonly sources: () => readonly AskedAgency[]
  /** Agencies of the hub that are not in it now: never heard of, or kept out by their schema. */
  readonly absent: () => readonly { readonly agency: string; readonly status: SourceStatus }[]
}

export interface GraphOptions {
  readonly supergraphSdl: string
  readonly agencies: readonly AgencyDescription[]
  readonly hub: Hub
  readonly vocabulary: Vocabulary
  readonly ask: AskInRequest
  readonly reachability: (agency: string) => Reachability
  /** What an agency says of itself now: its data may be older or newer, and in other order, than when the graph was made. */
  readonly described: (agency: string) => AgencyDescription | undefined
  /** All agencies of the hub, also those that are not in this graph. */
  readonly configured: () => readonly Pick<KnownAgency, 'agency' | 'problems'>[]
  /** For the words of a timeout that an agency reports. */
  readonly agencyMs: number
  readonly onPlanned?: (durationMs: number) => void
}

/** Scalars of the shared language; all of them are texts. */
const TEXT_SCALARS = ['Code', 'IsoDate', 'Nuc', 'Money'] as const

/**
 * Of all that is kept of questions, as it is estimated; the graph itself takes some 20 MB. What anybody may send without a token, and Apollo Server
 * reads before anybody is asked who it is, pushes out no plan.
 */
const PREPARED_BYTES = { people: 18_000_000, documents: 4_000_000, strangers: 2_000_000 } as const

export function createGraph(options: GraphOptions): Graph {
  const { supergraphSdl, agencies, hub, vocabulary, ask } = options
  const shelf = new Shelf(PREPARED_BYTES.people)
  const strangersShelf = new Shelf(PREPARED_BYTES.strangers)

  const hubRequest = (context: RequestContext): HubRequest => ({
    viewer: context.asker?.viewer ?? null,
    subject: context.asker?.account ?? null,
    purposes: context.asker?.purposes ?? [],
    requestId: context.requestId,
    today: context.today,
    signal: context.signal,
    sources: context.sources,
    agencyNow: options.described,
    agencyStatus: options.reachability,
    askAgency: (agency, question) => ask(agency, { path: '/internal', ...question }, context),
  })

  const send: Send<RequestContext> = async (subgraph, { query, variables, operationName }, context) => {
    if (subgraph === HUB_SUBGRAPH) return hub.execute({ query, variables, operationName, context: hubRequest(context) })
    const answer = await ask(subgraph, { path: '/graphql', query, variables, operationName }, context)
    const status = statusOfAnswer(answer)
    if (status) context.sources.failed(subgraph, status)
    return answer.errors ? { ...answer, errors: toldErrors(subgraph, answer.errors, options.agencyMs) } : answer
  }

  const executor = createFederatedExecutor<RequestContext>({
    supergraphSdl,
    shelf,
    strangers: { are: ({ asker }) => asker === null, shelf: strangersShelf },
    textScalars: TEXT_SCALARS,
    send,
    transformOperation: (document, { profile }) =>
      profile
        ? { transform: () => operations.filter(document, profile), cacheKeySuffix: profile.hash }
        : { transform: () => document, cacheKeySuffix: '' },
    onFetchOutcome: ({ subgraph, outcome }, context) => {
      if (subgraph !== HUB_SUBGRAPH && outcome === 'invalid') context.sources.failed(subgraph, statusOf('AGENCY_INVALID_DATA'))
    },
    onFetched: (root, context) => {
      if (context.asker) context.persons = findPersons(root, executor.publicSchema)
    },
    ...(options.onPlanned && { onPlanned: options.onPlanned }),
  })
  const operations = new PreparedOperations(executor.publicSchema, withPersonIds, shelf, strangersShelf)
  return {
    supergraphSdl,
    agencies,
    vocabulary,
    executor,
    operations,
    documents: new Shelf(PREPARED_BYTES.documents).map(),
    profiles: new Profiles(agencies, vocabulary),
    sources: () =>
      agencies.map(({ agency }) => {
        const { asOf, isStale } = options.described(agency) ?? {}
        return { agency, asOf, isStale }
      }),
    absent: () =>
      options
        .configured()
        .filter(({ agency }) => agencies.every((known) => known.agency !== agency))
        .map(({ agency, problems }) => ({ agency, status: problems.length > 0 ? 'SCHEMA_MISMATCH' : 'UNAVAILABLE' })),
  }
}
