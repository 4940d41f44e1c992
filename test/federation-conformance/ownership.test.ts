import { describe, expect, it } from 'vitest'
import { federate } from './support/federate.ts'

describe('@provides', () => {
  const federation = federate({
    a: {
      sdl: `type Query { products: [Product] @provides(fields: "category { id name }") plain: [Product] media: [Media] @provides(fields: "... on Book { title }") shapes: [Shape] @provides(fields: "... on Circle { radius }") }
        type Product @key(fields: "id") { id: ID! category: Category @external } type Category @key(fields: "id") { id: ID! @shareable name: String @external }
        interface Media { id: ID! } type Book implements Media @key(fields: "id") { id: ID! title: String @external } type Tape implements Media @key(fields: "id") { id: ID! }
        union Shape = Circle | Square type Circle @key(fields: "id") { id: ID! radius: Int @external } type Square @key(fields: "id") { id: ID! side: Int }`.replace(
        'category: Category @external',
        'category: Category @external',
      ),
      resolvers: {
        Query: {
          products: () => [{ id: 'p1', category: { id: 'c1', name: 'from a' } }],
          plain: () => [{ id: 'p1' }],
          media: () => [
            { __typename: 'Book', id: 'b', title: 'from a' },
            { __typename: 'Tape', id: 't' },
          ],
          shapes: () => [
            { __typename: 'Circle', id: 'o', radius: 1 },
            { __typename: 'Square', id: 's', side: 2 },
          ],
        },
      },
    },
    b: {
      sdl: `type Product @key(fields: "id") { id: ID! category: Category @shareable price: Int } type Category @key(fields: "id") { id: ID! @shareable name: String @shareable size: Int }
        type Book @key(fields: "id") { id: ID! title: String @shareable } type Circle @key(fields: "id") { id: ID! radius: Int @shareable area: Int }`,
      resolvers: {
        Product: { __resolveReference: (key: object) => key, category: () => ({ id: 'c1', name: 'from b' }), price: () => 9 },
        Category: { __resolveReference: (key: object) => ({ ...key, name: 'from b' }), size: () => 5 },
        Book: { __resolveReference: (key: object) => ({ ...key, title: 'from b' }) },
        Circle: { __resolveReference: (key: object) => ({ ...key, radius: 10, area: 3 }) },
      },
    },
  })

  it.each([
    ['{ products { category { name } } }', { products: [{ category: { name: 'from a' } }] }, ['a']],
    ['{ products { category { name size } price } }', { products: [{ category: { name: 'from a', size: 5 }, price: 9 }] }, ['a', 'b']],
    ['{ plain { category { name } } }', { plain: [{ category: { name: 'from b' } }] }, ['a', 'b']],
    ['{ media { ... on Book { title } id } }', { media: [{ title: 'from a', id: 'b' }, { id: 't' }] }, ['a']],
    ['{ shapes { ... on Circle { radius } ... on Square { side } } }', { shapes: [{ radius: 1 }, { side: 2 }] }, ['a']],
    ['{ shapes { ... on Circle { radius area } } }', { shapes: [{ radius: 1, area: 3 }, {}] }, ['a', 'b']],
  ])('answers %s', async (query, data, subgraphs) => {
    federation.sent.length = 0

    expect(await federation.ask(query)).toEqual({ data })
    expect([...new Set(federation.sent.map(({ subgraph }) => subgraph))]).toEqual(subgraphs)
  })
})

