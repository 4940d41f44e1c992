import {
  HubError,
  INTERNAL_DOCUMENTS,
  isHubError,
  type LocateByIdsInput,
  type LocateByKeysInput,
  type LocateInput,
  type RecordKindName,
} from '../../../schema/index.ts'
import type { Directory } from '../directory.ts'
import type { HubRequest, InternalReply, SourceStatus } from '../request.ts'
import type { Answer } from './located.ts'
import { type Expected, InvalidAnswer, readAnswer } from './read-answer.ts'

/** Documents of the internal contract that answer with records. */
type Operation = 'locate' | 'locateByKeys' | 'locateByIds'
const OPERATION_NAMES = { locate: 'Locate', locateByKeys: 'LocateByKeys', locateByIds: 'LocateByIds' } as const satisfies Record<
  Operation,
  string
>

/**
 * Asks agencies in one request, checks what they say and keeps account of it. An agency that failed once is not asked again, and
 * nothing that it said is used.
 */
export class Asker {
  readonly #request: HubRequest
  readonly #directory: Directory
  readonly #failed = new Map<string, SourceStatus>()
  readonly #asked = new Set<string>()

  constructor(request: HubRequest, directory: Directory) {
    this.#request = request
    this.#directory = directory
  }

  hasFailed(agency: string): boolean {
    return this.#failed.has(agency)
  }

  /** Takes an agency out of this request. @param detail for operators; nothing of a record */
  fail(agency: string, status: SourceStatus, detail?: string): void {
    if (this.#failed.has(agency)) return
    this.#failed.set(agency, status)
    this.#request.sources.outcome(agency, status, detail)
  }

  /**
   * Of agencies that have a part in the request and were not needed for this answer: those that the hub could not reach lately are told as
   * they would have been, had they been asked.
   */
  tellUnasked(agencies: readonly string[]): void {
    for (const agency of agencies)
      if (!this.#asked.has(agency) && this.#request.agencyStatus?.(agency) === 'UNREACHABLE')
        this.#request.sources.outcome(agency, 'UNAVAILABLE')
  }

  /** @returns undefined where the agency failed, now or before */
  locate(agency: string, input: LocateInput): Promise<Answer | undefined> {
    return this.#ask(agency, 'locate', input.kind, input, { most: input.first, isList: true })
  }

  /** @returns undefined where the agency failed, now or before */
  locateByKeys(agency: string, input: LocateByKeysInput): Promise<Answer | undefined> {
    const keys = new Set(input.caseKeys)
    return this.#ask(agency, 'locateByKeys', 'CaseRecord', input, { most: 2_000, isList: false, keys })
  }

  /** @returns undefined where the agency failed, now or before */
  locateByIds(agency: string, input: LocateByIdsInput): Promise<Answer | undefined> {
    const ids = new Set(input.ids)
    return this.#ask(agency, 'locateByIds', input.kind, input, { most: input.ids.length, isList: false, ids })
  }

  async #ask(
    agency: string,
    operation: Operation,
    kind: RecordKindName,
    input: LocateInput | LocateByKeysInput | LocateByIdsInput,
    limits: Pick<Expected, 'most' | 'isList' | 'keys' | 'ids'>,
  ): Promise<Answer | undefined> {
    const { sources, signal } = this.#request
    if (signal.aborted) this.fail(agency, 'TIMEOUT', 'the request had no time left')
    if (this.hasFailed(agency)) return undefined
    sources.asked(agency)
    this.#asked.add(agency)
    const question = { query: INTERNAL_DOCUMENTS[operation], operationName: OPERATION_NAMES[operation], variables: { input } }
    try {
      const reply = await this.#request.askAgency(agency, question)
      const expected = {
        ...limits,
        agency,
        kind,
        typename: this.#directory.typenameOf(agency, kind),
        vocabulary: this.#directory.vocabulary,
        wanted: input,
        onMismatch: () => sources.outcome(agency, 'SCHEMA_MISMATCH'),
      }
      const answer = this.#readReply(reply, operation, expected)
      if (this.hasFailed(agency)) return undefined // another question failed meanwhile
      sources.outcome(agency, 'OK')
      return answer
    } catch (error) {
      if (signal.aborted) this.fail(agency, 'TIMEOUT', 'the request had no time left')
      else if (error instanceof InvalidAnswer) this.fail(agency, 'INVALID_DATA', error.message)
      else if (isHubError(error) && error.code === 'CURSOR_INVALID') throw error
      else if (isHubError(error)) this.fail(agency, STATUS_OF[error.code] ?? 'UNAVAILABLE')
      else throw error
      return undefined
    }
  }

  /** @throws {InvalidAnswer | HubError} */
  #readReply(reply: InternalReply, operation: Operation, expected: Expected): Answer {
    const code = errorCode(reply.errors)
    // Its policy is newer than its description: this viewer may not ask it by these arguments any more.
    if (code === 'FORBIDDEN_ARGUMENT' && operation === 'locate') return { unaskable: [] }
    // The agency seals its places for one viewer, query and policy version; the list has to begin again.
    if (code === 'CURSOR_INVALID') throw new HubError('CURSOR_INVALID')
    if (code === 'SCHEMA_MISMATCH') throw new HubError('SCHEMA_MISMATCH', { agency: expected.agency, field: expected.kind })
    if (code === 'AGENCY_TIMEOUT') throw new HubError('AGENCY_TIMEOUT', { agency: expected.agency, timeoutMs: 0 })
    if (code === 'AGENCY_BUDGET_SPENT') throw new HubError('AGENCY_BUDGET_SPENT', { agency: expected.agency })
    if (code !== undefined) throw new HubError('AGENCY_UNAVAILABLE', { agency: expected.agency })
    const { data } = reply
    if (typeof data !== 'object' || data === null || !Object.hasOwn(data, operation)) throw new InvalidAnswer('no data')
    return readAnswer((data as Record<string, unknown>)[operation], expected) // an object, see above
  }
}

const STATUS_OF: Readonly<Partial<Record<string, SourceStatus>>> = {
  AGENCY_TIMEOUT: 'TIMEOUT',
  AGENCY_INVALID_DATA: 'INVALID_DATA',
  SCHEMA_MISMATCH: 'SCHEMA_MISMATCH',
  AGENCY_BUDGET_SPENT: 'PARTIAL',
}

/** The first error's code; an error without one is some failure. */
function errorCode(errors: unknown): string | undefined {
  if (errors === undefined || errors === null || (Array.isArray(errors) && errors.length === 0)) return undefined
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  const extensions: unknown = typeof first === 'object' && first !== null && 'extensions' in first ? first.extensions : undefined
  const code: unknown = typeof extensions === 'object' && extensions !== null && 'code' in extensions ? extensions.code : undefined
  return typeof code === 'string' ? code : 'UNKNOWN'
}
