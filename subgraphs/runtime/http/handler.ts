import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type ApolloServer, HeaderMap } from '@apollo/server'
import { HubError, isHubError, POLICY_VERSION_HEADER, TRACEPARENT_HEADER } from '../../../schema/index.ts'
import type { PersonBudget } from '../budget/person-budget.ts'
import { Refusal } from '../call/refusal.ts'
import type { VerifiedCall, VerifyCall } from '../call/verify-call.ts'
import { EmergencyRefusal } from '../emergency/refusal.ts'
import type { RecordIds } from '../ids/record-ids.ts'
import type { RequestContext } from '../resolve/context.ts'
import type { Subgraph } from '../subgraph.ts'
import { isoDateIn } from '../support/iso-date-in.ts'
import type { AgencyTraces, CallTrace } from '../trace/traces.ts'
import { type FormatSettings, formatHubError, toHubError } from './format-error.ts'
import type { AgencyLog } from './log.ts'
import { enforceListSizes } from './max-list.ts'
import { parseBody, readBody } from './read-body.ts'
import { type AnswerKnown, knownType, type ReadyAnswer } from './ready-answer.ts'

export interface HandlerSettings {
  readonly subgraph: Subgraph
  readonly ids: RecordIds
  /** Path -> schema. */
  readonly schemas: ReadonlyMap<string, ApolloServer<RequestContext>>
  /** Path -> what answers requests of a known form there. */
  readonly known?: ReadonlyMap<string, AnswerKnown> | undefined
  readonly verifyCall: VerifyCall
  readonly budget: PersonBudget
  readonly format: FormatSettings
  readonly log: AgencyLog
  /** @default no traces */
  readonly traces?: AgencyTraces | undefined
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly bodyBytes: number
  readonly requestMs: number
  /** Whether the source answers. */
  readonly isReady: () => Promise<boolean>
}

/** Entities that the hub asks for in one call; it sends more in several. */
const MOST_REPRESENTATIONS = 100
/** `locateByIds` takes 200 ids; see `schema/call`. */
const MOST_INTERNAL_ITEMS = 500

/** The asker hung up: nobody is left to be answered. */
export class AskerGone extends Error {}

/** Serves `/graphql` and `/internal` to the hub, and `/health` and `/ready` to whoever watches over the process. */
export function createHandler(settings: HandlerSettings): RequestListener {
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    serve(settings, path, request, response).catch((thrown: unknown) => {
      if (isHubError(thrown)) settings.log.refused(checkOf(thrown), thrown instanceof Refusal ? thrown.skewSeconds : undefined)
      sendError(response, toHubError(thrown, settings.format))
    })
  }
}

function checkOf(error: HubError): string {
  if (error instanceof Refusal) return error.check
  return error instanceof EmergencyRefusal ? `emergency ${error.check}` : error.code
}

async function serve(settings: HandlerSettings, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (path === '/health' || path === '/ready') {
    const isWell = path === '/health' || (await settings.isReady())
    return send(response, isWell ? 200 : 503, JSON.stringify({ status: isWell ? 'ok' : 'unready' }))
  }
  const apollo = settings.schemas.get(path)
  if (!apollo) return send(response, 404, '')
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST')
    throw new HubError('METHOD_NOT_ALLOWED', { method: /^[A-Z]{1,10}$/.test(request.method ?? '') ? `${request.method}` : 'that method' })
  }
  const started = performance.now()
  const body = await readBody(request, settings.bodyBytes)
  const header = (name: string) => oneHeader(request, name)
  const call = await settings.verifyCall({ method: 'POST', path, header, body }, Math.floor(settings.clock() / 1000))

  response.setHeader(POLICY_VERSION_HEADER, settings.subgraph.source.model.policy.version)
  const { signal, end } = lifetimeOf(response, settings.requestMs)
  const trace = settings.traces?.call(path, header(TRACEPARENT_HEADER))
  try {
    const contextValue = contextOf(settings, call, signal, trace)
    const asked = parseBody(body)
    enforceListSizes(asked, path === '/graphql' ? MOST_REPRESENTATIONS : MOST_INTERNAL_ITEMS)
    const type = knownType(request.headers.accept)
    const ready = type === undefined ? undefined : await settings.known?.get(path)?.(asked, contextValue)
    const answer = ready ? { ...ready, type } : await answerBy(apollo, request, asked, contextValue)
    const { status, text, retryAfter } = answer
    if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
    send(response, status, text, answer.type)
    const { statements = 0 } = contextValue.person?.reader.tally ?? {}
    // Errors are printed first, see `stringifyResult`.
    const hasErrors = text.startsWith('{"errors":')
    settings.log.answered({ path, status, durationMs: performance.now() - started, statements, hasErrors })
  } finally {
    trace?.end(response.statusCode)
    end()
  }
}

async function answerBy(
  apollo: ApolloServer<RequestContext>,
  request: IncomingMessage,
  asked: unknown,
  contextValue: RequestContext,
): Promise<ReadyAnswer & { readonly type: string | undefined }> {
  const { body, status, headers } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers: headersOf(request), search: '', body: asked },
    context: () => Promise.resolve(contextValue),
  })
  const retryAfter = headers.get('retry-after')
  return {
    status: status ?? 200,
    text: body.kind === 'complete' ? body.string : '',
    type: headers.get('content-type'),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  }
}

function contextOf(
  { subgraph, ids, clock, budget }: HandlerSettings,
  { requestId, caseKeysFor, person }: VerifiedCall,
  signal: AbortSignal,
  trace: CallTrace | undefined,
): RequestContext {
  const today = isoDateIn(subgraph.source.model.source.timezone, clock())
  return {
    requestId,
    caseKeysFor,
    ids,
    signal,
    person: person && subgraph.personRequest(person, today, signal, trace),
    allowance: person && budget.allowanceOf(person, today),
  }
}

/** A signal that ends with the deadline, or when the asker hangs up. */
function lifetimeOf(response: ServerResponse, timeoutMs: number): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new HubError('REQUEST_TIMEOUT', { timeoutMs })), timeoutMs)
  const onClose = () => {
    if (!response.writableFinished) controller.abort(new AskerGone('the asker hung up'))
  }
  response.once('close', onClose)
  if (response.closed) onClose()
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer)
      response.off('close', onClose)
    },
  }
}

/** A header that came once; of two with one name nobody knows which was signed. */
function oneHeader(request: IncomingMessage, name: string): string | undefined {
  const values = request.headersDistinct[name]
  return values?.length === 1 ? values[0] : undefined
}

/** The only headers that Apollo Server needs. */
function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap([['content-type', 'application/json']])
  if (request.headers.accept !== undefined) headers.set('accept', request.headers.accept)
  return headers
}

function send(response: ServerResponse, status: number, text: string, type = 'application/json; charset=utf-8'): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(text)
}

function sendError(response: ServerResponse, error: HubError): void {
  // What is left of a body that was too large is not read; the connection ends with the answer.
  if (error.code === 'DOCUMENT_TOO_LARGE') response.setHeader('connection', 'close')
  send(response, error.httpStatus, JSON.stringify({ errors: [formatHubError(error)] }))
}
