import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RECORD_KIND_NAMES } from '../../../schema/index.ts'
import { createCaseKeys, createCaseKeysOf } from './case-keys.ts'
import { createPositions } from './positions.ts'
import { createRecordIds } from './record-ids.ts'

const secretOf = (byte: number) => new Uint8Array(32).fill(byte)
const ids = createRecordIds([{ version: 1, secret: secretOf(1) }])
const key = fc.oneof(fc.string({ unit: 'binary', maxLength: 14 }), fc.uuid(), fc.nat().map(String))

describe('record ids', () => {
  it('read back to the key, whatever its length and letters', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RECORD_KIND_NAMES), fc.array(key, { maxLength: 8 }), (kind, keys) => {
        expect(ids.decode(kind, ids.encode(kind, keys))).toEqual(keys)
      }),
    )
  })

  it('are the same for the same record, today and tomorrow, and different for every other one', () => {
    const again = createRecordIds([{ version: 1, secret: secretOf(1) }])

    expect(again.encode('VictimRecord', ['7', 'a-long-key-of-a-row'])).toEqual(ids.encode('VictimRecord', ['7', 'a-long-key-of-a-row']))
    const many = ids.encode(
      'VictimRecord',
      Array.from({ length: 500 }, (_, n) => `${n}`),
    )
    expect(new Set(many).size).toBe(500)
  })

  it('mean nothing as another kind, at another agency or with one letter changed', () => {
    const [short = '', long = ''] = ids.encode('VictimRecord', ['7', 'a-long-key-of-a-row'])
    const foreign = createRecordIds([{ version: 1, secret: secretOf(2) }])
    const altered = (id: string) => `${id.slice(0, 8)}${id[8] === 'A' ? 'B' : 'A'}${id.slice(9)}`

    expect(ids.decode('VictimRecord', [short, long])).toEqual(['7', 'a-long-key-of-a-row'])
    expect(ids.decode('CaseRecord', [short, long])).toEqual([null, null])
    expect(foreign.decode('VictimRecord', [short, long])).toEqual([null, null])
    expect(ids.decode('VictimRecord', [altered(short), altered(long), '', 'x', 7, null, `${short}=`])).toEqual(Array(7).fill(null))
  })

  it('read alone as they do among others, and in no other way of writing', () => {
    const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= ')
    const [known = ''] = ids.encode('VictimRecord', ['7'])
    const almost = fc.tuple(fc.nat({ max: 22 }), letter).map(([at, other]) => `${known.slice(0, at)}${other}${known.slice(at + 1)}`)
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(known), almost), { minLength: 1, maxLength: 4 }), (asked) => {
        const among = ids.decode('VictimRecord', [...asked, 'x']).slice(0, -1)

        expect(ids.decode('VictimRecord', asked)).toEqual(among)
        expect(among).toEqual(asked.map((id) => (id === known ? '7' : null)))
      }),
      { numRuns: 2_000 },
    )
  })

  it('of an older secret are still read after a new one was added', () => {
    const renewed = createRecordIds([
      { version: 1, secret: secretOf(1) },
      { version: 2, secret: secretOf(9) },
    ])
    const old = ids.encode('CaseRecord', ['12'])

    expect(renewed.decode('CaseRecord', old)).toEqual(['12'])
    const [long = ''] = ids.encode('CaseRecord', ['a-long-key-of-a-row'])
    const twice = [1, 2].map(() => renewed.decode('CaseRecord', [long, long]))
    expect(twice).toEqual(Array(2).fill(['a-long-key-of-a-row', 'a-long-key-of-a-row']))
    expect(renewed.encode('CaseRecord', ['12'])).not.toEqual(old)
  })
})

describe('case keys', () => {
  const nuc = '0062/18.PDSUA'

  it('are equal for equal matters within a request, at every agency that shares the key', () => {
    const [one] = createCaseKeys(secretOf(3), 'request-a').seal([nuc])
    const [other] = createCaseKeys(secretOf(3), 'request-a').seal([nuc])

    expect(one).toBe(other)
    expect(createCaseKeys(secretOf(3), 'request-a').open([one ?? ''])).toEqual([nuc])
  })

  it('mean nothing in another request or without the shared key', () => {
    const [sealed = ''] = createCaseKeys(secretOf(3), 'request-a').seal([nuc])

    expect(createCaseKeys(secretOf(3), 'request-b').open([sealed])).toEqual([null])
    expect(createCaseKeys(secretOf(4), 'request-a').open([sealed, 'garbage'])).toEqual([null, null])
  })

  it('open many at once, each in its place, what is no key among them', () => {
    const keys = createCaseKeysOf(secretOf(3))
    const [one = '', other = ''] = keys('request-a').seal([nuc, '0063/18.PDSUA'])
    const [foreign = ''] = keys('request-b').seal([nuc])

    expect(keys('request-a').open(['', other, foreign, 'x', one, `${one}AAAA`])).toEqual([null, '0063/18.PDSUA', null, null, nuc, null])
    expect(keys('request-a').seal([nuc])).toEqual([one])
  })
})

describe('positions', () => {
  const positions = createPositions(secretOf(5))
  const date = fc.constantFrom(null, '2024', '2024-03', '2024-03-01', '0001-12-31', '9999-12-31', '2024-00', '2024-1', '12024-01-01')

  it('read back in the same query, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ sortKey: date, key }), { maxLength: 8 }), (places) => {
        expect(positions.seal(places, 'viewer query').map((text) => positions.open(text, 'viewer query'))).toEqual(places)
      }),
    )
  })

  it('are of one length for all short keys, and of one for all long ones', () => {
    const lengths = (keys: readonly string[]) =>
      new Set(
        positions
          .seal(
            keys.flatMap((of) => [null, '2024', '2024-03-01'].map((sortKey) => ({ sortKey, key: of }))),
            'q',
          )
          .map((text) => text.length),
      )

    expect(lengths(['1', '12345678', '']).size).toBe(1)
    expect(lengths(['PNTL/2024/000123', 'a-long-key-of-a-row']).size).toBe(1)
  })

  it.each([['1'], ['PNTL/2024/000123']])('mean nothing to another viewer, in another query, or altered: %s', (of) => {
    const [sealed = ''] = positions.seal([{ sortKey: null, key: of }], 'viewer query')
    const altered = (at: number) => `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`

    expect(positions.open(sealed, 'viewer query')).toEqual({ sortKey: null, key: of })
    expect(positions.open(sealed, 'other query')).toBeUndefined()
    for (let at = 0; at < sealed.length; at++) expect(positions.open(altered(at), 'viewer query')).toBeUndefined()
    expect(createPositions(secretOf(6)).open(sealed, 'viewer query')).toBeUndefined()
  })
})