describe('@override', () => {
  const federation = federate({
    a: {
      sdl: 'type Query { a: [Post] } type Post @key(fields: "id") { id: ID! createdAt: String @override(from: "b") slug: String @override(from: "gone") }',
      resolvers: {
        Query: { a: () => [{ id: '1' }] },
        Post: { __resolveReference: (key: object) => key, createdAt: () => 'a', slug: () => 'slug-a' },
      },
    },
    b: {
      sdl: 'type Query { b: [Post] } type Post @key(fields: "id") { id: ID! createdAt: String body: String note: String @requires(fields: "createdAt") }'.replace(
        ' note: String @requires(fields: "createdAt")',
        '',
      ),
      resolvers: {
        Query: { b: () => [{ id: '1' }] },
        Post: { __resolveReference: (key: object) => key, createdAt: () => 'b', body: () => 'text' },
      },
    },
    c: {
      sdl: 'type Post @key(fields: "id") { id: ID! createdAt: String @external note: String @requires(fields: "createdAt") }',
      resolvers: {
        Post: { __resolveReference: (key: object) => key, note: ({ createdAt }: { createdAt: string }) => `made ${createdAt}` },
      },
    },
  })

  it.each([
    ['{ a { id createdAt } }', { a: [{ id: '1', createdAt: 'a' }] }],
    ['{ b { createdAt body } }', { b: [{ createdAt: 'a', body: 'text' }] }],
    ['{ b { note slug } }', { b: [{ note: 'made a', slug: 'slug-a' }] }],
    ['{ a { note } b { note createdAt } }', { a: [{ note: 'made a' }], b: [{ note: 'made a', createdAt: 'a' }] }],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query)).toEqual({ data })
  })
})

describe('@shareable at the root', () => {
  const federation = federate({
    name: {
      sdl: 'type Query { product: Product @shareable } type Product { id: ID! @shareable name: Text @shareable } type Text @shareable { id: ID! brand: String }'.replace(
        'type Text @shareable { id: ID! brand: String }',
        'type Text { id: ID! @shareable brand: String }',
      ),
      resolvers: { Query: { product: () => ({ id: '1', name: { id: 'n', brand: 'B' } }) } },
    },
    price: {
      sdl: 'type Query { product: Product @shareable } type Product { id: ID! @shareable price: Price } type Price { id: ID! amount: Int currency: String }',
      resolvers: { Query: { product: () => ({ id: '1', price: { id: 'p', amount: 3, currency: 'USD' } }) } },
    },
    rest: {
      sdl: 'type Query { product: Product @shareable } type Product { id: ID! @shareable name: Text @shareable stock: Int } type Text { id: ID! @shareable model: String }',
      resolvers: { Query: { product: () => ({ id: '1', name: { id: 'n', model: 'M' }, stock: 4 }) } },
    },
  })

  it('merges what each subgraph holds of a value that has no key', async () => {
    const { data, errors } = await federation.ask('{ product { id name { id brand model } price { amount currency } stock } }')

    expect(errors).toBeUndefined()
    expect(data).toEqual({
      product: { id: '1', name: { id: 'n', brand: 'B', model: 'M' }, price: { amount: 3, currency: 'USD' }, stock: 4 },
    })
  })
})

describe('subgraphs of Federation 1', () => {
  const users = [{ id: 'u1', name: 'Ana', rid: 'r1' }]
  const federation = federate({
    a: {
      fed1: true,
      sdl: 'extend type Query { user: User, me: User @provides(fields: "name") } extend type User @key(fields: "id") { id: ID! @external name: String @external rid: ID }',
      resolvers: {
        Query: { user: () => ({ id: 'u1', rid: 'r1' }), me: () => ({ id: 'u1', name: 'Ana (a)', rid: 'r1' }) },
        User: { rid: () => 'r1' },
      },
    },
    b: {
      fed1: true,
      sdl: 'extend type Query { byId(id: ID): User } type User @key(fields: "id") { id: ID! name: String nickname: String }',
      resolvers: {
        Query: { byId: (_: unknown, { id }: { id: string }) => users.find((user) => user.id === id) },
        User: {
          __resolveReference: ({ id }: { id: string }) => users.find((user) => user.id === id),
          nickname: ({ name }: { name: string }) => name.toLowerCase(),
        },
      },
    },
  })

  it.each([
    ['{ user { id rid } }', { user: { id: 'u1', rid: 'r1' } }],
    ['{ user { id name nickname } }', { user: { id: 'u1', name: 'Ana', nickname: 'ana' } }],
    ['{ byId(id: "u1") { rid name } }', { byId: { rid: 'r1', name: 'Ana' } }],
    ['{ me { name } }', { me: { name: 'Ana (a)' } }],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query)).toEqual({ data })
  })
})
