import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, askOverHttp, tokenFor } from '../support/ask.ts'
import { type ProcessHub, startProcessHub } from '../support/process-hub.ts'
import { type Balancer, startBalancer } from './support/balancer.ts'
import { ANALYST, type Asked, QUESTION, recordsOf } from './support/faulty-hub.ts'

const ASKERS = 4
/** One of each kind of source; all thirteen with `TIP_HUB_FAULTS=full`. */
const RESTARTED = process.env.TIP_HUB_FAULTS === 'full' ? undefined : ['pgr', 'courts', 'fokupers', 'mnec']
const COMES_BACK_MS = 15_000

let hub: ProcessHub
let balancer: Balancer
let token: string
beforeAll(async () => {
  hub = await startProcessHub({ gateways: 2, settings: { personBudget: { perDay: 1_000_000, roles: {} } } })
  balancer = await startBalancer(hub.gateways)
  token = await tokenFor(hub.keys, ANALYST)
}, 120_000)
afterAll(async () => {
  await balancer?.close()
  await hub?.close()
})

const ask = (): Promise<Answer<Asked>> => askOverHttp<Asked>(balancer.url, { query: QUESTION }, token)

interface Tally {
  answered: number
  partial: number
  readonly failed: string[]
  readonly wrong: string[]
}

/** People who ask again and again until they are told to stop. */
function askAllTheTime(whole: Answer<Asked>): { stop(): Promise<Tally> } {
  const tally: Tally = { answered: 0, partial: 0, failed: [], wrong: [] }
  const known = recordsOf(whole)
  let isOver = false
  const asker = async (): Promise<void> => {
    while (!isOver) {
      const answer = await ask().catch((cause: unknown) => void tally.failed.push(String(cause)))
      if (!answer) continue
      if (answer.status !== 200 || answer.complete === undefined) tally.failed.push(`${answer.status} ${answer.text.slice(0, 200)}`)
      else if (answer.complete) {
        tally.answered++
        // Said to be whole: then nothing may be missing.
        if (recordsOf(answer).size !== known.size) tally.wrong.push(answer.text.slice(0, 200))
      } else tally.partial++
    }
  }
  const askers = Array.from({ length: ASKERS }, asker)
  return {
    async stop() {
      isOver = true
      await Promise.all(askers)
      return tally
    },
  }
}

describe('a hub that is restarted part by part under load', () => {
  it('answers everybody: in full, or saying what is missing', async () => {
    await expect.poll(async () => (await ask()).complete, { timeout: COMES_BACK_MS, interval: 200 }).toBe(true)
    const load = askAllTheTime(await ask())

    const adapters = [...hub.adapters.values()].filter(({ name }) => RESTARTED?.includes(name) ?? true)
    for (const server of [...adapters, ...hub.gateways]) {
      await server.stop()
      await server.start()
    }

    const tally = await load.stop()
    expect(tally.failed).toEqual([])
    expect(tally.wrong).toEqual([])
    expect(balancer.refused).toBe(0)
    expect(tally.answered).toBeGreaterThan(0)
    await expect.poll(async () => (await ask()).complete, { timeout: COMES_BACK_MS, interval: 200 }).toBe(true)
  }, 180_000)

  it('has recorded every answer that it gave', async () => {
    // A connection that was kept may have been closed at that very moment; who finds it so asks again.
    const given = await Promise.all(Array.from({ length: 10 }, () => ask().catch(ask)))

    expect(given.every(({ status }) => status === 200)).toBe(true)
    const recorded = (await Promise.all(hub.evidenceFiles.map((file) => readFile(file, 'utf8')))).join('\n')
    for (const { requestId } of given) expect(recorded.split(`"${requestId}"`)).toHaveLength(2)
  })
})
