import { buildSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { EntityBranch } from '../plan/index.ts'
import { mergeInto } from './merge.ts'
import type { StoreObject } from './own.ts'
import { buildRepresentation } from './representations.ts'
import { TypeIndex } from './type-index.ts'
import { walk, walkWithPaths } from './walk.ts'

const index = new TypeIndex(
  buildSchema('type Query { i: I } interface I { id: ID } type A implements I { id: ID } type B implements I { id: ID } union U = A | B'),
)
const merged = (target: StoreObject, source: StoreObject) => {
  mergeInto(target, source, index)
  return target
}

describe('mergeInto', () => {
  it('adds to objects and lists, and never erases a value by null', () => {
    expect(
      merged({ a: 1, o: { x: 1 }, l: [{ x: 1 }, null] }, { a: null, b: 2, o: { y: null }, l: [{ y: 2 }, { z: 3 }, { w: 4 }] }),
    ).toEqual({
      a: 1,
      b: 2,
      o: { x: 1, y: null },
      l: [{ x: 1, y: 2 }, { z: 3 }, { w: 4 }],
    })
  })

  it('lets a concrete type win over the name of an interface, in either order', () => {
    expect(merged({ __typename: 'I' }, { __typename: 'A' })).toEqual({ __typename: 'A' })
    expect(merged({ __typename: 'A' }, { __typename: 'I' })).toEqual({ __typename: 'A' })
  })
})

describe('walk', () => {
  const store = {
    l: [
      [{ __typename: 'A', c: { id: 1 } }],
      null,
      [
        { __typename: 'B', c: { id: 2 } },
        { __typename: 'A', c: null },
      ],
    ],
  }
  const path = [
    { kind: 'Field' as const, key: 'l' },
    { kind: 'TypeCondition' as const, types: ['A', 'U'] },
    { kind: 'Field' as const, key: 'c' },
  ]

  it('flattens lists in lists, and tells where each object is', () => {
    const plain: unknown[] = []
    const placed: unknown[] = []
    walk(store, path, index, (object) => plain.push(object))
    walkWithPaths(store, path, index, (object, at) => placed.push([object, at]))

    expect(plain).toEqual([{ id: 1 }, { id: 2 }])
    expect(placed).toEqual([
      [{ id: 1 }, ['l', 0, 0, 'c']],
      [{ id: 2 }, ['l', 2, 0, 'c']],
    ])
  })

  it('takes no inherited property for a field', () => {
    const found: unknown[] = []
    walk({}, [{ kind: 'Field', key: 'constructor' }], index, (object) => found.push(object))

    expect(found).toEqual([])
  })
})

describe('buildRepresentation', () => {
  const field = (readKey: string, sendKey = readKey) => ({ kind: 'Field' as const, readKey, sendKey, selections: null })
  const branch = (overrides: Partial<EntityBranch>): EntityBranch => ({
    responseKey: '_entities',
    variable: 'representations',
    paths: [],
    requires: [{ kind: 'InlineFragment', typeCondition: 'A', selections: [field('__typename'), field('id'), field('_x', 'x')] }],
    typenameOverrides: [],
    renames: [],
    ...overrides,
  })

  it('sends what is required, under the names that the subgraph knows', () => {
    expect(buildRepresentation({ __typename: 'A', id: '1', _x: null, other: 2 }, branch({}), index)).toEqual({
      __typename: 'A',
      id: '1',
      x: null,
    })
  })

  it('sends the interface where the subgraph has an interface object', () => {
    expect(
      buildRepresentation({ __typename: 'A', id: '1', _x: 1 }, branch({ typenameOverrides: [{ types: ['I'], typename: 'I' }] }), index)
        ?.__typename,
    ).toBe('I')
  })

  it.each([
    ['another type', { __typename: 'B', id: '1', _x: 1 }],
    ['an entity without a key', { __typename: 'A', id: null, _x: null }],
    ['a required field that never came', { __typename: 'A', id: '1' }],
  ])('sends nothing for %s', (_what, entity) => {
    expect(buildRepresentation(entity, branch({}), index)).toBeNull()
  })
})
