/** What one agency contributed to an answer; one per agency, by the query's shape and never by where a person is known. */
export const SOURCE_STATUSES = ['OK', 'PARTIAL', 'UNAVAILABLE', 'TIMEOUT', 'INVALID_DATA', 'SCHEMA_MISMATCH', 'STALE', 'NOT_ASKED'] as const
export type SourceStatus = (typeof SOURCE_STATUSES)[number]

export interface Source {
  readonly agency: string
  readonly status: SourceStatus
  /** Date of the data where the agency serves a snapshot. */
  readonly asOf: string | null
}

/** An agency of the graph with the age of its data now. */
export interface AskedAgency {
  readonly agency: string
  readonly asOf?: string | undefined
  /** It serves the last whole files, because those there now are not. */
  readonly isStale?: boolean | undefined
}

export interface SourcesAnswer {
  /** Sorted by agency. */
  readonly sources: readonly Source[]
  /** Whether every agency that was asked answered in full. */
  readonly complete: boolean
}

/** Which of two things that happened to one agency in one request is told: the graver. */
const GRAVITY: Readonly<Record<SourceStatus, number>> = {
  NOT_ASKED: 0,
  OK: 1,
  STALE: 2,
  PARTIAL: 3,
  SCHEMA_MISMATCH: 4,
  INVALID_DATA: 5,
  UNAVAILABLE: 6,
  TIMEOUT: 7,
}

/** Keeps, for one request, what became of each agency. */
export class Sources {
  readonly #status = new Map<string, SourceStatus>()
  readonly #onDetail: ((agency: string, status: SourceStatus, detail: string) => void) | undefined

  /** @param onDetail told why an agency has a status, where that is known; for operators only */
  constructor(onDetail?: (agency: string, status: SourceStatus, detail: string) => void) {
    this.#onDetail = onDetail
  }

  /** The hub asks this agency because of the query's shape and the viewer's profile. */
  asked(agency: string): void {
    this.outcome(agency, 'OK')
  }

  /** The agency could show this viewer nothing of what is asked. */
  notAsked(agency: string): void {
    this.outcome(agency, 'NOT_ASKED')
  }

  outcome(agency: string, status: SourceStatus, detail?: string): void {
    if (detail !== undefined) this.#onDetail?.(agency, status, detail)
    const known = this.#status.get(agency)
    if (known === undefined || GRAVITY[status] > GRAVITY[known]) this.#status.set(agency, status)
  }

  /** Something failed on the way to an agency; what answers well says nothing, for that would tell where a person is known. */
  failed(agency: string, status: SourceStatus): void {
    if (status !== 'OK') this.outcome(agency, status)
  }

  get isEmpty(): boolean {
    return this.#status.size === 0
  }

  /**
   * @param agencies all agencies of the graph; those of which nothing was said are `NOT_ASKED`
   * @param absent agencies of the hub that have no part in the graph, where records are asked for. What they could have shown is not known, so
   * that no such answer is complete without them.
   */
  answer(
    agencies: readonly AskedAgency[],
    absent: readonly { readonly agency: string; readonly status: SourceStatus }[] = [],
  ): SourcesAnswer {
    // Where nothing is said of any agency, there may be none in the graph yet that could be asked.
    const isAsking = this.isEmpty || [...this.#status.values()].some((status) => status !== 'NOT_ASKED')
    const missing = new Map(absent.map(({ agency, status }) => [agency, isAsking ? status : 'NOT_ASKED']))
    const dates = new Map(agencies.map(({ agency, asOf }) => [agency, asOf ?? null]))
    // The same for all who ask: an agency's state, and not what it was asked.
    const stale = new Set(agencies.flatMap(({ agency, isStale }) => (isStale ? [agency] : [])))
    const codes = [...new Set([...dates.keys(), ...missing.keys(), ...this.#status.keys()])].sort()
    const sources = codes.map((agency): Source => {
      const told = this.#status.get(agency) ?? missing.get(agency) ?? 'NOT_ASKED'
      const status = told === 'OK' && stale.has(agency) ? 'STALE' : told
      return { agency, status, asOf: status === 'NOT_ASKED' ? null : (dates.get(agency) ?? null) }
    })
    return { sources, complete: sources.every(({ status }) => status === 'OK' || status === 'NOT_ASKED' || status === 'STALE') }
  }
}

/** The status that an error code of the catalogue means for its agency. */
export function statusOf(code: string): SourceStatus {
  switch (code) {
    case 'AGENCY_TIMEOUT':
      return 'TIMEOUT'
    case 'AGENCY_INVALID_DATA':
    case 'INVALID_DATA':
      return 'INVALID_DATA'
    case 'SCHEMA_MISMATCH':
      return 'SCHEMA_MISMATCH'
    // It answered, and gives no more today: nothing is wrong with it.
    case 'AGENCY_BUDGET_SPENT':
      return 'PARTIAL'
    default:
      return 'UNAVAILABLE'
  }
}
