import { describe, expect, it } from 'vitest'
import { federate } from './support/federate.ts'

describe('interfaces and unions over several subgraphs', () => {
  const media = [
    { __typename: 'Book', id: 'b1', title: 'Book one', pages: 100, similar: [{ __typename: 'Film', id: 'f1' }] },
    {
      __typename: 'Film',
      id: 'f1',
      title: 'Film one',
      minutes: 90,
      similar: [
        { __typename: 'Book', id: 'b1' },
        { __typename: 'Film', id: 'f1' },
      ],
    },
  ]
  const find = ({ id }: { id: string }) => media.find((medium) => medium.id === id) ?? null
  const federation = federate({
    catalogue: {
      sdl: `type Query { media: [Medium] found: [Found] book: Book first: Medium }
        interface Medium { id: ID! title: String similar: [Medium] }
        type Book implements Medium @key(fields: "id") { id: ID! title: String pages: Int similar: [Medium] }
        type Film implements Medium @key(fields: "id") { id: ID! title: String minutes: Int similar: [Medium] }
        type Shop { name: String open: Boolean }
        union Found = Book | Film | Shop`,
      resolvers: {
        Query: {
          media: () => media,
          found: () => [...media, { __typename: 'Shop', name: 'S', open: true }, null],
          book: () => media[0],
          first: () => media[1],
        },
        Book: { __resolveReference: find, similar: ({ id }: { id: string }) => find({ id })?.similar.map(find) ?? [] },
        Film: { __resolveReference: find, similar: ({ id }: { id: string }) => find({ id })?.similar.map(find) ?? [] },
      },
    },
    reviews: {
      sdl: `type Query { reviewed: [Reviewed] }
        interface Reviewed { id: ID! stars: Int }
        type Book implements Reviewed @key(fields: "id") { id: ID! stars: Int by: Critic }
        type Film implements Reviewed @key(fields: "id") { id: ID! stars: Int by: [Critic] }
        type Critic { name: String about: Reviewed }`,
      resolvers: {
        Query: { reviewed: () => media.map(({ __typename, id }) => ({ __typename, id })) },
        Book: {
          __resolveReference: (key: object) => key,
          stars: () => 5,
          by: ({ id }: { id: string }) => ({ name: 'Ana', about: { __typename: 'Book', id } }),
        },
        Film: {
          __resolveReference: (key: object) => key,
          stars: () => 3,
          by: ({ id }: { id: string }) => [{ name: 'Beto', about: { __typename: 'Film', id } }, null],
        },
      },
    },
  })

  it.each([
    [
      '{ media { id title } }',
      {
        media: [
          { id: 'b1', title: 'Book one' },
          { id: 'f1', title: 'Film one' },
        ],
      },
    ],
    [
      '{ media { __typename ... on Book { pages } ... on Film { minutes } } }',
      {
        media: [
          { __typename: 'Book', pages: 100 },
          { __typename: 'Film', minutes: 90 },
        ],
      },
    ],
    ['{ media { ... on Reviewed { stars } } }', { media: [{ stars: 5 }, { stars: 3 }] }],
    [
      '{ media { ... on Reviewed { ... on Book { pages stars } } title } }',
      { media: [{ pages: 100, stars: 5, title: 'Book one' }, { title: 'Film one' }] },
    ],
    [
      '{ media { ...M } } fragment M on Medium { k: __typename ...B ... on Film { n: minutes } } fragment B on Book { n: pages }',
      {
        media: [
          { k: 'Book', n: 100 },
          { k: 'Film', n: 90 },
        ],
      },
    ],
    [
      '{ found { ... on Shop { name } ... on Book { title stars } } }',
      { found: [{ title: 'Book one', stars: 5 }, {}, { name: 'S' }, null] },
    ],
    [
      '{ found { __typename ... on Medium { title } ... on Reviewed { stars } } }',
      {
        found: [
          { __typename: 'Book', title: 'Book one', stars: 5 },
          { __typename: 'Film', title: 'Film one', stars: 3 },
          { __typename: 'Shop' },
          null,
        ],
      },
    ],
    [
      '{ reviewed { id ... on Medium { title } } }',
      {
        reviewed: [
          { id: 'b1', title: 'Book one' },
          { id: 'f1', title: 'Film one' },
        ],
      },
    ],
    ['{ media { ... on Book { by { name } } ... on Film { by { name } } } }', null],
    [
      '{ media { ... on Book { by { name } } ... on Film { critics: by { name about { stars ... on Film { title } } } } } }',
      { media: [{ by: { name: 'Ana' } }, { critics: [{ name: 'Beto', about: { stars: 3, title: 'Film one' } }, null] }] },
    ],
    [
      '{ media { similar { title ... on Film { stars } } } }',
      { media: [{ similar: [{ title: 'Film one', stars: 3 }] }, { similar: [{ title: 'Book one' }, { title: 'Film one', stars: 3 }] }] },
    ],
    [
      '{ media { similar { similar { ... on Book { similar { title } stars } } } } }',
      {
        media: [
          { similar: [{ similar: [{ similar: [{ title: 'Film one' }], stars: 5 }, {}] }] },
          { similar: [{ similar: [{}] }, { similar: [{ similar: [{ title: 'Film one' }], stars: 5 }, {}] }] },
        ],
      },
    ],
    ['{ book { __typename ... on Medium { __typename title } ... on Film { minutes } } }', null],
    ['{ book { __typename ... on Medium { __typename title } } }', { book: { __typename: 'Book', title: 'Book one' } }],
    ['{ first { ... on Book { pages } } }', { first: {} }],
    ['{ first { ... { ... on Film { minutes } } } }', { first: { minutes: 90 } }],
  ])('answers %s', async (query, data) => {
    const result = await federation.ask(query)

    if (data === null) expect(result).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] })
    else expect(result).toEqual({ data })
  })
})

