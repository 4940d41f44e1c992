import { readFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ANALYST, QUESTION } from '../faults/support/faulty-hub.ts'
import { type Told, timedAsk } from '../faults/support/timed-ask.ts'
import { tokenFor } from '../support/ask.ts'
import { startProcessHub } from '../support/process-hub.ts'

export interface OverloadOptions {
  /** Length of each of the two parts, in seconds. */
  readonly seconds: number
  /** How many times what is served is offered. */
  readonly times: number
}

export interface OverloadReport {
  /** Answers a second to a few who each ask again as soon as they are answered, and their latency in milliseconds. */
  readonly served: { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }
  /** What came, a second, whether or not anybody was answered; the machine that offers it may be too slow to offer what was wanted. */
  readonly offeredPerSecond: number
  readonly offered: number
  readonly accepted: number
  readonly acceptedP50Ms: number
  readonly acceptedP99Ms: number
  readonly refused: number
  readonly refusedP50Ms: number
  /** Refusals that do not say when to come back. */
  readonly withoutRetryAfter: number
  /** Neither an answer nor a refusal: connections that broke, other statuses, answers without data. */
  readonly lost: number
  /** Answers that do not stand in the evidence. */
  readonly unrecorded: number
  /** Milliseconds from the last question until one is answered as usual. */
  readonly recoveredMs: number | null
}

/** As many as one officer's page, a chart and two colleagues: enough to keep every process busy, too few to be turned away. */
const USUAL_ASKERS = 4
const WARM_UP_SHARE = 0.5
const RECOVERY_MS = 10_000

/**
 * Offers a hub, in processes of its own, several times what it serves. Questions come at their times whether or not earlier ones were answered, as
 * people do; a few askers who wait for each other would be slowed down by the very thing that is measured.
 */
export async function runOverload({ seconds, times }: OverloadOptions): Promise<OverloadReport> {
  const hub = await startProcessHub({ settings: { personBudget: { perDay: 1_000_000, roles: {} } } })
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  try {
    const url = hub.gateways[0]?.url ?? ''
    const [evidenceFile = ''] = hub.evidenceFiles
    const ask = async (token: string): Promise<Told | undefined> => timedAsk({ url, query: QUESTION, token, agent }).catch(() => undefined)
    const newToken = (): Promise<string> => tokenFor(hub.keys, ANALYST)

    // Code that has not run yet is slow: what is served then is no measure of what can be.
    await askAsUsual(ask, newToken, seconds * WARM_UP_SHARE)
    const usual = await askAsUsual(ask, newToken, seconds)
    const perSecond = usual.length / seconds

    const asked: Promise<Told | undefined>[] = []
    const token = await newToken()
    const [startedAt, every] = [performance.now(), 1_000 / (perSecond * times)]
    for (let at = 0; at < seconds * 1_000; at = performance.now() - startedAt) {
      for (; asked.length * every <= at; ) asked.push(ask(token))
      await sleep(Math.max(1, asked.length * every - at))
    }
    const offeredMs = performance.now() - startedAt
    const told = await Promise.all(asked)
    const recoveredMs = await untilUsual(() => ask(token))

    const accepted = told.filter((each) => each?.status === 200 && each.hasData).flatMap((each) => each ?? [])
    const refused = told.filter((each) => each?.status === 503).flatMap((each) => each ?? [])
    const evidence = await readFile(evidenceFile, 'utf8')
    const recorded = new Set([...evidence.matchAll(/"requestId":"([^"]+)"/g)].map(([, id]) => id))
    return {
      served: { perSecond, p50Ms: quantile(usual, 0.5), p99Ms: quantile(usual, 0.99) },
      offeredPerSecond: (asked.length / offeredMs) * 1_000,
      offered: asked.length,
      accepted: accepted.length,
      acceptedP50Ms: quantile(accepted, 0.5),
      acceptedP99Ms: quantile(accepted, 0.99),
      refused: refused.length,
      refusedP50Ms: quantile(refused, 0.5),
      withoutRetryAfter: refused.filter(({ retryAfter }) => !(Number(retryAfter) >= 1)).length,
      lost: told.length - accepted.length - refused.length,
      unrecorded: accepted.filter(({ requestId }) => !recorded.has(requestId)).length,
      recoveredMs,
    }
  } finally {
    agent.destroy()
    await hub.close()
  }
}

/** A few who ask again as soon as they are answered. */
async function askAsUsual(
  ask: (token: string) => Promise<Told | undefined>,
  newToken: () => Promise<string>,
  seconds: number,
): Promise<readonly Told[]> {
  const answered: Told[] = []
  const until = performance.now() + seconds * 1_000
  const asker = async (): Promise<void> => {
    const token = await newToken()
    while (performance.now() < until) {
      const told = await ask(token)
      if (told?.status === 200) answered.push(told)
    }
  }
  await Promise.all(Array.from({ length: USUAL_ASKERS }, asker))
  return answered
}

async function untilUsual(ask: () => Promise<Told | undefined>): Promise<number | null> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < RECOVERY_MS) if ((await ask())?.status === 200) return Math.round(performance.now() - startedAt)
  return null
}

const quantile = (told: readonly Told[], share: number): number => {
  const sorted = told.map(({ ms }) => ms).toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
