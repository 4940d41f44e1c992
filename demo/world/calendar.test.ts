import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, ageOn, daysBetween, swapDayAndMonth, withinWorld } from './calendar.ts'

const day = fc.integer({ min: -20_000, max: 40_000 }).map((days) => addDays('1970-01-01', days))

describe('the calendar', () => {
  it.each([
    ['2023-12-31', 1, '2024-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2000-03-01', -1, '2000-02-29'],
    ['1900-02-28', 1, '1900-03-01'],
  ])('moves %s by %i to %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to)
  })

  it('agrees with the platform on every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), (days) => {
        expect(addDays('1970-01-01', days)).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10))
      }),
    )
  })

  it('measures what it moved', () => {
    fc.assert(fc.property(day, fc.integer({ min: -9_000, max: 9_000 }), (from, days) => daysBetween(from, addDays(from, days)) === days))
  })

  it('counts completed years only', () => {
    expect(ageOn('2009-05-10', '2027-05-09')).toBe(17)
    expect(ageOn('2009-05-10', '2027-05-10')).toBe(18)
  })

  it('records nothing after the last day of the world', () => {
    expect(withinWorld('2025-12-31')).toBe('2025-12-31')
    expect(withinWorld('2026-01-01')).toBeNull()
  })

  it('exchanges day and month as a clerk does', () => {
    expect(swapDayAndMonth('2023-12-01')).toBe('2023-01-12')
  })
})
