import { createServer, type Server } from 'node:http'
import { HubError } from '../../schema/index.ts'
import type { Metrics } from './metrics.ts'

/** A page elsewhere may point its own name at this machine (DNS rebinding). */
const OWN_NAME = /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/

/**
 * Serves `/metrics` on a port of its own, on this machine only: numbers tell an operator when an agency is in trouble, and would tell others
 * too. A collector elsewhere reaches it by what it already runs on this machine.
 *
 * @throws {HubError} PORT_TAKEN
 */
export async function serveMetrics(
  { read, contentType }: Metrics,
  port: number,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server: Server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000, maxHeaderSize: 8_192 }, (request, response) => {
    response.setHeader('cache-control', 'no-store')
    const isAsked = request.method === 'GET' && request.url === '/metrics' && OWN_NAME.test(request.headers.host ?? '')
    if (!isAsked) return void response.writeHead(404).end()
    read().then(
      (text) => response.writeHead(200, { 'content-type': contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'EADDRINUSE' ? new HubError('PORT_TAKEN', { port }, { cause }) : cause),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
