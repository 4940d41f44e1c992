import { Pool } from 'undici'
import { HubError, POLICY_VERSION_HEADER, TRACEPARENT_HEADER } from '../../schema/index.ts'
import { Breaker, type BreakerOptions, type BreakerState } from './breaker.ts'
import { Deadline } from './deadline.ts'
import { isDeeperThan } from './depth.ts'
import { type PinnedTls, pinnedConnector } from './pinned-tls.ts'
import { post } from './post.ts'
import { type AgencyAnswer, enforceMediaType, invalid, type RefusedCall, readAnswer, refusedCall } from './read-answer.ts'
import type { CallPerson, Signer } from './signer.ts'

export interface AgencyClientOptions {
  readonly agency: string
  /** Base address, e.g. `http://127.0.0.1:4101`. */
  readonly url: string
  readonly signer: Signer
  /** Needed where the address is `https`. */
  readonly tls?: PinnedTls | undefined
  /** Longest call, retry included, in milliseconds. @default 2000 */
  readonly deadlineMs?: number
  /** Largest answer in bytes. @default 16 MiB */
  readonly maxAnswerBytes?: number
  /** Deepest nesting of an answer of `/internal`. @default 32 */
  readonly maxInternalDepth?: number
  /** Connections kept to the agency. @default 32 */
  readonly connections?: number
  readonly breaker?: BreakerOptions
  /** Told with each answer under which version of its policy the agency gave it. */
  readonly onPolicyVersion?: (version: number) => void
  /** Told after each call, for metrics and operators' logs; `code` is absent where the agency answered. */
  readonly onCall?: (call: { readonly agency: string; readonly path: string; readonly durationMs: number; readonly code?: string }) => void
  /** Told where the agency does not take the hub's call for good; for operators. */
  readonly onRefused?: (refused: { readonly agency: string } & RefusedCall) => void
}

export interface AgencyQuestion {
  readonly path: '/graphql' | '/internal'
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  readonly operationName?: string | undefined
  readonly requestId: string
  readonly person?: CallPerson | undefined
  /** Header that makes the call part of a trace. */
  readonly traceparent?: string | undefined
  /** The asker hung up, or the request's budget is spent. */
  readonly signal?: AbortSignal | undefined
}

/** Asks one agency, signed. */
export interface AgencyClient {
  readonly agency: string
  readonly breakerState: BreakerState
  /** @throws {HubError} AGENCY_UNAVAILABLE, AGENCY_TIMEOUT, AGENCY_INVALID_DATA, OVERLOADED */
  ask(question: AgencyQuestion): Promise<AgencyAnswer>
  close(): Promise<void>
}