describe('one response name with different types in different branches', () => {
  const federation = federate({
    a: {
      sdl: `type Query { all: [AorB] } union AorB = A | B type A @key(fields: "id") { id: ID! v: Int! list: [E!] one: E } type B @key(fields: "id") { id: ID! v: Int other: [E] one: [E!]! } enum E { X Y }`,
      resolvers: {
        Query: {
          all: () => [
            { __typename: 'A', id: 'a', v: 1, list: ['X'], one: 'X' },
            { __typename: 'B', id: 'b', v: null, other: [null, 'Y'], one: ['Y'] },
          ],
        },
      },
    },
    b: {
      sdl: 'type A @key(fields: "id") { id: ID! w: Int! } type B @key(fields: "id") { id: ID! w: Int }',
      resolvers: {
        A: { __resolveReference: (key: object) => key, w: () => 1 },
        B: { __resolveReference: (key: object) => key, w: () => null },
      },
    },
  })

  it.each([
    ['{ all { ... on A { v } ... on B { id } } }', { all: [{ v: 1 }, { id: 'b' }] }],
    [
      '{ all { ... on A { v x: list } ... on B { y: v z: other } } }',
      {
        all: [
          { v: 1, x: ['X'] },
          { y: null, z: [null, 'Y'] },
        ],
      },
    ],
    [
      '{ all { ... on A { w u: v } ... on B { t: w s: v } } }',
      {
        all: [
          { w: 1, u: 1 },
          { t: null, s: null },
        ],
      },
    ],
    ['{ all { ... on A { p: one } ... on B { q: one } } }', { all: [{ p: 'X' }, { q: ['Y'] }] }],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query)).toEqual({ data })
  })
})

