import type { AgencyDescription, Purpose, Viewer, Vocabulary } from '../../schema/index.ts'

/** How an agency fared in one request, as `extensions.sources` says it. */
export type SourceStatus = 'OK' | 'PARTIAL' | 'UNAVAILABLE' | 'TIMEOUT' | 'INVALID_DATA' | 'SCHEMA_MISMATCH' | 'STALE'

/** Where the hub says whom it asked and how that went; the gateway makes `extensions.sources` of it. Told more than once for one agency, the worst holds. */
export interface HubSources {
  asked(agency: string): void
  /** @param detail for operators: which check failed; never anything of a record */
  outcome(agency: string, status: SourceStatus, detail?: string): void
  /** Nothing that this viewer may see could come from there. */
  notAsked(agency: string): void
}

/** One GraphQL call to an agency's `/internal`. */
export interface InternalQuestion {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName?: string
}

/** What the agency said; not yet looked at by anybody. */
export interface InternalReply {
  readonly data?: unknown
  readonly errors?: unknown
}

/** One person's request, as the gateway hands it to the hub. */
export interface HubRequest {
  /** Null: nobody signed in. */
  readonly viewer: Viewer | null
  /** The person's account, named with its issuer; cursors are bound to it. */
  readonly subject: string | null
  /** Purposes that the person's token carries. */
  readonly purposes: readonly Purpose[]
  readonly requestId: string
  /** ISO date in the hub's zone. */
  readonly today: string
  readonly signal: AbortSignal
  /**
   * Asks `/internal` of one agency under the viewer's own signed context.
   *
   * @throws {HubError} AGENCY_UNAVAILABLE, AGENCY_TIMEOUT, AGENCY_INVALID_DATA …
   */
  askAgency(agency: string, question: InternalQuestion): Promise<InternalReply>
  readonly sources: HubSources
  /** What an agency says now of its data; for the list of agencies. @default what it said when the graph was made */
  readonly agencyNow?: (agency: string) => Pick<AgencyDescription, 'asOf' | 'problems'> | undefined
  /** Whether the hub reached the agency when it last tried; for the list of agencies. @default unknown */
  agencyStatus?(agency: string): AgencyStatus
}

export const AGENCY_STATUS = ['REACHABLE', 'UNREACHABLE', 'UNKNOWN'] as const
export type AgencyStatus = (typeof AGENCY_STATUS)[number]

export interface HubOptions {
  /** The agencies that are part of the graph now. A change of any of them wants a new hub. */
  readonly agencies: readonly AgencyDescription[]
  readonly vocabulary: Vocabulary
  /**
   * Agencies that may be asked by case keys, which tells them the numbers that people look at. @default each whose policy lets somebody join
   */
  readonly joinAgencies?: readonly string[] | undefined
  /** 32 random bytes each. The first one seals; the others still open what they sealed. */
  readonly sealKeys: readonly Uint8Array[]
  /** Milliseconds since 1970; cursors age by it. */
  readonly clock: () => number
  /** Gets errors that nobody foresaw, with the reference that the asker sees in place of them. @default they are dropped */
  readonly onUnexpectedError?: (error: unknown, correlationId: string) => void
}

/** A GraphQL request to the hub's own subgraph. */
export interface HubExecution {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
  readonly operationName?: string | null | undefined
  readonly context: HubRequest
}
