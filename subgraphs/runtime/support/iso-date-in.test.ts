import { describe, expect, it } from 'vitest'
import { isoDateIn } from './iso-date-in.ts'

describe('the date in a zone', () => {
  it('turns with the zone’s own midnight, to the millisecond, forwards and backwards', () => {
    const midnight = Date.parse('2026-03-01T15:00:00Z') // of Dili, nine hours ahead

    expect([midnight - 1, midnight, midnight - 1, midnight + 59_999].map((at) => isoDateIn('Asia/Dili', at))).toEqual([
      '2026-03-01',
      '2026-03-02',
      '2026-03-01',
      '2026-03-02',
    ])
  })

  it('is each zone’s own at one moment', () => {
    const at = Date.parse('2026-03-01T16:20:00Z')

    expect(['Asia/Dili', 'Europe/Lisbon', 'Asia/Kathmandu'].map((zone) => isoDateIn(zone, at))).toEqual([
      '2026-03-02',
      '2026-03-01',
      '2026-03-01',
    ])
  })
})
