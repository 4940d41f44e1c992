import { type Agent, request } from 'node:http'

/** What one question was told, and after how long. */
export interface Told {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly requestId: string | undefined
  readonly hasData: boolean
  readonly ms: number
}

export interface TimedQuestion {
  /** Address of the gateway. */
  readonly url: string
  readonly query: string
  readonly token: string
  readonly agent: Agent
}

/** Asks by hand: `fetch` would itself wait for its own connections. @throws where the connection breaks without an answer */
export const timedAsk = ({ url, query, token, agent }: TimedQuestion): Promise<Told> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const body = JSON.stringify({ query })
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'content-length': Buffer.byteLength(body),
    }
    const asked = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const ms = performance.now() - startedAt
        const { 'retry-after': retryAfter, 'tip-request-id': requestId } = response.headers
        // No JSON is parsed here: a large answer would make the next ones seem late.
        const text = Buffer.concat(chunks)
        resolve({
          status: response.statusCode ?? 0,
          retryAfter,
          requestId: typeof requestId === 'string' ? requestId : undefined,
          hasData: text.includes('"data":{'),
          ms,
        })
      })
    })
    asked.once('error', reject)
    asked.end(body)
  })
