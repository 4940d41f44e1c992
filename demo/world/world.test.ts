import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WORLD_END, WORLD_START } from './calendar.ts'
import { AGENCY_CODES } from './codes.ts'
import { generateBlock, generateWorld } from './generate.ts'
import { holdingsOf } from './holdings/holdings-of.ts'
import type { WorldBlock } from './matter.ts'
import { PLANTED_IDS } from './matter.ts'
import { truthOf } from './truth-of.ts'

const SEEDS = [1, 7, 2_026, -5, 987_654_321]
const nucs = (block: WorldBlock) =>
  [...block.matters.map(({ nuc }) => nuc), ...block.background.map(({ nuc }) => nuc)].filter((nuc) => nuc !== null)
const everyKey = (block: WorldBlock) =>
  AGENCY_CODES.flatMap((agency) => holdingsOf(block, agency).records.map(({ kind, key }) => `${agency}|${kind}|${key.join('/')}`))

describe('the world', () => {
  it.each(SEEDS)('has the published totals in every block of seed %i', (seed) => {
    for (const block of generateWorld({ seed, scale: 3 })) {
      expect(truthOf(block).totals).toEqual({
        pgr2023to2024: {
          cases: 11,
          charged: 3,
          archived: 2,
          inProcess: 6,
          victims: { total: 61, women: 20, men: 41, timorese: 36, foreign: 25 },
          suspects: { total: 18, women: 5, men: 13, timorese: 6, foreign: 12 },
        },
        pgr2025: { cases: 6, inProcess: 6 },
        klatu: { cases: 41, victims: 107, women: 50, men: 57 },
      })
    }
  })

  it.each(SEEDS)('plants all ten disagreements with seed %i', (seed) => {
    const { planted } = truthOf(generateBlock({ seed }, 0))

    expect(new Set(planted.map(({ id }) => id))).toEqual(new Set(PLANTED_IDS))
    for (const one of planted) expect(one.records.length, one.id).toBeGreaterThan(0)
  })

  it('is the same for the same seed, and another for another', () => {
    const once = [...generateWorld({ seed: 4, scale: 2 })]

    expect([...generateWorld({ seed: 4, scale: 2 })]).toEqual(once)
    expect(generateBlock({ seed: 4, scale: 2 }, 1)).toEqual(once[1])
    expect(generateBlock({ seed: 5, scale: 2 }, 1)).not.toEqual(once[1])
  })

  it('has its totals and its ten disagreements whatever the seed and the block', () => {
    const reference = truthOf(generateBlock({ seed: 1 }, 0)).totals
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 9_999 }), (seed, index) => {
        const truth = truthOf(generateBlock({ seed, scale: 10_000 }, index))
        expect(truth.totals).toEqual(reference)
        expect(new Set(truth.planted.map(({ id }) => id)).size).toBe(10)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps ids, keys and case numbers of its blocks apart', () => {
    const blocks = [
      ...generateWorld({ seed: 1, scale: 30 }),
      generateBlock({ seed: 1, scale: 10_000 }, 696),
      generateBlock({ seed: 1, scale: 10_000 }, 2_247),
    ]
    const numbers = blocks.flatMap(nucs)
    const keys = blocks.flatMap(everyKey)

    expect(new Set(numbers).size).toBe(numbers.length)
    expect(new Set(keys).size).toBe(keys.length)
    for (const nuc of numbers) expect(nuc).toMatch(/^\d{4}\/\d{2}\.[A-Z]{5}$/)
  })

  it('uses no case number that could be real: from 9000, or of an office that begins with X or Y', () => {
    for (const block of generateWorld({ seed: 3, scale: 4 }))
      for (const nuc of nucs(block)) expect(nuc).toMatch(/^9\d{3}\/|\.[XY][A-Z]{4}$/)
  })

  it('has about 100 matters and 600 people a block', () => {
    const { matters, background } = generateBlock({ seed: 1 }, 0)
    const people = new Set([
      ...matters.flatMap(({ victims, suspects }) => [...victims, ...suspects].map(({ person }) => person.id)),
      ...background.flatMap(({ person, counterpart }) => [person.id, ...(counterpart ? [counterpart.id] : [])]),
    ])

    expect(matters).toHaveLength(100)
    expect(people.size).toBeGreaterThan(550)
    expect(people.size).toBeLessThan(700)
  })

  it('dates nothing after its last day, and its steps in the order of the law', () => {
    for (const seed of SEEDS) {
      for (const { milestones, hearings } of generateBlock({ seed }, 0).matters) {
        const { reported, registered, charged, distributed, verdict, final } = milestones
        const steps = [reported, registered, charged, distributed, ...hearings.map(({ date }) => date), verdict, final].filter(
          (date) => date !== null,
        )
        expect(steps).toEqual(steps.toSorted())
        expect(steps.every((date) => date >= WORLD_START && date <= WORLD_END)).toBe(true)
      }
    }
  })

  it('puts what was done to people before the report, and care for them after they were found', () => {
    for (const seed of SEEDS) {
      for (const { milestones, events, victims } of generateBlock({ seed }, 0).matters) {
        for (const { from, to } of events) expect((to ?? from) < milestones.reported, `${from} ${to} ${milestones.reported}`).toBe(true)
        for (const { identifiedOn, care } of victims) for (const { from } of care) expect(from >= identifiedOn).toBe(true)
      }
    }
  })

  it.each([0, -1, 1.5, 10_001, Number.NaN])('refuses the scale %d', (scale) => {
    expect(() => [...generateWorld({ seed: 1, scale })]).toThrow(RangeError)
  })
})
