import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasDuplicateNames } from './strict-json.ts'

const found = (json: string): boolean => hasDuplicateNames(json, JSON.parse(json))

describe('names that stand twice', () => {
  it.each([
    ['{"a":1,"b":{"a":1}}', false],
    ['[{"a":1},{"a":1}]', false],
    ['{"a":"\\"b\\":1","b":1}', false],
    ['{"a":["a","a"],"b":"a"}', false],
    ['{"a":"\\\\","b":"\\\\\\"","\\\\\\\\":":"}', false],
    ['{"__proto__":{"a":1},"constructor":2}', false],
    ['"a"', false],
    ['[]', false],
    ['{"a":1,"b":{},"a":2}', true],
    ['{"a":{"b":1,"c":[],"b":2}}', true],
    ['[{"a":1},{"a":[{"b":{},"b":{}}]}]', true],
    ['{"a" : 1, "\\u0061"\n:2}', true],
    ['{"__proto__":1,"__proto__":2}', true],
    ['{"\\"":1,"\\u0022"\t:2}', true],
    ['{"a\\\\":1,"a\\\\":{"b":1}}', true],
  ])('in %s: %s', (json, expected) => expect(found(json)).toBe(expected))

  it('are in no text that was written from a value, however it is spaced', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(undefined, 1, '\t', '\r\n '), (value, space) => {
        expect(found(JSON.stringify(value, undefined, space))).toBe(false)
      }),
    )
  })

  it('are found wherever a member is written again', () => {
    const member = fc.tuple(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 5 }), fc.nat(), fc.jsonValue(), (members, at, value) => {
        const names = [...new Map(members)]
        const again = names[at % names.length] ?? ['', null]
        const inner = [...names, [again[0], value]].map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each)}`).join()
        expect(found(`[{"outer":{${inner}}}]`)).toBe(true)
      }),
    )
  })

  it('are found also where JSON.parse was led to read the second one as another name', () => {
    // V8 13.6 takes an escaped name for one that an earlier object of the same form had, if that begins as the escaped one is written.
    const led = Array.from({ length: 3 }, () => JSON.parse('{"query":"x","\\\\u007":1}'))
    const json = '{"query":"a","\\u0071uery":"b"}'

    expect(led).toHaveLength(3)
    expect(found(json)).toBe(true)
    expect(found('{"query":"a","\\u0071uerx":"b"}')).toBe(false)
  })

  it('are sought in a text that is deeper than any stack', () => {
    const deep = `${'['.repeat(200_000)}{"a":1,"a":2}${']'.repeat(200_000)}`
    expect(found(deep)).toBe(true)
  })
})
