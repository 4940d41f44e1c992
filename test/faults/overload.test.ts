import { readFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokenFor } from '../support/ask.ts'
import { type ProcessHub, startProcessHub } from '../support/process-hub.ts'
import { ANALYST, QUESTION } from './support/faulty-hub.ts'
import { type Told, timedAsk } from './support/timed-ask.ts'

/** Far more than one process answers at a time; each asks again as soon as it is answered. */
const ASKERS = 150
const REQUESTS = 700

let hub: ProcessHub
let token: string
beforeAll(async () => {
  hub = await startProcessHub({ settings: { personBudget: { perDay: 1_000_000, roles: {} } } })
  token = await tokenFor(hub.keys, ANALYST)
}, 120_000)
afterAll(() => hub?.close())

const ask = (agent: Agent): Promise<Told> => timedAsk({ url: hub.gateways[0]?.url ?? '', query: QUESTION, token, agent })

describe('a gateway that is asked far more than it can', () => {
  it('answers some, tells the others at once when to come back, loses nobody and records every answer', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: ASKERS })
    const pid = hub.gateways[0]?.pid
    const told: Told[] = []
    let left = REQUESTS
    const asker = async (): Promise<void> => {
      while (left-- > 0) told.push(await ask(agent))
    }
    await Promise.all(Array.from({ length: ASKERS }, asker))
    agent.destroy()

    const answered = told.filter(({ status }) => status === 200)
    const refused = told.filter(({ status }) => status === 503)
    const median = (list: readonly Told[]) => list.map(({ ms }) => ms).toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
    console.log(
      `${answered.length} answered (median ${median(answered)?.toFixed(0)} ms), ${refused.length} refused (median ${median(refused)?.toFixed(0)} ms)`,
    )
    expect(answered.length + refused.length).toBe(told.length)
    expect(answered.every(({ hasData }) => hasData)).toBe(true)
    expect(answered.length).toBeGreaterThan(0)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every(({ retryAfter }) => Number(retryAfter) >= 1)).toBe(true)
    expect(hub.gateways[0]?.pid).toBe(pid)
    const [file = ''] = hub.evidenceFiles
    const recorded = await readFile(file, 'utf8')
    expect(answered.filter(({ requestId }) => !recorded.includes(`"${requestId}"`))).toEqual([])
  }, 180_000)

  it('is itself again as soon as they are gone', async () => {
    const agent = new Agent()
    await expect.poll(async () => (await ask(agent)).status, { timeout: 15_000 }).toBe(200)
  }, 30_000)
})
