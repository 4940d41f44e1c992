import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { send } from './http.ts'

/** What an agency says to the hub. */
export interface Said {
  /** `/graphql` or `/internal`. */
  readonly path: string
  readonly query: string
  /** The honest answer as JSON. */
  readonly body: string
}

/** Answers in place of the honest agency; `undefined` leaves the honest answer. */
export type Tamper = (said: Said, response: ServerResponse) => string | undefined | 'written'

/** A taken-over agency: between the hub and the real one, with the agency's own keys, address and schema, and answers of its choosing. */
export interface HostileAgency {
  readonly url: string
  tamper: Tamper | undefined
  /** Cookies that the hub sent back. */
  readonly cookies: string[]
  close(): Promise<void>
}

export async function startHostileAgency(honestUrl: string): Promise<HostileAgency> {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const asked = Buffer.concat(chunks)
    if (request.headers.cookie !== undefined) agency.cookies.push(request.headers.cookie)
    const { connection: _, 'transfer-encoding': __, host: ___, ...headers } = request.headers
    const honest = await send(`${honestUrl}${request.url}`, {
      method: request.method ?? 'POST',
      headers: headers as Record<string, string>,
      body: asked,
    })
    const query = asked.length > 0 ? String(JSON.parse(asked.toString('utf8')).query) : ''
    const said = agency.tamper?.({ path: request.url ?? '', query, body: honest.text }, response)
    if (said === 'written') return
    response.writeHead(honest.status, { 'content-type': honest.headers['content-type'] ?? 'application/json' }).end(said ?? honest.text)
  }
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const agency: HostileAgency = {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    tamper: undefined,
    cookies: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return agency
}
