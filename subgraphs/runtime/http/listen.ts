import { constants, createHash, X509Certificate } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { HubError } from '../../../schema/index.ts'

/** Both sides show a certificate. Whose it is follows from the key alone; no authority is asked. */
export interface TlsSettings {
  /** The agency's own key and certificate, PEM. */
  readonly key: string
  readonly cert: string
  /** SHA-256 of the hub's key (SubjectPublicKeyInfo), base64; two while it is changed. */
  readonly hubPins: readonly string[]
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
/** Node looks at the two timeouts each half minute, unless told otherwise. */
const BOUNDS = { requestTimeout: 10_000, headersTimeout: 5_000, connectionsCheckingInterval: 1_000 } as const
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/** Serves whoever holds a pinned key, by TLS 1.3; every other connection ends before a request of it is read. */
function pinnedServer({ key, cert, hubPins }: TlsSettings, serve: RequestListener): Server {
  const pins = new Set(hubPins)
  const server = createTlsServer(
    // The pin decides instead of an authority. A session that is taken up again would show no certificate, so there are none.
    {
      ...BOUNDS,
      key,
      cert,
      minVersion: 'TLSv1.3',
      requestCert: true,
      rejectUnauthorized: false,
      handshakeTimeout: 5_000,
      secureOptions: constants.SSL_OP_NO_TICKET,
    },
    (request, response) => (isPinned(request.socket, pins) ? serve(request, response) : void request.socket.destroy()),
  )
  server.on('secureConnection', (socket) => {
    if (!isPinned(socket, pins)) socket.destroy()
  })
  return server
}

function isPinned(socket: Socket, pins: ReadonlySet<string>): boolean {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
  if (!certificate || !isInForce(certificate, Date.now())) return false
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' })
  return pins.has(createHash('sha256').update(spki).digest('base64'))
}

/** Whether a certificate's life has begun and has not ended. */
const isInForce = ({ validFromDate, validToDate }: X509Certificate, nowMs: number): boolean =>
  validFromDate.getTime() <= nowMs && nowMs <= validToDate.getTime()

/** @throws {HubError} CONFIG_INVALID where the hub would refuse what the agency shows */
function assertInForce({ cert }: TlsSettings): void {
  const problems = 'the certificate has run out, or its life has not begun; make a new one for the same key'
  if (!isInForce(new X509Certificate(cert), Date.now())) throw new HubError('CONFIG_INVALID', { where: 'tls', problems })
}

/** @throws {HubError} TLS_REQUIRED beyond this machine without certificates; CONFIG_INVALID with one that has run out; PORT_TAKEN */
export async function listen(handler: RequestListener, { service, host = '127.0.0.1', port = 0, tls }: ListenSettings): Promise<Listening> {
  if (!tls && !isLoopback(host)) throw new HubError('TLS_REQUIRED', { service })
  if (tls) assertInForce(tls)
  let isClosing = false
  const serve: RequestListener = (request, response) => {
    // A connection that was busy when the server began to close is idle once its answer is out, and nobody else ends it then.
    response.once('close', () => {
      if (isClosing) setImmediate(() => server.closeIdleConnections())
    })
    handler(request, response)
  }
  const server: Server = tls ? pinnedServer(tls, serve) : createServer(BOUNDS, serve)
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
