import { parse, print, printSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createHivePlanner } from './hive-planner.ts'
import { restoreExternals } from './restore-externals.ts'
import { renameSubgraphs, subgraphOrders } from './subgraph-order.ts'
import { readSupergraph } from './supergraph.ts'

const HEAD = `
schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION)
  @link(url: "https://specs.apollo.dev/inaccessible/v0.2", as: "hide") @link(url: "https://specs.apollo.dev/tag/v0.3", import: [{ name: "@tag", as: "@label" }])
  @link(url: "https://example.org/audit/v1.0", import: ["@audited"]) { query: Query }
directive @join__graph(name: String!, url: String!) on ENUM_VALUE
directive @hide on FIELD_DEFINITION | OBJECT | ENUM_VALUE
directive @label(name: String!) on FIELD_DEFINITION
directive @audited(why: String) on FIELD
enum join__Graph { A @join__graph(name: "a", url: "") B @join__graph(name: "b", url: "") }
scalar join__FieldSet enum link__Purpose { SECURITY }`

describe('readSupergraph', () => {
  it('keeps the graph and its executable directives, and nothing of the machinery', () => {
    const { publicSchema, fullSchema } = readSupergraph(`${HEAD}
      type Query @join__type(graph: A) { a(x: Kind = OPEN): Thing @label(name: "x") b: Int @hide } union Thing = Seen | Unseen
      type Seen { id: ID! } type Unseen @hide { id: ID! } enum Kind { OPEN CLOSED @hide }`)

    expect(printSchema(publicSchema)).toBe(
      'directive @audited(why: String) on FIELD\n\ntype Query {\n  a(x: Kind = OPEN): Thing\n}\n\nunion Thing = Seen\n\ntype Seen {\n  id: ID!\n}\n\nenum Kind {\n  OPEN\n}',
    )
    expect(Object.keys(fullSchema.getQueryType()?.getFields() ?? {})).toEqual(['a', 'b'])
    expect(fullSchema.getType('Unseen')).toBeDefined()
  })
})

describe('restoreExternals', () => {
  const supergraph = (name: string) =>
    parse(`${HEAD} interface I @join__type(graph: A, key: "id") @join__type(graph: B, key: "id", isInterfaceObject: true) {
      id: ID! name: String ${name} login: String @join__field(graph: B, requires: "id name") }`)

  it('marks what an interface object requires, but not its key', () => {
    const restored = print(restoreExternals(supergraph('')))

    expect(restored).toContain('name: String @join__field(graph: A) @join__field(graph: B, external: true)')
    expect(restored).toContain('id: ID!\n')
  })

  it('leaves alone what composition marked', () => {
    const marked = supergraph('@join__field(graph: A) @join__field(graph: B, external: true)')

    expect(print(restoreExternals(marked))).toBe(print(marked))
  })
})

describe('subgraphOrders and renameSubgraphs', () => {
  const document = parse(
    `${HEAD} interface I @join__type(graph: A, isInterfaceObject: true) @join__type(graph: B) { id: ID! } type T { x: Int @join__field(graph: B, override: "a") }`,
  )

  it('puts subgraphs with interface objects last, and tries the other way after that', () => {
    expect(subgraphOrders(document)).toEqual([
      ['B', 'A'],
      ['A', 'B'],
    ])
  })

  it('renames every mention and knows the way back', () => {
    const { sdl, names } = renameSubgraphs(document, ['B', 'A'])

    expect(sdl).toContain('A @join__graph(name: "g0001", url: "")')
    expect(sdl).toContain('@join__field(graph: B, override: "g0001")')
    expect([...names]).toEqual([
      ['g0001', 'a'],
      ['g0000', 'b'],
    ])
  })
})

describe('createHivePlanner', () => {
  it.each([
    ['what is no SDL', '{', 'does not parse'],
    ['what is no supergraph', 'type Query { a: Int ', 'does not parse'],
  ])('says so when it is given %s', (_what, sdl, message) => {
    expect(() => createHivePlanner(sdl)).toThrow(message)
  })
})
