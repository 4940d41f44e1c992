import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Shelf } from './shelf.ts'

const keysIn = (map: { get(key: string): unknown }, keys: readonly string[]) => keys.filter((key) => map.get(key) !== undefined)
const numbered = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name}${at}`)

describe('a shelf', () => {
  it('lets what nobody asks for again push out only its like', () => {
    const map = new Shelf(1_000).map<string, string>()
    const regulars = numbered('regular', 7)
    for (const key of regulars) map.set(key, key, 100)
    expect(keysIn(map, regulars)).toEqual(regulars)

    for (const key of numbered('once', 1_000)) map.set(key, key, 50)

    expect(keysIn(map, regulars)).toEqual(regulars)
  })

  it('keeps what is asked for now before what was asked for often, long ago', () => {
    const map = new Shelf(1_000).map<string, string>()
    for (const key of [...numbered('old', 10), ...numbered('new', 10)]) {
      map.set(key, key, 100)
      map.get(key)
    }

    expect(keysIn(map, numbered('new', 10)).length).toBeGreaterThanOrEqual(9)
    expect(keysIn(map, numbered('old', 10)).length).toBeLessThanOrEqual(1)
  })

  it('has one ceiling for all its maps', () => {
    const shelf = new Shelf(1_000)
    const [one, other] = [shelf.map<string, number>(), shelf.map<string, number>()]
    one.set('a', 1, 240)

    for (const key of numbered('b', 8)) other.set(key, 2, 120)

    expect(one.get('a')).toBeUndefined()
    expect(shelf.bytes).toBe(960)
  })

  it('does not keep what is heavier than all newcomers together may be, nor what it was before', () => {
    const shelf = new Shelf(1_000)
    const map = shelf.map<string, number>()
    map.set('a', 1, 10)

    map.set('a', 2, 251)

    expect(map.get('a')).toBeUndefined()
    expect(shelf.bytes).toBe(0)
  })

  it('weighs an entry anew that grew, and leaves it among those that are asked for again', () => {
    const shelf = new Shelf(1_000)
    const map = shelf.map<string, number>()
    map.set('a', 1, 10)
    map.get('a')

    map.set('a', 2, 200)
    for (const key of numbered('once', 100)) map.set(key, 0, 100)

    expect(map.get('a')).toBe(2)
  })

  it('never holds more than its ceiling, and says what it holds, whatever is done', () => {
    const step = fc.record({
      does: fc.constantFrom('get' as const, 'set' as const, 'delete' as const),
      of: fc.nat(1),
      key: fc.nat(20),
      bytes: fc.integer({ min: 1, max: 400 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const shelf = new Shelf(1_000)
        const maps = [shelf.map<number, number>(), shelf.map<number, number>()]
        for (const { does, of, key, bytes } of steps) {
          const map = maps[of]
          if (does === 'set') map?.set(key, bytes, bytes)
          else map?.[does](key)
          expect(shelf.bytes).toBeLessThanOrEqual(1_000)
        }
        const held = maps.flatMap((map) => Array.from({ length: 21 }, (_, key) => map.get(key) ?? 0))
        expect(held.reduce((sum, bytes) => sum + bytes, 0)).toBe(shelf.bytes)
      }),
    )
  })
})
