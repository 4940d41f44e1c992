import { isDeepStrictEqual } from 'node:util'
import { Pool } from 'undici'
import { cpuMs, memoryMb, type Parts } from './cpu.ts'
import { quantile, type Spread, spreadOf } from './stats.ts'

/** One server that is asked one question. */
export interface Contestant {
  readonly name: string
  /** Whole address, e.g. `http://127.0.0.1:6401/graphql`. */
  readonly url: string
  /** The first one is the server's own. */
  readonly parts: Parts
  readonly body: string
  /** Made anew for each request where they may be used only once. */
  readonly headers?: () => Readonly<Record<string, string>>
  /** What of the answer must be the same for all; undefined: it is not compared. @default member `data` */
  readonly comparable?: ((json: unknown) => unknown) | undefined
}

export interface Measured {
  readonly name: string
  /** CPU milliseconds per request of every process involved. */
  readonly cpu: Spread
  /** Medians by part. */
  readonly parts: Readonly<Record<string, number>>
  /** Milliseconds, one asker at a time. */
  readonly p50: number
  readonly p99: number
  /** MB (10^6 bytes) of the server's own process after the last round. */
  readonly memoryMb: number
  readonly answerBytes: number
  readonly requests: number
}

export interface Pace {
  readonly rounds: number
  /** Milliseconds that each server works in each round. */
  readonly roundMs: number
  readonly warmMs: number
  /** Warming up goes on until so many answers came, for six times `warmMs` at most: code that ran seldom is not what a hub runs all day. @default 0 */
  readonly warmAnswers?: number
  /** Askers at a time while CPU is counted. @default 4 */
  readonly askers?: number
}

/**
 * Measures servers that give equal answers: all are asked in each round, in another order each time, so that a neighbour's noise falls on all.
 *
 * @throws {Error} where an answer has errors, or is not the same as the first one's
 */
export async function measure(contestants: readonly Contestant[], pace: Pace): Promise<readonly Measured[]> {
  const asked = contestants.map((contestant) => ({
    contestant,
    client: new Client(contestant),
    cpu: [] as number[],
    byPart: [] as Readonly<Record<string, number>>[],
    times: [] as number[],
  }))
  try {
    await assertEqual(asked.map(({ client }) => client))
    for (const { client } of asked)
      for (let times = 0; times < 6 && (times === 0 || client.requests < (pace.warmAnswers ?? 0)); times++)
        await client.together(pace.warmMs, pace.askers ?? 4)
    for (let round = 0; round < pace.rounds; round++)
      for (let turn = 0; turn < asked.length; turn++) {
        const one = asked[(turn + round) % asked.length]
        if (!one) continue
        one.times.push(...(await one.client.inTurn(pace.roundMs / 3)))
        const before = cpuMs(one.contestant.parts)
        const count = await one.client.together((pace.roundMs * 2) / 3, pace.askers ?? 4)
        const after = cpuMs(one.contestant.parts)
        const byPart = Object.fromEntries(Object.entries(after).map(([part, ms]) => [part, (ms - (before[part] ?? 0)) / count]))
        one.byPart.push(byPart)
        one.cpu.push(Object.values(byPart).reduce((sum, ms) => sum + ms, 0))
      }
    return asked.map(({ contestant, client, cpu, byPart, times }) => ({
      name: contestant.name,
      cpu: spreadOf(cpu),
      parts: Object.fromEntries(
        Object.keys(contestant.parts).map((part) => [part, spreadOf(byPart.map((round) => round[part] ?? 0)).median]),
      ),
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
      memoryMb: memoryMb(Object.values(contestant.parts)[0]?.[0] ?? 0).resident,
      answerBytes: client.answerBytes,
      requests: client.requests,
    }))
  } finally {
    await Promise.all(asked.map(({ client }) => client.close()))
  }
}

async function assertEqual(clients: readonly Client[]): Promise<void> {
  let first: { readonly name: string; readonly value: unknown } | undefined
  for (const client of clients) {
    const { name, comparable = dataOf } = client.contestant
    const text = await client.ask()
    let value: unknown
    try {
      value = comparable(JSON.parse(text))
    } catch (cause) {
      throw new Error(`${name}: ${cause instanceof Error ? cause.message : ''} ${text.slice(-300)}`, { cause })
    }
    if (value === undefined) continue
    if (first && !isDeepStrictEqual(value, first.value))
      throw new Error(
        `${name} answers something else than ${first.name}:\n${JSON.stringify(value).slice(0, 600)}\n${JSON.stringify(first.value).slice(0, 600)}`,
      )
    first ??= { name, value }
  }
}

/** @throws {Error} where there are errors or no data */
function dataOf(json: unknown): unknown {
  const answer = typeof json === 'object' && json !== null ? json : {}
  if ('errors' in answer || !('data' in answer) || !answer.data) throw new Error(`no answer: ${JSON.stringify(json).slice(0, 800)}`)
  return answer.data
}

class Client {
  readonly contestant: Contestant
  readonly #pool: Pool
  readonly #path: string
  answerBytes = 0
  requests = 0

  constructor(contestant: Contestant) {
    this.contestant = contestant
    const { origin, pathname } = new URL(contestant.url)
    this.#path = pathname
    this.#pool = new Pool(origin, { connections: 16, pipelining: 1 })
  }

  /** @throws {Error} for any status but 200, or another length than the first answer's */
  async ask(): Promise<string> {
    const { headers, body, name } = this.contestant
    const response = await this.#pool.request({
      method: 'POST',
      path: this.#path,
      headers: { 'content-type': 'application/json', ...headers?.() },
      body,
    })
    const text = await response.body.text()
    if (response.statusCode !== 200) throw new Error(`${name}: ${response.statusCode} ${text.slice(0, 500)}`)
    this.requests++
    this.answerBytes = text.length
    return text
  }

  /** @returns how many were answered */
  async together(forMs: number, askers: number): Promise<number> {
    const end = performance.now() + forMs
    const before = this.requests
    await Promise.all(
      Array.from({ length: askers }, async () => {
        do await this.ask()
        while (performance.now() < end)
      }),
    )
    return this.requests - before
  }

  /** @returns milliseconds of each answer */
  async inTurn(forMs: number): Promise<readonly number[]> {
    const end = performance.now() + forMs
    const times: number[] = []
    do {
      const startedAt = performance.now()
      await this.ask()
      times.push(performance.now() - startedAt)
    } while (performance.now() < end)
    return times
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}
