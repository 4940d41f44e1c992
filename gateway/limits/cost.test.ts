import { buildSchema, Kind, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { costOf, enforceCost } from './cost.ts'
import { RequestLimits } from './limits.ts'
import { enforceListSizes } from './lists.ts'

const schema = buildSchema(`
  type Query { cases(first: Int, last: Int, ids: [ID!]): CaseConnection name: String }
  type CaseConnection { nodes: [Case] }
  type Case { id: ID! records: [Record] }
  interface Record { id: ID! }
  type A implements Record { id: ID! x: String y: String }
  type B implements Record { id: ID! z: String }
`)
const cost = (query: string, variables: Readonly<Record<string, unknown>> = {}): number => {
  const [operation] = parse(query).definitions
  const root = schema.getQueryType()
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !root) throw new TypeError('an operation')
  return costOf(operation.selectionSet, root, { schema, variables })
}

describe('the cost of an operation', () => {
  it.each([
    ['{ name }', 1],
    ['{ cases(first: 10) { nodes { id } } }', 1 + 10 * 2],
    ['{ cases { nodes { id } } }', 1 + 20 * 2],
    ['{ cases(last: 3) { nodes { records { id } } } }', 1 + 3 * (1 + 1 + 4)],
    ['{ cases(first: 1) { nodes { records { ... on A { x y } ... on B { z } ... on Record { id } } } } }', 1 + (1 + 1 + 4 * 3)],
    ['{ a: cases(first: 2) { nodes { id } } b: cases(first: 2) { nodes { id } } }', 10],
  ])('of %s', (query, expected) => expect(cost(query)).toBe(expected))

  it('takes the page from a variable, the largest where there are two', () =>
    expect(cost('query ($n: Int) { cases(first: $n, last: 1) { nodes { id } } }', { n: 50 })).toBe(101))

  it('is refused where it is more than allowed', () => {
    const [operation] = parse('{ cases(first: 100) { nodes { id } } }').definitions
    const root = schema.getQueryType()
    if (operation?.kind !== Kind.OPERATION_DEFINITION || !root) throw new TypeError('an operation')
    const refuse = (limit: number) => () =>
      enforceCost(operation.selectionSet, root, { schema, variables: {} }, { ...RequestLimits.parse({}), cost: limit })

    expect(refuse(201)).not.toThrow()
    expect(refuse(200)).toThrow(expect.objectContaining({ code: 'QUERY_TOO_COSTLY' }))
  })
})

describe('lists', () => {
  const limits = RequestLimits.parse({ listItems: 3 })
  const document = parse('query ($v: [ID!], $o: X) { cases(ids: ["1", "2", "3"]) { nodes { id } } }')
  const refused = expect.objectContaining({ code: 'QUERY_TOO_COSTLY' })

  it('stand at their edge, wherever they are written', () => {
    expect(() => enforceListSizes(document, { v: ['1', '2', '3'] }, limits)).not.toThrow()
    expect(() => enforceListSizes(document, { v: ['1', '2', '3', '4'] }, limits)).toThrow(refused)
    expect(() => enforceListSizes(document, { o: { deep: [{ in: [1, 2, 3, 4] }] } }, limits)).toThrow(refused)
    expect(() => enforceListSizes(parse('{ cases(ids: [1, 2, 3, 4]) { nodes { id } } }'), {}, limits)).toThrow(refused)
  })

  it('are looked for without end of the stack', () => {
    let deep: unknown = []
    for (let level = 0; level < 100_000; level++) deep = [deep]

    expect(() => enforceListSizes(document, { deep }, limits)).not.toThrow()
  })
})
