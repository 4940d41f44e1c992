import { createServer } from 'node:http'
import { HubError } from '../../schema/index.ts'

/** Numbers of a process in the words of Prometheus. */
export interface ReadMetrics {
  text(): Promise<string>
  readonly contentType: string
}

export interface ServedMetrics {
  readonly port: number
  readonly url: string
  close(): Promise<void>
}

const HOST = '127.0.0.1'
/** A page elsewhere may point its own name at this machine (DNS rebinding). */
const OWN_NAME = /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/

/**
 * Serves `GET /metrics` on a port of its own, on this machine only: numbers tell an operator when something is in trouble, and would tell others too.
 * A collector elsewhere reaches it by what it already runs on this machine.
 *
 * @throws {HubError} PORT_TAKEN
 */
export async function serveMetrics(metrics: ReadMetrics, port: number): Promise<ServedMetrics> {
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000, maxHeaderSize: 8_192 }, (request, response) => {
    response.setHeader('cache-control', 'no-store')
    const isAsked = request.method === 'GET' && request.url === '/metrics' && OWN_NAME.test(request.headers.host ?? '')
    if (!isAsked) return void response.writeHead(404).end()
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'EADDRINUSE' ? new HubError('PORT_TAKEN', { port }, { cause }) : cause),
    )
    server.listen(port, HOST, resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return {
    port: bound,
    url: `http://${HOST}:${bound}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
