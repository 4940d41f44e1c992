import { expect, it } from 'vitest'
import { createToday } from './day.ts'

it('begins a day at midnight in Dili, nine hours before it begins in Greenwich', () => {
  let now = Date.parse('2025-12-31T14:59:59Z')
  const today = createToday(() => now)

  expect(today()).toBe('2025-12-31')
  now += 1_000
  expect(today()).toBe('2026-01-01')
})
