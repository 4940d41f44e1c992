import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server'
import { Lru } from '../../platform/index.ts'
import { HubError } from '../../schema/index.ts'
import { type AskerOptions, readAsker } from '../auth/index.ts'
import { Deadline, isDeeperThan, newId } from '../call/index.ts'
import type { TrustedDocuments } from '../documents/index.ts'
import { enforceDocumentLimits, type Pressure, type RequestLimits, readDocument } from '../limits/index.ts'
import type { GatewayEvent, Traces } from '../observe/index.ts'
import { Sources } from '../sources/index.ts'
import { readJsonBody } from './body.ts'
import type { RequestContext } from './context.ts'
import { type GRAPHQL_RESPONSE, JSON_RESPONSE, mediaTypeFor } from './media-type.ts'
import { readBodyParameters, readUrlParameters } from './parameters.ts'
import { refusalOf } from './told-errors.ts'

export interface EndpointOptions {
  readonly apollo: ApolloServer<RequestContext>
  readonly auth: AskerOptions
  readonly limits: RequestLimits
  readonly documents: TrustedDocuments
  readonly requestMs: number
  /** Decides how many requests are answered at the same time; more are told to come back. */
  readonly pressure: Pressure
  /** ISO date in the hub's zone. */
  readonly today: () => string
  /** Told of each request once it is answered, for operators' logs. */
  readonly onRequest?: (request: {
    readonly requestId: string
    readonly status: number
    readonly durationMs: number
    readonly code?: string
  }) => void
  /** @default no traces */
  readonly traces?: Traces | undefined
  /** Told why the hub did not use what an agency answered. */
  readonly onSource?: (source: Omit<Extract<GatewayEvent, { readonly event: 'source' }>, 'event'>) => void
  /** Told what a masked error was. */
  readonly onMasked: (correlationId: string, error: unknown) => void
}

const UNREAD_MS = 500
/** Of all documents that are remembered as being within the limits. */
const MEASURED_CHARACTERS = 2_000_000

/** Serves GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/). */
export function createGraphQLEndpoint(options: EndpointOptions) {
  // A document within the limits stays within them.
  const measured = new Lru<string, true>(2_000, MEASURED_CHARACTERS)
  const enforceLimits = (query: string): void => {
    if (measured.get(query)) return
    enforceDocumentLimits(readDocument(query, options.limits), options.limits)
    measured.set(query, true, query.length)
  }

  let underWay = 0
  const serve = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const startedAt = performance.now()
    const requestId = newId()
    const budget = new Deadline(options.requestMs)
    response.once('close', () => {
      if (!response.writableFinished) budget.abort()
      budget.clear()
    })
    // What a person can quote, and an operator finds in the logs and in the evidence of every agency that was asked.
    response.setHeader('tip-request-id', requestId)
    let mediaType: typeof GRAPHQL_RESPONSE | typeof JSON_RESPONSE = JSON_RESPONSE
    const trace = options.traces?.request(requestId)
    const tell = (status: number, code?: string) => {
      trace?.end({ status, code })
      options.onRequest?.({ requestId, status, durationMs: performance.now() - startedAt, ...(code === undefined ? {} : { code }) })
    }
    let hasPlace = false
    try {
      if (!options.pressure.admits(underWay + 1)) throw overloaded()
      mediaType = mediaTypeFor(request.headers.accept)
      if (request.method !== 'GET' && request.method !== 'POST') throw new HubError('METHOD_NOT_ALLOWED', { method: 'this method' })
      // Of two tokens Node takes the first; whoever stands before the hub may have looked at the other one.
      if ((request.headersDistinct.authorization?.length ?? 0) > 1) throw new HubError('TOKEN_INVALID')
      const asker = await readAsker(request.headers, options.auth)
      const body = request.method === 'POST' ? await readJsonBody(request, options.limits.bodyBytes) : undefined
      // Only who has sent all of a request takes a place: bodies that never end would take them all, with no token.
      if (!options.pressure.admits(underWay + 1)) throw overloaded()
      hasPlace = true
      underWay++
      const asked = request.method === 'POST' ? readBodyParameters(body) : readUrlParameters(url.searchParams)
      const query = options.documents.resolve(asked, asker?.viewer.roles ?? [])
      enforceVariables(asked.variables, options.limits)
      enforceLimits(query)
      const context: RequestContext = {
        requestId,
        asker,
        profile: null,
        today: options.today(),
        signal: budget.signal,
        trace,
        sources: new Sources((agency, status, detail) => options.onSource?.({ agency, requestId, status, detail })),
        failed: new Map(),
        isStatementRefused: false,
        persons: new Set(),
        refusedWith: null,
      }
      const head = new HeaderMap([
        ['content-type', JSON_RESPONSE],
        ['accept', mediaType],
      ])
      // What was checked is what is answered: nothing else of the request goes on.
      const httpGraphQLRequest = requestOf(request.method, head, { query, operationName: asked.operationName, variables: asked.variables })
      const answered = await options.apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context })
      const status = statusFor(context.refusedWith ?? answered.status ?? 200, mediaType)
      const text = answered.body.kind === 'complete' ? answered.body.string : ''
      const allow = answered.headers.get('allow')
      send(response, status, mediaType, text, {
        ...(allow !== undefined && { allow }),
        ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      })
      options.pressure.answered(performance.now() - startedAt)
      tell(status)
    } catch (error) {
      const known = error instanceof HubError ? error : new HubError('INTERNAL', { correlationId: requestId })
      if (known !== error) options.onMasked(requestId, error)
      const status = isRefusalOfDocument(known) ? statusFor(known.httpStatus, mediaType) : known.httpStatus
      send(response, status, mediaType, JSON.stringify({ errors: [toJson(known)] }), {
        ...headersOf(known),
        ...(!request.complete && { connection: 'close' }),
      })
      if (!request.complete) endUnread(request)
      tell(status, known.code)
    } finally {
      if (hasPlace) underWay--
    }
  }
  return {
    serve,
    /** Requests that are being answered now. */
    get underWay() {
      return underWay
    },
  }
}

