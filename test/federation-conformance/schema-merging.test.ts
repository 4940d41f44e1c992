import { describe, expect, it } from 'vitest'
import { federate } from './support/federate.ts'

describe('types that subgraphs define differently', () => {
  const users = [
    { id: 'u1', type: 'REGULAR' },
    { id: 'u2', type: 'ANONYMOUS' },
  ]
  const federation = federate({
    a: {
      sdl: `type Query { users: [User!] byType(type: Kind): [User] listed(filter: Filter!): [User] } type User @key(fields: "id") { id: ID! type: Kind @shareable }
        enum Kind { REGULAR ANONYMOUS @inaccessible } input Filter { first: Int! } enum Rank { LOW HIGH }`,
      resolvers: {
        Query: {
          users: () => users,
          byType: (_: unknown, { type }: { type: string }) => users.filter((user) => user.type === type),
          listed: (_: unknown, { filter }: { filter: { first: number } }) => users.slice(0, filter.first),
        },
        User: { __resolveReference: ({ id }: { id: string }) => users.find((user) => user.id === id) },
      },
    },
    b: {
      sdl: `type Query { others: [User] ranked(rank: Rank): Rank } type User @key(fields: "id") { id: ID! type: Kind @shareable }
        enum Kind { REGULAR } input Filter { first: Int offset: Int } enum Rank { LOW HIGH MIDDLE }`
        .replace(' offset: Int', '')
        .replace(' MIDDLE', ''),
      resolvers: {
        Query: {
          others: () => [
            { id: 'u1', type: 'REGULAR' },
            { id: 'u2', type: null },
          ],
          ranked: (_: unknown, { rank }: { rank: string }) => rank,
        },
      },
    },
  })

  it.each([
    ['{ users { id } }', { users: [{ id: 'u1' }, { id: 'u2' }] }],
    [
      '{ others { id type } }',
      {
        others: [
          { id: 'u1', type: 'REGULAR' },
          { id: 'u2', type: null },
        ],
      },
    ],
    ['{ byType(type: REGULAR) { id type } }', { byType: [{ id: 'u1', type: 'REGULAR' }] }],
    ['{ listed(filter: { first: 1 }) { id } }', { listed: [{ id: 'u1' }] }],
    ['{ ranked(rank: HIGH) }', { ranked: 'HIGH' }],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query)).toEqual({ data })
  })

  it('gives null and an error for a value that the graph does not show', async () => {
    expect(await federation.ask('{ users { id type } }')).toMatchObject({
      data: {
        users: [
          { id: 'u1', type: 'REGULAR' },
          { id: 'u2', type: null },
        ],
      },
      errors: [{ path: ['users', 1, 'type'] }],
    })
  })

  it.each(['{ byType(type: ANONYMOUS) { id } }', '{ listed(filter: { first: 1, offset: 2 }) { id } }', '{ listed(filter: {}) { id } }'])(
    'refuses %s',
    async (query) => {
      expect(await federation.ask(query)).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] })
    },
  )
})

describe('keys of several forms in one chain', () => {
  const federation = federate({
    list: {
      sdl: 'type Query { top: ProductList! } type ProductList @key(fields: "products { id }") { products: [Product!]! } type Product @key(fields: "id") { id: String! category: Category @shareable } type Category @key(fields: "id") { id: String! main: Product! @shareable tag: String @shareable }',
      resolvers: {
        Query: { top: () => ({ products: [{ id: '1' }, { id: '2' }] }) },
        Product: {
          __resolveReference: (key: object) => key,
          category: ({ id }: { id: string }) => ({ id: `c${id}`, tag: id === '1' ? 't1' : null }),
        },
        Category: { __resolveReference: (key: object) => key, main: () => ({ id: '2' }) },
      },
    },
    link: {
      sdl: 'type Product @key(fields: "id") @key(fields: "id pid") { id: String! pid: String! }',
      resolvers: { Product: { __resolveReference: ({ id }: { id: string }) => ({ id, pid: `p${id}` }) } },
    },
    price: {
      sdl: 'type Product @key(fields: "id pid category { id tag }") { id: String! pid: String! category: Category @shareable price: Price } type Category @key(fields: "id tag") { id: String! tag: String @shareable } type Price { amount: Float }',
      resolvers: {
        Product: {
          __resolveReference: (key: object) => key,
          price: ({ id, pid, category }: { id: string; pid: string; category: { id: string; tag: string | null } }) => ({
            amount: Number(id) + (pid === `p${id}` ? 0.5 : 0) + (category.id === `c${id}` ? 10 : 0),
          }),
        },
      },
    },
    sorted: {
      sdl: 'type ProductList @key(fields: "products { id pid }") { products: [Product!]! first: Product @shareable selected: Product @shareable } type Product @key(fields: "id pid") { id: String! pid: String! }',
      resolvers: {
        ProductList: {
          __resolveReference: (key: object) => key,
          first: ({ products }: { products: object[] }) => products[0],
          selected: ({ products }: { products: object[] }) => products[1],
        },
      },
    },
  })

  it('goes through all of them', async () => {
    expect(
      await federation.ask(
        '{ top { products { id pid price { amount } category { main { id } tag } } selected { id price { amount } } first { id pid } } }',
      ),
    ).toEqual({
      data: {
        top: {
          products: [
            { id: '1', pid: 'p1', price: { amount: 11.5 }, category: { main: { id: '2' }, tag: 't1' } },
            { id: '2', pid: 'p2', price: { amount: 12.5 }, category: { main: { id: '2' }, tag: null } },
          ],
          selected: { id: '2', price: { amount: 12.5 } },
          first: { id: '1', pid: 'p1' },
        },
      },
    })
  })
})

describe('a parent of a value without a key', () => {
  const federation = federate({
    a: {
      sdl: 'type Product @key(fields: "id") { id: ID! category: Category @shareable } type Category { details: String }',
      resolvers: {
        Product: { __resolveReference: (key: object) => key, category: ({ id }: { id: string }) => ({ details: `details of ${id}` }) },
      },
    },
    b: {
      sdl: 'type Product @key(fields: "id pid") { id: ID! pid: ID! category: Category @shareable } type Category @key(fields: "id") { id: ID! name: String @shareable }'.replace(
        'type Category @key(fields: "id")',
        'type Category @key(fields: "id")',
      ),
      resolvers: {
        Product: { __resolveReference: (key: object) => key, category: ({ id }: { id: string }) => ({ id: `c${id}`, name: 'b' }) },
        Category: { __resolveReference: (key: object) => ({ ...key, name: 'b' }) },
      },
    },
    c: {
      sdl: 'type Query { product: Product } type Product @key(fields: "id pid") @key(fields: "id") { id: ID! pid: ID! name: String }',
      resolvers: { Query: { product: () => ({ id: '1', pid: 'p1', name: 'n' }) } },
    },
  })

  it('is asked again for what another subgraph knows of the value', async () => {
    expect(await federation.ask('{ product { name category { id name details } } }')).toEqual({
      data: { product: { name: 'n', category: { id: 'c1', name: 'b', details: 'details of 1' } } },
    })
  })
})
