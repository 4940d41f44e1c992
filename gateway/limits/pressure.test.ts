import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPressure, type Pressure } from './pressure.ts'

let clock = 0
let pressure: Pressure
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  clock = 0
  pressure = createPressure({ most: 100, least: 8, first: 40, lateMs: 150, now: () => clock })
})
afterEach(() => {
  pressure.close()
  vi.useRealTimers()
})

/** Time in which every timer fires so much too late. */
const spend = (times: number, lateMs: number): void => {
  for (let n = 0; n < times; n++) {
    clock += 50 + lateMs
    vi.advanceTimersByTime(50)
  }
}
const admitted = (): number => {
  let underWay = 0
  while (pressure.admits(underWay + 1)) underWay++
  return underWay
}

describe('how many requests a process takes at a time', () => {
  it('is a moderate number at first', () => {
    expect(admitted()).toBe(40)
  })

  it('grows with every answer while timers are on time, up to the most', () => {
    for (let n = 0; n < 10; n++) pressure.answered(20)
    expect(admitted()).toBe(50)

    for (let n = 0; n < 500; n++) pressure.answered(20)
    expect(admitted()).toBe(100)
  })

  it('does not grow by answers that took long: more of them would take longer still', () => {
    for (let n = 0; n < 100; n++) pressure.answered(1_500)

    expect(admitted()).toBe(40)
  })

  it('falls by a third for lateness, once in a while, and never below a few', () => {
    spend(1, 400)
    expect(admitted()).toBe(28)

    spend(100, 400)
    expect(admitted()).toBe(8)
  })

  it('does not grow by answers that come while the process is late', () => {
    clock += 1_000
    const before = admitted()
    pressure.answered(20)

    expect(admitted()).toBe(before)
  })

  it('grows again after the work is done', () => {
    spend(20, 500)
    spend(1, 0)
    for (let n = 0; n < 20; n++) pressure.answered(20)

    expect(admitted()).toBe(28)
  })
})