const overloaded = () => new HubError('OVERLOADED', { service: 'the hub' })

function requestOf(
  method: string,
  headers: HeaderMap,
  asked: { readonly query: string; readonly operationName: string | undefined; readonly variables: unknown },
): HTTPGraphQLRequest {
  if (method === 'POST') {
    const { query, operationName, variables } = asked
    // Apollo Server takes a member that is there without a value for a malformed one.
    const body = { query, ...(operationName !== undefined && { operationName }), ...(variables !== undefined && { variables }) }
    return { method, headers, search: '', body }
  }
  const search = new URLSearchParams({ query: asked.query })
  if (asked.operationName !== undefined) search.set('operationName', asked.operationName)
  if (asked.variables !== undefined) search.set('variables', JSON.stringify(asked.variables))
  return { method, headers, search: `?${search}`, body: undefined }
}

/** What is left of a body that was refused is thrown away for a moment, so that the answer arrives, and then cut off. */
function endUnread(request: IncomingMessage): void {
  request.resume()
  setTimeout(() => request.destroy(), UNREAD_MS).unref()
}

function headersOf({ code, httpStatus }: HubError): Readonly<Record<string, string>> {
  if (code === 'METHOD_NOT_ALLOWED') return { allow: 'GET, POST' }
  if (code === 'OVERLOADED') return { 'retry-after': '1' }
  return httpStatus === 401 ? { 'www-authenticate': 'Bearer' } : {}
}

const toJson = (error: HubError) => ({ message: error.message, extensions: refusalOf(error) })

function send(response: ServerResponse, status: number, mediaType: string, text: string, headers: Readonly<Record<string, string>>): void {
  if (response.destroyed) return
  const size = Buffer.byteLength(text)
  response.writeHead(status, { 'content-type': `${mediaType}; charset=utf-8`, 'content-length': size, ...headers })
  // As many bytes as characters: nothing but ASCII, which is the same bytes in either encoding, and four times faster to write in this one.
  response.end(text, size === text.length ? 'latin1' : 'utf8')
}

/**
 * A document that is refused as such (syntax, limits, validation, variables) has 400 for `application/graphql-response+json`, and 200 for
 * `application/json`, whose clients cannot tell a refusal by the hub from one by something between. Who may not ask has 401 or 403 in both.
 */
const statusFor = (status: number, mediaType: string): number => (status === 400 && mediaType === JSON_RESPONSE ? 200 : status)

const DOCUMENT_REFUSALS: ReadonlySet<string> = new Set([
  'PARSE_FAILED',
  'QUERY_TOO_DEEP',
  'QUERY_TOO_COSTLY',
  'TOO_MANY_ALIASES',
  'DOCUMENT_TOO_LARGE',
])
const isRefusalOfDocument = ({ code }: HubError): boolean => DOCUMENT_REFUSALS.has(code)

/** Deeper than any argument of the graph. What is deeper still would take the stack of whoever writes or walks it. */
const MAX_VARIABLE_DEPTH = 32

/** @throws {HubError} REQUEST_INVALID, DOCUMENT_TOO_LARGE */
function enforceVariables(variables: unknown, { variablesBytes }: RequestLimits): void {
  if (isDeeperThan(variables, MAX_VARIABLE_DEPTH)) throw new HubError('REQUEST_INVALID')
  if (variables !== undefined && Buffer.byteLength(JSON.stringify(variables)) > variablesBytes)
    throw new HubError('DOCUMENT_TOO_LARGE', { limit: variablesBytes, unit: 'bytes of variables' })
}
