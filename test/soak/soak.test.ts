import { expect, it } from 'vitest'
import { runSoak } from './run.ts'

/** Long runs are `npm run soak -- --minutes 30`. */
const MINUTES = 0.1

it('a hub under random questions, people and faults gives nothing wrong, nothing secret, and nothing that is not on record', async () => {
  const report = await runSoak({ minutes: MINUTES, seed: 2026, askers: 2 })

  expect(report.findings).toEqual([])
  expect([report.wrong, report.leaked, report.unaudited]).toEqual([0, 0, 0])
  expect(report.records).toBeGreaterThan(100)
  expect(report.recoveredMs).not.toBeNull()
}, 180_000)