describe('unions that subgraphs know in part', () => {
  const federation = federate({
    a: {
      sdl: 'type Query { viewer: Viewer @shareable media: M @shareable onlyA: M } union M = Book | Song type Viewer @shareable { media: M } type Book @key(fields: "id") { id: ID! title: String @shareable a: String } type Song @key(fields: "id") { id: ID! title: String @shareable a: String }',
      resolvers: {
        Query: {
          viewer: () => ({ media: { __typename: 'Book', id: '1', title: 'T' } }),
          media: () => ({ __typename: 'Book', id: '1', title: 'T' }),
          onlyA: () => ({ __typename: 'Song', id: '2', title: 'S' }),
        },
        Book: { __resolveReference: (key: object) => ({ ...key, title: 'T' }), a: () => 'A' },
        Song: { __resolveReference: (key: object) => key, a: () => 'A' },
      },
    },
    b: {
      sdl: 'type Query { viewer: Viewer @shareable media: M @shareable onlyB: M } union M = Book | Movie type Viewer @shareable { media: M b: Int } type Book @key(fields: "id") { id: ID! title: String @shareable b: String } type Movie @key(fields: "id") { id: ID! title: String @shareable b: String }'.replace(
        'type Viewer @shareable { media: M b: Int }',
        'type Viewer { media: M @shareable b: Int }',
      ),
      resolvers: {
        Query: {
          viewer: () => ({ media: { __typename: 'Book', id: '1', title: 'T' }, b: 2 }),
          media: () => ({ __typename: 'Book', id: '1', title: 'T' }),
          onlyB: () => ({ __typename: 'Movie', id: '3', title: 'V' }),
        },
        Book: { __resolveReference: (key: object) => ({ ...key, title: 'T' }), b: () => 'B' },
        Movie: { __resolveReference: (key: object) => key, b: () => 'B' },
      },
    },
  })

  it.each([
    [
      '{ media { __typename ... on Book { title a b } ... on Movie { title b } ... on Song { title a } } }',
      { media: { __typename: 'Book', title: 'T', a: 'A', b: 'B' } },
    ],
    ['{ media { ... on Movie { title } } }', { media: {} }],
    ['{ media { ... on Song { title } } }', { media: {} }],
    [
      '{ viewer { b media { ... on Book { a b } ... on Movie { title } ... on Song { a } } } }',
      { viewer: { b: 2, media: { a: 'A', b: 'B' } } },
    ],
    [
      '{ onlyA { ... on Song { title a } ... on Movie { b } } onlyB { ... on Movie { title b } ... on Song { a } } }',
      { onlyA: { title: 'S', a: 'A' }, onlyB: { title: 'V', b: 'B' } },
    ],
    ['{ viewer { __typename media { __typename } } }', { viewer: { __typename: 'Viewer', media: { __typename: 'Book' } } }],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query)).toEqual({ data })
  })
})

describe('interfaces that grow, refer to themselves, or have a Relay node', () => {
  const federation = federate({
    a: {
      sdl: `type Query { node(id: ID!): Node tree: Branch } interface Node { id: ID! }
        interface Branch { samples: [Branch!]! level: Int } type Twig implements Branch & Node @key(fields: "id") { id: ID! samples: [Branch!]! level: Int }
        type Leaf implements Branch @key(fields: "id") { id: ID! samples: [Branch!]! level: Int }`,
      resolvers: {
        Query: {
          node: (_: unknown, { id }: { id: string }) => (id === 't' ? { __typename: 'Twig', id } : null),
          tree: () => ({ __typename: 'Twig', id: 't', level: 0 }),
        },
        Twig: { __resolveReference: (key: object) => key, samples: () => [{ __typename: 'Leaf', id: 'l', level: 1 }] },
        Leaf: { __resolveReference: (key: object) => key, samples: () => [] },
      },
    },
    b: {
      sdl: 'interface Green { hue: String } type Twig implements Green @key(fields: "id") { id: ID! hue: String } type Leaf implements Green @key(fields: "id") { id: ID! hue: String }',
      resolvers: {
        Twig: { __resolveReference: (key: object) => key, hue: () => 'brown' },
        Leaf: { __resolveReference: (key: object) => key, hue: () => 'green' },
      },
    },
  })

  it.each([
    ['{ tree { samples { samples { level } level } } }', { tree: { samples: [{ samples: [], level: 1 }] } }],
    [
      '{ tree { level samples { ... on Leaf { hue } ... on Twig { hue level } __typename } } }',
      { tree: { level: 0, samples: [{ hue: 'green', __typename: 'Leaf' }] } },
    ],
    ['{ tree { ... on Green { hue } samples { ... on Green { hue } } } }', { tree: { hue: 'brown', samples: [{ hue: 'green' }] } }],
    [
      '{ node(id: "t") { id ... on Twig { hue } ... on Branch { level } __typename } }',
      { node: { id: 't', hue: 'brown', level: null, __typename: 'Twig' } },
    ],
    ['{ node(id: "x") { id __typename } }', { node: null }],
    ['query($id: ID!) { one: node(id: $id) { ... on Twig { hue } } two: node(id: "x") { id } }', { one: { hue: 'brown' }, two: null }],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query, { id: 't' })).toEqual({ data })
  })
})
