import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { MEMBERSHIP_PATH } from '../../schema/index.ts'
import { explorerAsset, explorerPage } from '../explorer/index.ts'
import { wantsPage } from './media-type.ts'
import { SECURITY_TXT_PATH } from './security-txt.ts'

export interface HttpOptions {
  readonly graphql: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>
  /** Takes requests of institutions to join, to ask how they stand, and to leave. */
  readonly membership?: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** What `/ready` says: whether questions are answered, and how many agencies take part. */
  /** Key and certificate, PEM. Absent: without TLS, on this machine only. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined
  /** Values of the header `host` that are taken beside those of this machine. */
  readonly publicHosts?: readonly string[]
  /** What stands at `/.well-known/security.txt`. */
  readonly securityTxt?: string | undefined
  readonly readiness: () => { readonly isReady: boolean; readonly agencies: number; readonly reachable: number }
}

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const

/** Routes requests: `/graphql`, its page for browsers, `/health`, `/ready`. */
export function createHttpServer(options: HttpOptions): Server {
  const bounds = {
    maxHeaderSize: 16_384,
    requestTimeout: 15_000,
    headersTimeout: 10_000,
    keepAliveTimeout: 10_000,
    connectionsCheckingInterval: 1_000, // Node looks at the two above each half minute otherwise
  }
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    if (options.tls) response.setHeader('strict-transport-security', 'max-age=31536000')
    route(request, response, options)
  }
  const server = options.tls
    ? createTlsServer({ ...bounds, ...options.tls, minVersion: 'TLSv1.3', handshakeTimeout: 5_000 }, serve)
    : createServer(bounds, serve)
  server.maxRequestsPerSocket = 1_000
  return server
}

function route(request: IncomingMessage, response: ServerResponse, options: HttpOptions): void {
  // A page elsewhere may point its own name at this machine; it must not be served as if it were this one (DNS rebinding).
  const host = request.headers.host?.toLowerCase() ?? ''
  // A target that names a host of its own is read as another path by what may stand before the hub and close some of them.
  const isPath = /^\/(?!\/)/.test(request.url ?? '') && URL.canParse(request.url ?? '', 'http://hub.invalid')
  const isOurs = (LOOPBACK_HOST.test(host) || options.publicHosts?.includes(host)) && isPath
  const url = new URL(isOurs ? (request.url ?? '') : '/', 'http://hub.invalid')
  const isGet = request.method === 'GET'
  const page = isGet ? explorerAsset(url.pathname) : undefined
  if (!isOurs) plain(response, 421, { status: 'misdirected' })
  else if (url.pathname === '/graphql' && isGet && wantsPage(request.headers.accept) && !url.searchParams.has('query'))
    asset(response, explorerPage())
  else if (url.pathname === '/graphql') void options.graphql(request, response, url)
  else if (url.pathname === MEMBERSHIP_PATH && request.method === 'POST' && options.membership) void options.membership(request, response)
  else if (url.pathname === '/health') plain(response, 200, { status: 'ok' })
  else if (url.pathname === '/ready') {
    const { isReady, ...counts } = options.readiness()
    plain(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'stopping', ...counts })
  } else if (url.pathname === '/') response.writeHead(302, { location: '/graphql' }).end()
  else if (isGet && url.pathname === SECURITY_TXT_PATH && options.securityTxt !== undefined)
    send(response, 200, options.securityTxt, 'text/plain; charset=utf-8')
  else if (page) asset(response, page)
  else plain(response, 404, { status: 'not found' })
}

function asset(
  response: ServerResponse,
  { type, body, policy }: { readonly type: string; readonly body: Buffer; readonly policy: string },
): void {
  response.writeHead(200, { 'content-type': type, 'content-length': body.length, 'content-security-policy': policy }).end(body)
}

const plain = (response: ServerResponse, status: number, json: unknown): void =>
  send(response, status, JSON.stringify(json), 'application/json; charset=utf-8')

function send(response: ServerResponse, status: number, text: string, type: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text)
}
