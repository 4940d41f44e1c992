import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FaultProxy, WireFault } from './support/fault-proxy.ts'
import { type FaultyHub, startFaultyHub } from './support/faulty-hub.ts'

/** The breaker: failures in a row that open it, and the time after which one call may try again, in milliseconds. */
const [FAILURES, OPEN_MS] = [5, 3_000]
const COMES_BACK_MS = 10_000
const UNAVAILABLE: WireFault = {
  kind: 'says',
  text: 'HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
}

let faulty: FaultyHub
let wire: FaultProxy
beforeAll(async () => {
  faulty = await startFaultyHub()
  const found = faulty.wires.get('pgr')
  if (!found) throw new Error('the hub has no pgr')
  wire = found
}, 120_000)
afterAll(() => faulty?.close())
afterEach(() => faulty.set(['pgr'], undefined))

const isWhole = async (): Promise<boolean> => (await faulty.ask()).complete === true
const callsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = wire.calls
  await work()
  return wire.calls - before
}
const times = (count: number, work: () => Promise<unknown>) => async (): Promise<void> => {
  for (let n = 0; n < count; n++) await work()
}

describe('an agency in trouble', () => {
  it.each<[string, WireFault]>([
    ['answers 503', UNAVAILABLE],
    ['resets', { kind: 'reset' }],
  ])(
    'that %s is called a few times, however many people ask, and then let be',
    async (_what, fault) => {
      await expect.poll(isWhole, { timeout: COMES_BACK_MS }).toBe(true)
      await faulty.set(['pgr'], fault)
      const startedAt = performance.now()

      const calls = await callsOf(times(40, () => faulty.ask()))

      const probes = Math.ceil((performance.now() - startedAt) / OPEN_MS)
      // A call that was reset is tried once more, for a kept connection may have been closed meanwhile.
      expect(calls).toBeLessThanOrEqual((FAILURES + probes) * (fault.kind === 'reset' ? 2 : 1) + 4)
    },
    60_000,
  )

  it('is asked as much as before once it is back, and not for what was missed', async () => {
    await expect.poll(isWhole, { timeout: COMES_BACK_MS }).toBe(true)
    const usual = await callsOf(times(5, () => faulty.ask()))
    await faulty.set(['pgr'], UNAVAILABLE)
    await times(20, () => faulty.ask())()
    await faulty.set(['pgr'], undefined)
    await expect.poll(isWhole, { timeout: COMES_BACK_MS, interval: 100 }).toBe(true)

    const after = await callsOf(times(5, () => faulty.ask()))

    // The hub asks the agency to describe itself twice a second beside the questions.
    expect(Math.abs(after - usual)).toBeLessThanOrEqual(4)
  }, 60_000)
})

describe('questions that an agency never answered', () => {
  it('leave no connection behind', async () => {
    await expect.poll(isWhole, { timeout: COMES_BACK_MS }).toBe(true)
    await faulty.set(['pgr'], { kind: 'half-open' })

    await Promise.all(Array.from({ length: 20 }, () => faulty.ask()))

    await expect.poll(() => wire.open, { timeout: COMES_BACK_MS }).toBeLessThanOrEqual(1)
  }, 60_000)
})
