import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoted } from './print.ts'

describe('a text in an answer', () => {
  it('is written as JSON writes it, whatever stands in it', () => {
    for (let code = 0; code < 0x1_0000; code++) expect(quoted(String.fromCharCode(code))).toBe(JSON.stringify(String.fromCharCode(code)))
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.nat({ max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
    )
    fc.assert(
      fc.property(text, (any) => {
        expect(quoted(any)).toBe(JSON.stringify(any))
      }),
    )
  })
})
