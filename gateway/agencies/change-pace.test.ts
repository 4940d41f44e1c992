import { describe, expect, it } from 'vitest'
import { ChangePace } from './change-pace.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** How many changes are taken of an agency that changes at every poll. */
const takenIn = (pace: ChangePace, fromMs: number, untilMs: number): number => {
  let taken = 0
  for (let now = fromMs; now < untilMs; now += 3_000) if (pace.take(now)) taken++
  return taken
}

describe('the pace at which an agency may change', () => {
  it('is no pace for somebody who tries a few policies out', () => {
    const pace = new ChangePace()

    expect(takenIn(pace, 0, 10 * 3_000)).toBe(10)
  })

  it('slows an agency that changes at every poll down, and further as it goes on', () => {
    const pace = new ChangePace()

    expect(takenIn(pace, 0, MINUTE)).toBe(11)
    expect(takenIn(pace, MINUTE, HOUR)).toBeLessThanOrEqual(6)
    expect(takenIn(pace, HOUR, 24 * HOUR)).toBeLessThanOrEqual(46)
  })

  it('is forgiven after an hour in which nothing changed', () => {
    const pace = new ChangePace()
    takenIn(pace, 0, HOUR)

    expect(takenIn(pace, 3 * HOUR, 3 * HOUR + 10 * 3_000)).toBe(10)
  })
})