export function createAgencyClient(options: AgencyClientOptions): AgencyClient {
  const { agency, signer, deadlineMs = 2_000, maxAnswerBytes = 16 * 1024 * 1024, maxInternalDepth = 32 } = options
  const base = new URL(options.url)
  if ((base.protocol === 'https:') !== (options.tls !== undefined)) throw new TypeError('https and pinned keys come together')
  const prefix = base.pathname.replace(/\/$/, '')
  const pool = new Pool(base.origin, {
    connections: options.connections ?? 32,
    pipelining: 1,
    ...(options.tls ? { connect: pinnedConnector(options.tls, deadlineMs) } : { connectTimeout: deadlineMs }),
    headersTimeout: deadlineMs,
    bodyTimeout: deadlineMs,
    keepAliveTimeout: 30_000,
  })
  const breaker = new Breaker(options.breaker)

  const callOnce = async (question: AgencyQuestion, signal: AbortSignal): Promise<AgencyAnswer> => {
    const { path, query, variables, operationName, requestId, person, traceparent } = question
    const body = Buffer.from(JSON.stringify({ query, variables, operationName }))
    const target = `${prefix}${path}`
    const answered = await post(pool, {
      path: target,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...signer.sign({ agency, path: target, body, requestId, person }),
        ...(traceparent !== undefined && { [TRACEPARENT_HEADER]: traceparent }),
      },
      body,
      signal,
      onHead(status, headers) {
        // Its own refusal to take more at once: others may ask it. Where it refuses all, it is let be like one that fails.
        if (status === 503 && headers['retry-after'] !== undefined) throw new HubError('OVERLOADED', { service: agency })
        if (status >= 500) throw new HubError('AGENCY_UNAVAILABLE', { agency })
        // Whoever can make an agency redirect could send signed questions elsewhere.
        if (status >= 300 && status < 400) throw invalid(agency, 'a redirect')
        enforceMediaType(agency, headers)
      },
      maxBytes: maxAnswerBytes,
      tooLarge: () => invalid(agency, 'larger than allowed'),
    })
    const answer = readAnswer(agency, answered.body)
    const version = versionOf(answered.headers[POLICY_VERSION_HEADER])
    if (version !== undefined) options.onPolicyVersion?.(version)
    const refused = options.onRefused && refusedCall(answer)
    if (refused) options.onRefused?.({ agency, ...refused })
    if (path === '/internal' && isDeeperThan(answer.data, maxInternalDepth)) throw invalid(agency, 'nested too deep')
    return answer
  }

  const ask = async (question: AgencyQuestion): Promise<AgencyAnswer> => {
    if (!breaker.mayCall()) throw new HubError('AGENCY_UNAVAILABLE', { agency })
    const deadline = new Deadline(deadlineMs, question.signal)
    const { signal } = deadline
    try {
      const answer = await callOnce(question, signal).catch((error: unknown) => {
        if (!isReset(error) || signal.aborted || isMutation(question.query)) throw error
        return callOnce(question, signal)
      })
      breaker.succeeded()
      return answer
    } catch (cause) {
      const error = toHubError(cause, { agency, timeoutMs: deadlineMs, isLate: deadline.isLate || isBudgetSpent(question.signal) })
      if (question.signal?.aborted && !deadline.isLate) breaker.abandoned()
      else if (error.code === 'AGENCY_INVALID_DATA') breaker.succeeded()
      else breaker.failed()
      throw error
    } finally {
      deadline.clear()
    }
  }

  return {
    agency,
    get breakerState() {
      return breaker.state
    },
    async ask(question) {
      const startedAt = performance.now()
      const tell = (code?: string) =>
        options.onCall?.({
          agency,
          path: question.path,
          durationMs: performance.now() - startedAt,
          ...(code === undefined ? {} : { code }),
        })
      try {
        const answer = await ask(question)
        tell()
        return answer
      } catch (error) {
        tell(error instanceof HubError ? error.code : 'INTERNAL')
        throw error
      }
    },
    close: () => pool.destroy(),
  }
}

const versionOf = (header: string | string[] | undefined): number | undefined =>
  typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : undefined

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined)

/** What changes something is not sent twice: the agency may have done it before the connection broke. */
const isMutation = (query: string): boolean => /^\s*mutation\b/.test(query)

/** The connection was kept from before and the other side had closed it: the only failure that says nothing about the question. */
const isReset = (error: unknown): boolean =>
  codeOf(error) === 'ECONNRESET' || codeOf(error) === 'UND_ERR_SOCKET' || codeOf(error) === 'EPIPE'

/** The request's own budget ended it, not the person who asked. */
const isBudgetSpent = (signal: AbortSignal | undefined): boolean =>
  signal?.aborted === true && signal.reason instanceof Error && signal.reason.name === 'TimeoutError'

const TIMEOUT_CODES: ReadonlySet<unknown> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT'])

function toHubError(cause: unknown, call: { readonly agency: string; readonly timeoutMs: number; readonly isLate: boolean }): HubError {
  if (cause instanceof HubError) return cause
  const { agency, timeoutMs, isLate } = call
  if (isLate || TIMEOUT_CODES.has(codeOf(cause))) return new HubError('AGENCY_TIMEOUT', { agency, timeoutMs }, { cause })
  return new HubError('AGENCY_UNAVAILABLE', { agency }, { cause })
}
