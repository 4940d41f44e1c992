import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { HubError } from '../../../schema/index.ts'

/** Both sides show a certificate; `ca` holds the pinned one of the hub. */
export interface TlsSettings {
  readonly key: string
  readonly cert: string
  readonly ca: string
}

export interface ListenSettings {
  /** Code of the agency, for messages. */
  readonly service: string
  /** @default 127.0.0.1 */
  readonly host?: string | undefined
  /** @default 0, any free port */
  readonly port?: number | undefined
  readonly tls?: TlsSettings | undefined
}

export interface Listening {
  readonly url: string
  readonly port: number
  /** Takes no more requests, finishes those under way (5 s at most), then closes. */
  close(): Promise<void>
}

const GRACE_MS = 5_000
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/** @throws {HubError} TLS_REQUIRED beyond this machine without certificates; PORT_TAKEN */
export async function listen(handler: RequestListener, { service, host = '127.0.0.1', port = 0, tls }: ListenSettings): Promise<Listening> {
  if (!tls && !isLoopback(host)) throw new HubError('TLS_REQUIRED', { service })
  let isClosing = false
  const serve: RequestListener = (request, response) => {
    // A connection that was busy when the server began to close is idle once its answer is out, and nobody else ends it then.
    response.once('close', () => {
      if (isClosing) setImmediate(() => server.closeIdleConnections())
    })
    handler(request, response)
  }
  const server: Server = tls
    ? createTlsServer({ ...tls, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: true }, serve)
    : createServer(serve)
  server.requestTimeout = 10_000
  server.headersTimeout = 5_000
  server.keepAliveTimeout = 60_000 // longer than the hub keeps its side, so that it is the hub that closes
  server.maxHeadersCount = 64

  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'EADDRINUSE' ? new HubError('PORT_TAKEN', { port }, { cause }) : cause),
    )
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return {
    port: bound,
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        isClosing = true
        const forced = setTimeout(() => server.closeAllConnections(), GRACE_MS)
        server.close(() => {
          clearTimeout(forced)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}
