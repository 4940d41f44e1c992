import { once } from 'node:events'
import { createServer, request as forward } from 'node:http'
import type { Child } from '../../../demo/supervisor/child.ts'

/** What stands before several gateways in an installation: takes the next one, and another where that one takes no connection. */
export interface Balancer {
  readonly url: string
  /** Requests that no gateway took. */
  refused: number
  close(): Promise<void>
}

export async function startBalancer(gateways: readonly Child[]): Promise<Balancer> {
  let turn = 0
  const server = createServer(async (asked, answer) => {
    const chunks: Buffer[] = []
    for await (const chunk of asked) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const first = turn++
    for (let n = 0; n < gateways.length; n++) {
      const url = gateways[(first + n) % gateways.length]?.url
      if (url === undefined) continue
      const told = forward(`${url}${asked.url}`, {
        method: asked.method ?? 'POST',
        headers: { ...asked.headers, host: new URL(url).host },
        agent: false,
      })
      told.end(body)
      // Whether a request may be given to another depends on whether this one answered anything of it.
      const response = await once(told, 'response').then(
        ([incoming]) => incoming,
        () => undefined,
      )
      if (!response || response.statusCode === 503) continue
      answer.writeHead(response.statusCode, response.headers)
      response.on('error', () => answer.destroy()).pipe(answer)
      return
    }
    balancer.refused++
    answer.writeHead(503).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const balancer: Balancer = {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    refused: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return balancer
}
