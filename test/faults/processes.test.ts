import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Child } from '../../demo/supervisor/child.ts'
import { type Answer, askOverHttp, tokenFor } from '../support/ask.ts'
import { type ProcessHub, startProcessHub } from '../support/process-hub.ts'
import { ANALYST, type Asked, QUESTION, recordsOf } from './support/faulty-hub.ts'

const COMES_BACK_MS = 15_000

let hub: ProcessHub
let token: string
beforeAll(async () => {
  hub = await startProcessHub({ settings: { personBudget: { perDay: 1_000_000, roles: {} } } })
  token = await tokenFor(hub.keys, ANALYST)
}, 120_000)
afterAll(() => hub?.close())

const gateway = (): Child => {
  const [first] = hub.gateways
  if (!first) throw new Error('the hub has no gateway')
  return first
}
const adapter = (code: string): Child => {
  const child = hub.adapters.get(code)
  if (!child) throw new RangeError(`the hub has no ${code}`)
  return child
}
const pidOf = ({ name, pid }: Child): number => {
  if (pid === undefined) throw new Error(`${name} does not run`)
  return pid
}
const ask = (): Promise<Answer<Asked>> => askOverHttp<Asked>(gateway().url ?? 'http://127.0.0.1:9', { query: QUESTION }, token)
const isWhole = async (): Promise<boolean> => (await ask().catch(() => undefined))?.complete === true
const statusOf = ({ sources }: Answer<Asked>, agency: string) => sources.find((source) => source.agency === agency)?.status
const whenWhole = () => expect.poll(isWhole, { timeout: COMES_BACK_MS, interval: 200 }).toBe(true)

afterEach(async () => {
  for (const child of [...hub.adapters.values(), gateway()]) {
    if (child.pid !== undefined && child.state === 'running') process.kill(child.pid, 'SIGCONT')
    await child.start()
  }
})

describe('an adapter’s process', () => {
  it('that is killed is named, and answers again as soon as it is started again', async () => {
    await whenWhole()
    const whole = await ask()
    process.kill(pidOf(adapter('pgr')), 'SIGKILL')
    await expect.poll(() => adapter('pgr').state).toBe('failed')

    const broken = await ask()

    expect([broken.status, broken.complete, statusOf(broken, 'pgr')]).toEqual([200, false, 'UNAVAILABLE'])
    await adapter('pgr').start()
    await whenWhole()
    expect(recordsOf(await ask())).toEqual(recordsOf(whole))
  }, 60_000)

  it('that is stopped without an end is late, nobody waits for it longer than the budget, and it goes on when it is let', async () => {
    await whenWhole()
    const whole = await ask()
    process.kill(pidOf(adapter('fokupers')), 'SIGSTOP')

    const broken = await ask()

    expect([broken.status, broken.complete, statusOf(broken, 'fokupers')]).toEqual([200, false, 'TIMEOUT'])
    process.kill(pidOf(adapter('fokupers')), 'SIGCONT')
    await whenWhole()
    expect(recordsOf(await ask())).toEqual(recordsOf(whole))
  }, 60_000)
})

describe('the gateway’s process', () => {
  it('that is killed comes back with what it knew, and asks as before', async () => {
    await whenWhole()
    const whole = await ask()
    process.kill(pidOf(gateway()), 'SIGKILL')
    await expect.poll(() => gateway().state).toBe('failed')

    await gateway().start()

    await whenWhole()
    expect(recordsOf(await ask())).toEqual(recordsOf(whole))
  }, 60_000)

  it('that is killed while an agency is down knows all the same what that agency holds, and says that it is missing', async () => {
    await whenWhole()
    await adapter('pgr').stop()
    process.kill(pidOf(gateway()), 'SIGKILL')
    await expect.poll(() => gateway().state).toBe('failed')

    await gateway().start()

    const broken = await ask()
    expect([broken.complete, statusOf(broken, 'pgr')]).toEqual([false, 'UNAVAILABLE'])
  }, 60_000)
})
