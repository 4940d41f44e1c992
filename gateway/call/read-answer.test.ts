import { describe, expect, it } from 'vitest'
import { readAnswer } from './read-answer.ts'

const INVALID = expect.objectContaining({ code: 'AGENCY_INVALID_DATA' })
const bytes = (...parts: readonly (string | number)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))))

describe('an answer of an agency', () => {
  it.each([
    ['a byte that begins nothing', bytes('{"data":{"name":"', 0xff, '"}}')],
    ['half a letter', bytes('{"data":{"name":"', 0xc3, '"}}')],
    ['half a letter at its end', bytes('{"data":null}', 0xc3)],
    ['half a pair of UTF-16 in UTF-8', bytes('{"data":{"name":"', 0xed, 0xa0, 0x80, '"}}')],
  ])('with %s is refused, and the next one is read as if it had not been', (_what, broken) => {
    expect(() => readAnswer('pgr', broken)).toThrow(INVALID)

    expect(readAnswer('pgr', bytes('{"data":{"name":"Instituição ₀"}}'))).toEqual({ data: { name: 'Instituição ₀' } })
  })

  it('may begin with a byte order mark, every time', () => {
    const marked = bytes(0xef, 0xbb, 0xbf, '{"data":{}}')

    expect([readAnswer('pgr', marked), readAnswer('pgr', marked)]).toEqual([{ data: {} }, { data: {} }])
  })
})
