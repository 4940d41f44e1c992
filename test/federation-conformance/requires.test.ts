import { describe, expect, it } from 'vitest'
import { federate } from './support/federate.ts'

interface Parcel {
  readonly id: string
  readonly price?: number
  readonly weight?: number
  readonly half?: number
  readonly box?: { readonly width: number; readonly label?: { readonly text: string } } | null
}

describe('@requires', () => {
  const federation = federate({
    goods: {
      sdl: `type Query { parcels: [Parcel] } type Parcel @key(fields: "id") { id: ID! price(currency: String = "USD", round: Boolean): Int weight: Int box: Box }
        type Box { width: Int height: Int label: Label } type Label { text: String }`,
      resolvers: {
        Query: { parcels: () => [{ id: '1' }, { id: '2' }] },
        Parcel: {
          __resolveReference: (key: object) => key,
          price: ({ id }: Parcel, { currency }: { currency: string }) =>
            Number(id) * (currency === 'EUR' ? 10 : currency === 'USD' ? 11 : 1000),
          weight: ({ id }: Parcel) => Number(id) * 2,
          box: ({ id }: Parcel) => (id === '1' ? { width: 3, height: 4, label: { text: 'fragile' } } : null),
        },
      },
    },
    shipping: {
      sdl: `type Parcel @key(fields: "id") { id: ID! price(currency: String, round: Boolean): Int @external weight: Int @external box: Box @external
          half: Int @requires(fields: "weight") euro: Int @requires(fields: "price(currency: \\"EUR\\")") yen: Int @requires(fields: "price(currency: \\"JPY\\")")
          label: String @requires(fields: "box { width label { text } }") }
        type Box @external { width: Int label: Label } type Label @external { text: String }`
        .replaceAll('@external {', '{')
        .replace(
          'type Box { width: Int label: Label } type Label { text: String }',
          'type Box { width: Int @external label: Label @external } type Label { text: String @external }',
        ),
      resolvers: {
        Parcel: {
          __resolveReference: (key: object) => key,
          half: ({ weight = Number.NaN }: Parcel) => weight / 2,
          euro: ({ price }: Parcel) => price ?? null,
          yen: ({ price }: Parcel) => price ?? null,
          label: ({ box }: Parcel) => (box ? `${box.width}:${box.label?.text}` : 'no box'),
        },
      },
    },
    quotes: {
      sdl: `type Parcel @key(fields: "id") { id: ID! half: Int @external euro: Int @external quote: Int @requires(fields: "half euro") bid: Int @requires(fields: "quarter") quarter: Int @external }`.replace(
        'bid: Int @requires(fields: "quarter") quarter: Int @external',
        '',
      ),
      resolvers: {
        Parcel: {
          __resolveReference: (key: object) => key,
          quote: ({ half = Number.NaN, euro = Number.NaN }: Parcel & { euro?: number }) => half + euro,
        },
      },
    },
  })

  it.each([
    ['{ parcels { half } }', { parcels: [{ half: 1 }, { half: 2 }] }],
    ['{ parcels { euro } }', { parcels: [{ euro: 10 }, { euro: 20 }] }],
    [
      '{ parcels { euro yen } }',
      {
        parcels: [
          { euro: 10, yen: 1000 },
          { euro: 20, yen: 2000 },
        ],
      },
    ],
    [
      '{ parcels { price euro } }',
      {
        parcels: [
          { price: 11, euro: 10 },
          { price: 22, euro: 20 },
        ],
      },
    ],
    [
      '{ parcels { price(currency: "JPY") euro p: price yen q: price(round: true) } }',
      {
        parcels: [
          { price: 1000, euro: 10, p: 11, yen: 1000, q: 11 },
          { price: 2000, euro: 20, p: 22, yen: 2000, q: 22 },
        ],
      },
    ],
    [
      'query($c: String = "JPY") { parcels { price(currency: $c) euro } }',
      {
        parcels: [
          { price: 1000, euro: 10 },
          { price: 2000, euro: 20 },
        ],
      },
    ],
    ['{ parcels { label } }', { parcels: [{ label: '3:fragile' }, { label: 'no box' }] }],
    [
      '{ parcels { box { height } label } }',
      {
        parcels: [
          { box: { height: 4 }, label: '3:fragile' },
          { box: null, label: 'no box' },
        ],
      },
    ],
    ['{ parcels { quote } }', { parcels: [{ quote: 11 }, { quote: 22 }] }],
    [
      '{ parcels { weight: half half: weight id: quote } }',
      {
        parcels: [
          { weight: 1, half: 2, id: 11 },
          { weight: 2, half: 4, id: 22 },
        ],
      },
    ],
    [
      '{ a: parcels { euro price(currency: "JPY") } b: parcels { yen price } }',
      {
        a: [
          { euro: 10, price: 1000 },
          { euro: 20, price: 2000 },
        ],
        b: [
          { yen: 1000, price: 11 },
          { yen: 2000, price: 22 },
        ],
      },
    ],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query)).toEqual({ data })
  })

  it('is null, and runs nothing on a value that is not known, when the required field failed', async () => {
    const failing = federate(
      {
        a: { sdl: 'type Query { t: T } type T @key(fields: "id") { id: ID! }', resolvers: { Query: { t: () => ({ id: '1' }) } } },
        b: { sdl: 'type T @key(fields: "id") { id: ID! input: Int }' },
        c: {
          sdl: 'type T @key(fields: "id") { id: ID! input: Int @external output: Int @requires(fields: "input") }',
          resolvers: { T: { output: () => 1 } },
        },
      },
      {
        intercept: ({ subgraph }, next) => {
          if (subgraph === 'b') throw new Error('down')
          return next()
        },
      },
    )

    expect(await failing.ask('{ t { id output } }')).toMatchObject({
      data: { t: { id: '1', output: null } },
      errors: [{ extensions: { code: 'AGENCY_UNAVAILABLE', subgraph: 'b' } }],
    })
    expect(failing.sent.map(({ subgraph }) => subgraph)).toEqual(['a', 'b'])
  })
})

