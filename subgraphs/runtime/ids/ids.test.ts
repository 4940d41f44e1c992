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

    expect(ids.decode('CaseRecord', [short, long])).toEqual([null, null])
    expect(foreign.decode('VictimRecord', [short, long])).toEqual([null, null])
    expect(ids.decode('VictimRecord', [altered(short), altered(long), '', 'x', 7, null, `${short}=`])).toEqual(Array(7).fill(null))
  })

  it('of an older secret are still read after a new one was added', () => {
    const renewed = createRecordIds([
      { version: 1, secret: secretOf(1) },
      { version: 2, secret: secretOf(9) },
    ])
    const old = ids.encode('CaseRecord', ['12'])

    expect(renewed.decode('CaseRecord', old)).toEqual(['12'])
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

  it('read back in the same query, and are all of one length', () => {
    const places = [
      { sortKey: null, key: '1' },
      { sortKey: '2024-03-01', key: 'PNTL/2024/000123' },
    ]

    const sealed = places.map((place) => positions.seal(place, 'viewer query'))

    expect(sealed.map((text) => positions.open(text, 'viewer query'))).toEqual(places)
    expect(new Set(sealed.map((text) => text.length)).size).toBe(1)
  })

  it('mean nothing to another viewer, in another query, or altered', () => {
    const sealed = positions.seal({ sortKey: null, key: '1' }, 'viewer query')

    expect(positions.open(sealed, 'other query')).toBeUndefined()
    expect(positions.open(`${sealed.slice(0, -2)}AA`, 'viewer query')).toBeUndefined()
    expect(createPositions(secretOf(6)).open(sealed, 'viewer query')).toBeUndefined()
  })
})
