import { Kind, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { enforceDocumentLimits, enforcePageSizes, readDocument } from './enforce.ts'
import { RequestLimits } from './limits.ts'
import { measure } from './measure.ts'

const measured = (query: string) => {
  const document = parse(query)
  const [operation] = document.definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('the operation comes first')
  return measure(operation, document)
}
const limits = RequestLimits.parse({})

describe('measuring', () => {
  it.each([
    ['{ a }', { depth: 1, selections: 1, aliases: 0, rootFields: 1 }],
    ['{ a { b { c } } x: d }', { depth: 3, selections: 4, aliases: 1, rootFields: 2 }],
    ['{ ...F ...F } fragment F on Q { x: a { b } }', { depth: 2, selections: 4, aliases: 2, rootFields: 2 }],
    ['{ ... { a { ... on T { b } } } }', { depth: 2, selections: 2, rootFields: 1 }],
    ['{ a __schema { types { name } } }', { depth: 1, introspectionDepth: 3 }],
    ['{ ...F } fragment F on Q { a { ...F } }', { depth: Number.POSITIVE_INFINITY }],
  ])('counts %s', (query, expected) => expect(measured(query)).toMatchObject(expected))

  it('takes no longer for fragments that double one another sixty times', () => {
    const chain = Array.from({ length: 60 }, (_, n) => `fragment F${n} on Q { ...F${n + 1} ...F${n + 1} }`).join(' ')

    expect(measured(`{ ...F0 } ${chain} fragment F60 on Q { a }`).selections).toBe(2 ** 60)
  })
})

describe('limits', () => {
  const nested = (depth: number) => parse(`${'{ a '.repeat(depth)}${'}'.repeat(depth)}`)

  it('stand at their edge', () => {
    expect(() => enforceDocumentLimits(nested(limits.depth), limits)).not.toThrow()
    expect(() => enforceDocumentLimits(nested(limits.depth + 1), limits)).toThrow(expect.objectContaining({ code: 'QUERY_TOO_DEEP' }))
    expect(() => enforcePageSizes(parse('{ a(first: 100) }'), {}, limits)).not.toThrow()
    expect(() => enforcePageSizes(parse('{ a(last: 101) }'), {}, limits)).toThrow(expect.objectContaining({ code: 'QUERY_TOO_COSTLY' }))
  })

  it('hold for every operation of a document', () =>
    expect(() => enforceDocumentLimits(parse(`query A { a } query B ${'{ a '.repeat(20)}${'}'.repeat(20)}`), limits)).toThrow(
      expect.objectContaining({ code: 'QUERY_TOO_DEEP' }),
    ))

  it('look at a page size wherever it comes from', () => {
    const document = parse('query Q($n: Int = 5) { a(first: $n) }')

    expect(() => enforcePageSizes(document, {}, limits)).not.toThrow()
    expect(() => enforcePageSizes(document, { n: 500 }, limits)).toThrow(expect.objectContaining({ code: 'QUERY_TOO_COSTLY' }))
    expect(() => enforcePageSizes(document, { n: -1 }, limits)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }))
  })

  it('say where a document cannot be read, and that it is too long', () => {
    expect(() => readDocument('{ a\n  b( }', limits)).toThrow(
      expect.objectContaining({ code: 'PARSE_FAILED', details: { line: 2, column: 6 } }),
    )
    expect(() => readDocument('{ a }', { ...limits, tokens: 2 })).toThrow(expect.objectContaining({ code: 'DOCUMENT_TOO_LARGE' }))
  })
})
