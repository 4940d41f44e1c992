import { buildSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { EntityFetchNode, RootFetchNode } from '../plan/index.ts'
import { compilePlanShapes, type ObjectShape, writtenPath } from './answer-shape.ts'
import { AnswerCopier } from './copy-answer.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { TypeIndex } from './type-index.ts'

const schema = buildSchema(
  'type Query { u: [U] j: J m: [[Int]] } union U = A | B type A { v: Int constructor: String } type B { v: String w: [String] } scalar J',
)
const index = new TypeIndex(schema)
const root = (operation: string, renames: RootFetchNode['renames'] = []): ObjectShape => {
  const fetch: RootFetchNode = { kind: 'RootFetch', subgraph: 's', operation, variableUsages: [], renames }
  const shape = compilePlanShapes(fetch, schema, index).get(fetch)?.root
  if (!shape) throw new Error('no shape')
  return shape
}
const copy = (shape: ObjectShape, raw: unknown) => new AnswerCopier(index, DEFAULT_LIMITS).copyObject(shape, raw)

describe('AnswerCopier', () => {
  it('takes what was asked, and nothing else', () => {
    const raw = JSON.parse('{"u":[{"__typename":"A","v":1,"extra":2,"__proto__":{"x":1}},null],"j":{"any":[1]},"unasked":3}') as unknown

    const copied = copy(root('{ u { __typename ... on A { v } } j }'), raw)

    expect(copied).toEqual({ u: [{ __typename: 'A', v: 1 }, null], j: { any: [1] } })
  })

  it('takes no value that an object merely inherits', () => {
    const raw = JSON.parse('{"u":[{},{"constructor":"own"}]}') as unknown

    expect(JSON.stringify(copy(root('{ u { ... on A { constructor } } }'), raw))).toBe('{"u":[{},{"constructor":"own"}]}')
  })

  it('gives renamed fields their names, type by type', () => {
    const renames = [
      {
        path: [
          { kind: 'Field' as const, key: 'u' },
          { kind: 'TypeCondition' as const, types: ['B'] },
        ],
        from: '_alias',
        to: 'v',
      },
    ]
    const shape = root('{ u { __typename ... on A { v } ... on B { _alias: v } } }', renames)

    expect(
      copy(shape, {
        u: [
          { __typename: 'A', v: 1, _alias: 'forged' },
          { __typename: 'B', _alias: 'x' },
        ],
      }),
    ).toEqual({
      u: [
        { __typename: 'A', v: 1 },
        { __typename: 'B', v: 'x' },
      ],
    })
    expect(writtenPath(shape, ['u', 1, '_alias'])).toEqual(['u', 1, 'v'])
  })

  it.each([
    ['an object where a list is', '{ u { __typename } }', { u: { __typename: 'A' } }, 'a list was expected'],
    ['a number where a list is', '{ m }', { m: 1 }, 'a list was expected'],
    ['a shallower list', '{ m }', { m: [1] }, 'a list was expected'],
    ['a deeper list', '{ m }', { m: [[[1]]] }, 'a plain value was expected'],
    ['a type that is not of the union', '{ u { __typename } }', { u: [{ __typename: 'Query' }] }, 'cannot stand there'],
  ])('refuses %s', (_what, operation, raw, message) => {
    expect(() => copy(root(operation), raw)).toThrow(message)
  })

  it('reads the shapes of every entity branch', () => {
    const fetch: EntityFetchNode = {
      kind: 'EntityFetch',
      subgraph: 's',
      operation:
        'query($a: [_Any!]!, $b: [_Any!]!) { _e0: _entities(representations: $a) { ...f } _e1: _entities(representations: $b) { ... on B { w } } } fragment f on A { v }',
      variableUsages: [],
      branches: [],
    }

    const shapes = compilePlanShapes({ kind: 'Sequence', nodes: [fetch] }, schema, index).get(fetch)

    expect([...(shapes?.entities ?? [])].map(([key, { fields }]) => [key, fields.map(({ readKey }) => readKey)])).toEqual([
      ['_e0', ['v']],
      ['_e1', ['w']],
    ])
  })
})
