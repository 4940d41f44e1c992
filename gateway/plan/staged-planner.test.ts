import { buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createStagedPlanner } from './staged-planner.ts'
import { type Planner, PlanningError } from './types.ts'

const SDL = `
  enum join__Graph { A @join__graph(name: "a", url: "") B @join__graph(name: "b", url: "") C @join__graph(name: "c", url: "") }
  type Query @join__type(graph: A) { t: T @join__field(graph: A) }
  type T @join__type(graph: A, key: "k1") @join__type(graph: B, key: "k1") @join__type(graph: B, key: "k2") @join__type(graph: C, key: "k2") {
    k1: ID! @join__field(graph: A) @join__field(graph: B)
    k2: ID! @join__field(graph: B) @join__field(graph: C)
    price(unit: Int): Int @join__field(graph: B) @join__field(graph: C, external: true)
    one: Int @join__field(graph: C, requires: "price(unit: 1)")
    two(x: Int): Int @join__field(graph: C, requires: "price(unit: 2)")
    also: Int @join__field(graph: C, requires: "price(unit: 1)")
    free: Int @join__field(graph: C)
  }`
const schema = buildSchema(
  'type Query { t: T } type T { k1: ID! k2: ID! price(unit: Int): Int one: Int two(x: Int): Int also: Int free: Int }',
)

/** A planner that plans nothing with `one`, and notes what it is asked. */
function recording() {
  const asked: string[] = []
  const inner: Planner = {
    plan(operation) {
      asked.push(operation.replace(/\s+/g, ' '))
      if (/\bone\b/.test(operation)) throw new PlanningError('the planner cannot')
      return { node: { kind: 'RootFetch', subgraph: 'a', operation, variableUsages: [], renames: [] } }
    },
  }
  return { asked, planner: createStagedPlanner(inner, parse(SDL), schema) }
}

describe('createStagedPlanner', () => {
  it('leaves to the planner what it can plan', () => {
    const { asked, planner } = recording()

    expect(planner.plan('{ t { free } }').node).toMatchObject({ kind: 'RootFetch' })
    expect(asked).toEqual(['{ t { free } }'])
  })

  it('asks the planner for key and requirements instead, and puts the field behind', () => {
    const { asked, planner } = recording()

    const { node } = planner.plan('{ t { _a1: one free } }')

    expect(asked.at(-1)).toBe('{ t { __typename k2 _required0: price(unit: 1) free } }')
    expect(node).toMatchObject({
      kind: 'Sequence',
      nodes: [
        { kind: 'RootFetch' },
        {
          kind: 'Parallel',
          nodes: [
            {
              subgraph: 'c',
              operation: 'query($representations:[_Any!]!){_entities(representations: $representations){...on T{_a1: one}}}',
              branches: [
                {
                  paths: [[{ kind: 'Field', key: 't' }]],
                  requires: [
                    {
                      typeCondition: 'T',
                      selections: [{ sendKey: '__typename' }, { sendKey: 'k2' }, { readKey: '_required0', sendKey: 'price' }],
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    })
  })

  it('keeps different arguments of one required field apart, and shares a fetch where they are the same', () => {
    const { planner } = recording()

    const { node } = planner.plan('query($x: Int) { t { also two(x: $x) one } }')

    expect(node).toMatchObject({
      nodes: [
        {},
        {
          nodes: [
            { operation: expect.stringContaining('{also one}') },
            { operation: expect.stringContaining('{two(x: $x)}'), variableUsages: ['x'] },
          ],
        },
      ],
    })
  })

  it('does not ask the planner when it would mix up arguments', () => {
    const { asked, planner } = recording()

    planner.plan('{ t { also two } }')

    expect(asked).toEqual(['{ t { __typename k2 _required0: price(unit: 1) __typename k2 _required1: price(unit: 2) } }'])
  })

  it('passes on the failure when no field with a requirement is to blame', () => {
    const planner = createStagedPlanner(
      {
        plan: () => {
          throw new PlanningError('the planner cannot')
        },
      },
      parse(SDL),
      schema,
    )

    expect(() => planner.plan('{ t { free } }')).toThrow('the planner cannot')
  })
})