describe('@requires through interfaces, unions and fragments', () => {
  const federation = federate({
    a: {
      sdl: `type Query { things: [Thing] } type Thing @key(fields: "id") { id: ID! part: Part choice: Choice }
        interface Part { size: Int } type Screw implements Part { size: Int thread: String } type Panel implements Part { size: Int colour: String }
        union Choice = Screw | Panel`,
      resolvers: {
        Query: {
          things: () => [
            { id: '1', part: { __typename: 'Screw', size: 4, thread: 'M4' }, choice: { __typename: 'Panel', size: 9, colour: 'red' } },
            { id: '2', part: { __typename: 'Panel', size: 7, colour: 'blue' }, choice: null },
          ],
        },
      },
    },
    b: {
      sdl: `type Thing @key(fields: "id") { id: ID! part: Part @external choice: Choice @external summary: String @requires(fields: "part { size ... on Screw { thread } ... on Panel { colour } } choice { ... on Panel { colour } ... on Screw { thread } }") }
        interface Part { size: Int @external } type Screw implements Part { size: Int @external thread: String @external } type Panel implements Part { size: Int @external colour: String @external }
        union Choice = Screw | Panel`.replace('interface Part { size: Int @external }', 'interface Part { size: Int }'),
      resolvers: {
        Thing: {
          __resolveReference: (key: object) => key,
          summary: ({ part, choice }: { part: object; choice: object | null }) => JSON.stringify([part, choice]),
        },
      },
    },
  })

  it('sends what the concrete types have', async () => {
    const { data, errors } = await federation.ask('{ things { summary } }')

    expect(errors).toBeUndefined()
    const things = data?.things as { summary: string }[]
    const summaries = things.map(({ summary }) => JSON.parse(summary) as unknown)
    expect(summaries).toEqual([
      [
        { __typename: 'Screw', size: 4, thread: 'M4' },
        { __typename: 'Panel', colour: 'red' },
      ],
      [{ __typename: 'Panel', size: 7, colour: 'blue' }, null],
    ])
  })
})

describe('@requires in a circle of two subgraphs', () => {
  const federation = federate({
    a: {
      sdl: `type Query { feed: [Post] } type Post @key(fields: "id") { id: ID! byNovice: Boolean @external author: Author @shareable byExpert: Boolean @requires(fields: "byNovice") } type Author @shareable { years: Int }`,
      resolvers: {
        Query: {
          feed: () => [
            { id: '1', author: { years: 0 } },
            { id: '2', author: { years: 9 } },
          ],
        },
        Post: {
          __resolveReference: (key: object) => key,
          byExpert: ({ byNovice }: { byNovice: boolean }) => !byNovice,
          author: ({ id }: { id: string }) => ({ years: id === '1' ? 0 : 9 }),
        },
      },
    },
    b: {
      sdl: `type Post @key(fields: "id") { id: ID! author: Author @external byNovice: Boolean @requires(fields: "author { years }") } type Author { years: Int @external }`.replace(
        '@external byNovice',
        '@external byNovice',
      ),
      resolvers: {
        Post: { __resolveReference: (key: object) => key, byNovice: ({ author }: { author: { years: number } }) => author.years === 0 },
      },
    },
  })

  it.each([
    ['{ feed { byNovice } }', { feed: [{ byNovice: true }, { byNovice: false }] }],
    ['{ feed { byExpert } }', { feed: [{ byExpert: false }, { byExpert: true }] }],
    [
      '{ feed { byExpert byNovice author { years } } }',
      {
        feed: [
          { byExpert: false, byNovice: true, author: { years: 0 } },
          { byExpert: true, byNovice: false, author: { years: 9 } },
        ],
      },
    ],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query)).toEqual({ data })
  })
})

