import { describe, expect, it } from 'vitest'
import { federate } from './support/federate.ts'

describe('entities', () => {
  const cases = [
    { id: 'c1', title: 'one', court: { code: 'DIL', room: 2 } },
    { id: 'c2', title: 'two', court: null },
    { id: 'c3', title: 'three', court: { code: 'BAU', room: null } },
  ]
  const federation = federate({
    police: {
      sdl: `type Query { cases: [Case] case(id: ID!): Case again: [Case] }
        type Case @key(fields: "id") { id: ID! title: String court: Court }
        type Court @key(fields: "code room") { code: ID! room: Int }`,
      resolvers: {
        Query: {
          cases: () => cases,
          case: (_: unknown, { id }: { id: string }) => cases.find((c) => c.id === id) ?? null,
          again: () => [...cases, null, ...cases],
        },
      },
    },
    justice: {
      sdl: `type Case @key(fields: "id") { id: ID! sentence(unit: Unit = YEAR): Int judge: Judge }
        type Judge @key(fields: "id") { id: ID! } enum Unit { YEAR MONTH }`,
      resolvers: {
        Case: {
          __resolveReference: ({ id }: { id: string }) => (id === 'c3' ? null : { id }),
          sentence: ({ id }: { id: string }, { unit }: { unit: string }) => Number(id.slice(1)) * (unit === 'YEAR' ? 1 : 12),
          judge: ({ id }: { id: string }) => (id === 'c1' ? { id: 'j1' } : null),
        },
      },
    },
    register: {
      sdl: `type Judge @key(fields: "id") { id: ID! name: String! }
        type Court @key(fields: "code room") { code: ID! room: Int district: String }`,
      resolvers: {
        Judge: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Judge ${id}` }) },
        Court: {
          __resolveReference: (key: { code: string; room: number | null }) => ({ ...key, district: `${key.code}/${key.room ?? '-'}` }),
        },
      },
    },
  })

  it.each([
    [
      '{ cases { title sentence } }',
      {
        cases: [
          { title: 'one', sentence: 1 },
          { title: 'two', sentence: 2 },
          { title: 'three', sentence: null },
        ],
      },
    ],
    ['{ case(id: "c1") { sentence judge { name } } }', { case: { sentence: 1, judge: { name: 'Judge j1' } } }],
    ['{ case(id: "c2") { judge { name } } }', { case: { judge: null } }],
    ['{ case(id: "none") { title sentence } }', { case: null }],
    ['{ cases { court { district } } }', { cases: [{ court: { district: 'DIL/2' } }, { court: null }, { court: { district: 'BAU/-' } }] }],
    ['{ case(id: "c1") { y: sentence m: sentence(unit: MONTH) id: title } }', { case: { y: 1, m: 12, id: 'one' } }],
    ['query($u: Unit) { case(id: "c2") { sentence(unit: $u) } }', { case: { sentence: 2 } }],
    ['{ a: case(id: "c1") { sentence } b: case(id: "c2") { sentence } }', { a: { sentence: 1 }, b: { sentence: 2 } }],
    [
      '{ a: cases { x: title } b: cases { y: sentence } }',
      { a: [{ x: 'one' }, { x: 'two' }, { x: 'three' }], b: [{ y: 1 }, { y: 2 }, { y: null }] },
    ],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query)).toEqual({ data })
  })

  it('asks once for equal entities and answers each place', async () => {
    federation.sent.length = 0

    const { data } = await federation.ask('{ again { id sentence } }')

    const row = [
      { id: 'c1', sentence: 1 },
      { id: 'c2', sentence: 2 },
      { id: 'c3', sentence: null },
    ]
    expect(data).toEqual({ again: [...row, null, ...row] })
    expect(
      federation.sent.map(({ subgraph, variables }) => [subgraph, (variables.representations as unknown[] | undefined)?.length]),
    ).toEqual([
      ['police', undefined],
      ['justice', 3],
    ])
  })

  it('asks no subgraph for entities when there are none', async () => {
    federation.sent.length = 0

    await federation.ask('{ case(id: "none") { sentence judge { name } } }')

    expect(federation.sent.map(({ subgraph }) => subgraph)).toEqual(['police'])
  })

  it('takes a null with an error up to the first place that may be null', async () => {
    const strict = federate({
      a: {
        sdl: 'type Query { list: [T] strict: [T!]! one: T! } type T @key(fields: "id") { id: ID! }',
        resolvers: {
          Query: { list: () => [{ id: '1' }, { id: '2' }], strict: () => [{ id: '1' }, { id: '2' }], one: () => ({ id: '2' }) },
        },
      },
      b: {
        sdl: 'type T @key(fields: "id") { id: ID! must: Int! }',
        resolvers: { T: { __resolveReference: ({ id }: { id: string }) => (id === '1' ? { id, must: 1 } : null) } },
      },
    })

    expect(await strict.ask('{ list { must } }')).toMatchObject({
      data: { list: [{ must: 1 }, null] },
      errors: [{ path: ['list', 1, 'must'] }],
    })
    expect(await strict.ask('{ list { id } strict { id must } }')).toMatchObject({ data: null, errors: [{ path: ['strict', 1, 'must'] }] })
    expect(await strict.ask('{ one { m: must } }')).toMatchObject({ data: null, errors: [{ path: ['one', 'm'] }] })
  })
})

describe('several keys', () => {
  const books = [
    { id: '1', isbn: 'i1', upc: 'u1', author: 'Ana' },
    { id: '2', isbn: 'i2', upc: 'u2', author: 'Beto' },
  ]
  const find = (key: object) =>
    books.find((book) =>
      Object.entries(key).every(([name, value]) => name === '__typename' || book[name as keyof typeof book] === value),
    ) ?? null
  const federation = federate({
    shelf: {
      sdl: 'type Query { shelf: [Slot] } type Slot { book: Book } type Book @key(fields: "upc") { upc: ID! }',
      resolvers: { Query: { shelf: () => ['u1', 'u2', 'u9'].map((upc) => ({ book: { upc } })) } },
    },
    catalogue: {
      sdl: 'type Book @key(fields: "upc") @key(fields: "isbn") { upc: ID! isbn: ID }',
      resolvers: { Book: { __resolveReference: find } },
    },
    library: {
      sdl: 'type Book @key(fields: "isbn") @key(fields: "id") { isbn: ID id: ID! }',
      resolvers: { Book: { __resolveReference: find } },
    },
    authors: {
      sdl: 'type Book @key(fields: "id") { id: ID! author: Author } type Author { name: String }',
      resolvers: {
        Book: {
          __resolveReference: (key: object) => {
            const found = find(key)
            return found && { ...found, author: { name: found.author } }
          },
        },
      },
    },
  })

  it('goes from key to key, and is null where the chain breaks', async () => {
    expect(await federation.ask('{ shelf { book { author { name } upc } } }')).toEqual({
      data: {
        shelf: [
          { book: { author: { name: 'Ana' }, upc: 'u1' } },
          { book: { author: { name: 'Beto' }, upc: 'u2' } },
          { book: { author: null, upc: 'u9' } },
        ],
      },
    })
  })

  it('sends no entity whose key is not known', async () => {
    federation.sent.length = 0

    await federation.ask('{ shelf { book { author { name } } } }')

    const last = federation.sent.at(-1)
    expect(last?.variables.representations).toEqual([
      { __typename: 'Book', id: '1' },
      { __typename: 'Book', id: '2' },
    ])
  })
})

describe('nested keys with lists', () => {
  const federation = federate({
    a: {
      sdl: 'type Query { lists: [L] } type L @key(fields: "items { id tag }") { items: [I!]! } type I @key(fields: "id") { id: ID! tag: String }',
      resolvers: {
        Query: {
          lists: () => [
            {
              items: [
                { id: '1', tag: 'x' },
                { id: '2', tag: null },
              ],
            },
            { items: [] },
          ],
        },
      },
    },
    b: {
      sdl: 'type L @key(fields: "items { id tag }") { items: [I!]! first: I size: Int } type I @key(fields: "id tag") { id: ID! tag: String @shareable }'.replaceAll(
        '{ id: ID! tag: String @shareable }',
        '{ id: ID! tag: String }',
      ),
      resolvers: {
        L: {
          __resolveReference: (key: { items: unknown[] }) => key,
          first: ({ items }: { items: unknown[] }) => items[0],
          size: ({ items }: { items: unknown[] }) => items.length,
        },
      },
    },
  })

  it('sends the whole list', async () => {
    expect(await federation.ask('{ lists { size first { id } } }')).toEqual({
      data: {
        lists: [
          { size: 2, first: { id: '1' } },
          { size: 0, first: null },
        ],
      },
    })
  })
})

describe('lists of lists and a parent reached again', () => {
  const federation = federate({
    a: {
      sdl: 'type Query { grid: [[Cell]] root: Node } type Cell @key(fields: "id") { id: ID! } type Node @key(fields: "id") { id: ID! child: Node name: String }',
      resolvers: {
        Query: { grid: () => [[{ id: '1' }, null], null, [{ id: '2' }, { id: '1' }]], root: () => ({ id: 'r' }) },
        Node: {
          __resolveReference: (key: object) => key,
          child: ({ id }: { id: string }) => (id.length < 4 ? { id: `${id}c` } : null),
          name: ({ id }: { id: string }) => `n-${id}`,
        },
      },
    },
    b: {
      sdl: 'type Cell @key(fields: "id") { id: ID! value: [[Int]] } type Node @key(fields: "id") { id: ID! parent: Node weight: Int }',
      resolvers: {
        Cell: { __resolveReference: ({ id }: { id: string }) => ({ id, value: [[Number(id)], null, []] }) },
        Node: {
          __resolveReference: (key: object) => key,
          parent: ({ id }: { id: string }) => (id.length > 1 ? { id: id.slice(0, -1) } : null),
          weight: ({ id }: { id: string }) => id.length,
        },
      },
    },
  })

  it('keeps the form of nested lists', async () => {
    expect(await federation.ask('{ grid { value } }')).toEqual({
      data: { grid: [[{ value: [[1], null, []] }, null], null, [{ value: [[2], null, []] }, { value: [[1], null, []] }]] },
    })
  })

  it('goes to and fro between two subgraphs', async () => {
    expect(await federation.ask('{ root { weight child { weight parent { name child { child { parent { weight name } } } } } } }')).toEqual(
      {
        data: {
          root: { weight: 1, child: { weight: 2, parent: { name: 'n-r', child: { child: { parent: { weight: 2, name: 'n-rc' } } } } } },
        },
      },
    )
  })
})
