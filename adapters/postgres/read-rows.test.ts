import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createByteStrings } from './byte-strings.ts'
import { createRowsReader, GarbledRow } from './read-rows.ts'

/** The body of a DataRow (PostgreSQL, 54.7 Message Formats): a count, then each cell with its length, −1 for null. */
const dataRow = (cells: readonly (string | null)[]): Buffer =>
  Buffer.concat([
    Buffer.from([cells.length >> 8, cells.length & 255]),
    ...cells.flatMap((cell) => {
      const length = Buffer.alloc(4)
      length.writeInt32BE(cell === null ? -1 : Buffer.byteLength(cell))
      return cell === null ? [length] : [length, Buffer.from(cell)]
    }),
  ])

const readAll = (rows: readonly (readonly (string | null)[])[], repeats: readonly boolean[], strings = createByteStrings()) => {
  const reader = createRowsReader(repeats, strings)
  for (const row of rows) {
    const bytes = dataRow(row)
    const around = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('behind')])
    reader.add(around, 6, 6 + bytes.length)
  }
  return reader.rows
}

const cell = fc.option(
  fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('', '2024-01-31', 'TL-DI', 'á', 'ab', 'ba')),
  { nil: null },
)

describe('rows from bytes', () => {
  it('are the texts that were sent, whether their columns repeat or not', () => {
    const strings = createByteStrings()
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), fc.array(fc.boolean(), { maxLength: 3 }), (rows, repeats) => {
        const sent = rows.map((row) => row.map((text) => (text === null ? null : Buffer.from(text).toString())))
        expect(readAll(rows, repeats, strings)).toEqual(sent)
      }),
    )
  })

  it('are told apart where more texts than there are places have taken turns', () => {
    const days = Array.from({ length: 30_000 }, (_, day) => [new Date(day * 86_400_000).toISOString().slice(0, 10)])
    const strings = createByteStrings()

    expect(readAll(days, [true], strings)).toEqual(days)
    expect(readAll(days.toReversed(), [true], strings)).toEqual(days.toReversed())
  })

  it('stay what they were when the bytes they came from are written over', () => {
    const strings = createByteStrings()
    const bytes = dataRow(['TL-DI'])
    createRowsReader([true], strings).add(bytes, 0, bytes.length)
    bytes.fill(0x41, 6)

    expect(readAll([['TL-DI'], ['AAAAA']], [true], strings)).toEqual([['TL-DI'], ['AAAAA']])
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['fewer cells than it says', Buffer.from([0, 2, 0, 0, 0, 1, 65])],
    ['a cell that reaches beyond it', Buffer.from([0, 1, 0, 0, 0, 9, 65])],
    ['a length that is none', Buffer.from([0, 1, 0xff, 0xff, 0xff, 0xfe])],
    ['half a length', Buffer.from([0, 1, 0, 0])],
    ['something behind its last cell', Buffer.from([0, 1, 0, 0, 0, 1, 65, 66])],
  ])('are refused where one holds %s', (_what, bytes) => {
    const whole = Buffer.concat([bytes, Buffer.alloc(32, 65)])

    expect(() => createRowsReader([], createByteStrings()).add(whole, 0, bytes.length)).toThrow(GarbledRow)
  })

  it('are refused where one has more cells than the first', () => {
    expect(() => readAll([['a'], ['a', 'b']], [])).toThrow(GarbledRow)
  })
})