describe('@requires where key and required field come over a third subgraph', () => {
  const federation = federate({
    a: {
      sdl: 'type Query { t: T list: [T] } type T @key(fields: "k1") { k1: ID! }',
      resolvers: { Query: { t: () => ({ k1: '1' }), list: () => [{ k1: '1' }, { k1: '2' }, { k1: '1' }] } },
    },
    b: {
      sdl: 'type T @key(fields: "k1") @key(fields: "k2") { k1: ID! k2: ID! f(x: Int): Int }',
      resolvers: {
        T: {
          __resolveReference: ({ k1 }: { k1: string }) => ({ k1, k2: `k-${k1}` }),
          f: ({ k1 }: { k1: string }, { x }: { x: number }) => Number(k1) * 10 + x,
        },
      },
    },
    c: {
      sdl: `type T @key(fields: "k2") { k2: ID! f(x: Int): Int @external one: Int @requires(fields: "f(x: 1)") two(add: Int): Int @requires(fields: "f(x: 2)") near: [T] @requires(fields: "f(x: 1)") plain: String }`,
      resolvers: {
        T: {
          __resolveReference: (key: object) => key,
          one: ({ f = Number.NaN }: { f?: number }) => f,
          two: ({ f = Number.NaN }: { f?: number }, { add = 0 }: { add?: number }) => f + add,
          near: ({ k2, f = 0 }: { k2: string; f?: number }) => (f > 15 ? [] : [{ k2 }, null]),
          plain: ({ k2 }: { k2: string }) => `plain ${k2}`,
        },
      },
    },
  })

  it.each([
    ['{ t { one } }', { t: { one: 11 } }],
    [
      '{ list { two one plain f(x: 5) } }',
      {
        list: [
          { two: 12, one: 11, plain: 'plain k-1', f: 15 },
          { two: 22, one: 21, plain: 'plain k-2', f: 25 },
          { two: 12, one: 11, plain: 'plain k-1', f: 15 },
        ],
      },
    ],
    ['query($n: Int) { t { two(add: $n) again: two } }', { t: { two: 112, again: 12 } }],
    [
      '{ list { near { plain } } }',
      { list: [{ near: [{ plain: 'plain k-1' }, null] }, { near: [] }, { near: [{ plain: 'plain k-1' }, null] }] },
    ],
    ['{ t { ...F } } fragment F on T { k1: one one: k1 }', { t: { k1: 11, one: '1' } }],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query, { n: 100 })).toEqual({ data })
  })
})

describe('@requires of an interface object reached through another', () => {
  const federation = federate({
    a: {
      sdl: 'type Query { me: Party } interface Party @key(fields: "id") { id: ID! name: String } type Person implements Party @key(fields: "id") { id: ID! name: String age: Int } type Firm implements Party @key(fields: "id") { id: ID! name: String size: Int }',
      resolvers: {
        Query: { me: () => ({ __typename: 'Person', id: 'p', name: 'Ana', age: 3 }) },
        Party: {
          __resolveReference: ({ id }: { id: string }) =>
            id === 'p' ? { __typename: 'Person', id, name: 'Ana', age: 3 } : { __typename: 'Firm', id, name: 'Loja', size: 4 },
        },
      },
    },
    b: {
      sdl: 'type Party @key(fields: "id") @interfaceObject { id: ID! name: String @external label: String @requires(fields: "name") boxes: [Box] @requires(fields: "name") } type Box { of: Party }',
      resolvers: {
        Party: {
          __resolveReference: (key: object) => key,
          label: ({ name }: { name?: string }) => `label ${name}`,
          boxes: () => [{ of: { id: 'p' } }, { of: { id: 'f' } }],
        },
      },
    },
  })

  it.each([
    ['{ me { boxes { of { label } } } }', { me: { boxes: [{ of: { label: 'label Ana' } }, { of: { label: 'label Loja' } }] } }],
    [
      '{ me { boxes { of { label ... on Person { age } ... on Firm { t: __typename size } } } } }',
      { me: { boxes: [{ of: { label: 'label Ana', age: 3 } }, { of: { label: 'label Loja', t: 'Firm', size: 4 } }] } },
    ],
    [
      '{ me { label boxes { of { boxes { of { __typename label name } } } } } }',
      {
        me: {
          label: 'label Ana',
          boxes: Array.from({ length: 2 }, () => ({
            of: {
              boxes: [
                { of: { __typename: 'Person', label: 'label Ana', name: 'Ana' } },
                { of: { __typename: 'Firm', label: 'label Loja', name: 'Loja' } },
              ],
            },
          })),
        },
      },
    ],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query)).toEqual({ data })
  })
})
