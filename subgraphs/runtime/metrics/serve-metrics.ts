import { createServer } from 'node:http'
import { HubError } from '../../../schema/index.ts'
import type { Listening } from '../http/listen.ts'
import type { AgencyMetrics } from './metrics.ts'

const HOST = '127.0.0.1'
/** A page elsewhere may point its own name at this machine (DNS rebinding). */
const OWN_NAME = /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/

/**
 * Serves `GET /metrics` on this machine only, on a port of its own: whoever may reach the adapter must not thereby learn how it is used.
 *
 * @throws {HubError} PORT_TAKEN
 */
export async function serveMetrics(metrics: AgencyMetrics, port: number): Promise<Listening> {
  const server = createServer((request, response) => {
    const isAsked = request.method === 'GET' && request.url === '/metrics' && OWN_NAME.test(request.headers.host ?? '')
    if (!isAsked) return void response.writeHead(404).end()
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  server.headersTimeout = 5_000
  server.requestTimeout = 5_000
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
