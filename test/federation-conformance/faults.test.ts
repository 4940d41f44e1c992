import { describe, expect, it } from 'vitest'
import type { FetchOutcome } from '../../gateway/index.ts'
import { federate, type Intercept } from './support/federate.ts'

const subgraphs = {
  list: {
    sdl: `type Query { items: [Item] strict: [Item!]! one: Item any: Thing } type Item @key(fields: "id") { id: ID! name: String json: Json parts: [Part] } type Part { label: String code(n: Int): Int }
      type Other @key(fields: "id") { id: ID! } interface Thing { id: ID! } type A implements Thing { id: ID! a: Int } type B implements Thing { id: ID! b: Int } scalar Json`,
    resolvers: {
      Query: {
        items: () => ['1', '2', '1', '3'].map((id) => ({ id, name: `n${id}` })),
        strict: () => [{ id: '1' }],
        one: () => ({ id: '2', name: 'n2' }),
        any: () => ({ __typename: 'A', id: 'a', a: 1 }),
      },
      Item: {
        __resolveReference: (key: object) => key,
        parts: ({ id }: { id: string }) => [{ label: `p${id}` }, { label: 'q' }],
      },
      Part: {
        code: ({ label }: { label: string }, { n }: { n: number }) => {
          if (label === 'q') throw new Error(`no code ${n}`)
          return n
        },
      },
    },
  },
  facts: {
    sdl: 'type Item @key(fields: "id") { id: ID! fact: String deep: Deep must: Int! } type Deep { value(x: Int): String }',
    resolvers: {
      Item: {
        __resolveReference: async ({ id }: { id: string }) => {
          if (id === '3')
            throw Object.assign(new Error('no 3'), { extensions: { code: 'GONE', serviceName: 'facts', stacktrace: ['/srv'] } })
          return { id }
        },
        fact: ({ id }: { id: string }) => {
          if (id === '1') throw new Error('no fact')
          return `fact ${id}`
        },
        deep: () => ({}),
        must: () => 1,
      },
      Deep: {
        value: () => {
          throw new Error('too deep')
        },
      },
    },
  },
}

function withFacts(intercept: Intercept, limits = {}) {
  const outcomes: FetchOutcome[] = []
  const federation = federate(subgraphs, {
    intercept: (request, next) => (request.subgraph === 'facts' ? intercept(request, next) : next()),
    onFetchOutcome: (outcome) => outcomes.push(outcome),
    limits,
  })
  return { federation, outcomes, summary: () => outcomes.map(({ subgraph, outcome }) => `${subgraph} ${outcome}`) }
}

describe('errors of subgraphs', () => {
  const federation = federate(subgraphs)

  it('stand at the response path: aliases, list positions, each place of an entity', async () => {
    const { data, errors } = await federation.ask('{ them: items { what: fact } one { d: deep { v: value(x: 1) } } }')

    expect(data).toEqual({ them: [{ what: null }, { what: 'fact 2' }, { what: null }, { what: null }], one: { d: { v: null } } })
    expect(errors).toHaveLength(4)
    expect(errors).toEqual(
      expect.arrayContaining(
        [
          { message: 'no fact', path: ['them', 0, 'what'] },
          { message: 'no fact', path: ['them', 2, 'what'] },
          { message: 'no 3', path: ['them', 3, 'what'], extensions: { code: 'GONE' } },
          { message: 'too deep', path: ['one', 'd', 'v'] },
        ].map((error) => expect.objectContaining(error)),
      ),
    )
    expect(JSON.stringify(errors)).not.toMatch(/stacktrace|serviceName|_entities|_a\d/)
  })

  it('stand at every alias of a field that was fetched once', async () => {
    const { data, errors } = await federation.ask('{ one { parts { a: code(n: 1) b: label } x: parts { code(n: 2) } } }')

    expect(data).toEqual({
      one: {
        parts: [
          { a: 1, b: 'p2' },
          { a: null, b: 'q' },
        ],
        x: [{ code: 2 }, { code: null }],
      },
    })
    expect(errors?.map(({ path, message }) => [message, path])).toEqual([
      ['no code 1', ['one', 'parts', 1, 'a']],
      ['no code 2', ['one', 'x', 1, 'code']],
    ])
  })
})

describe('a subgraph that fails', () => {
  it('leaves its fields null, with its code, and the rest answered', async () => {
    const { federation, summary } = withFacts(() => {
      throw Object.assign(new Error('connect 10.0.0.3:5432'), { code: 'TIMEOUT' })
    })

    const result = await federation.ask('{ one { name f: fact } }')

    expect(result).toEqual({
      data: { one: { name: 'n2', f: null } },
      errors: [{ message: expect.stringContaining('facts'), path: ['one', 'f'], extensions: { code: 'TIMEOUT', subgraph: 'facts' } }],
    })
    expect(JSON.stringify(result)).not.toContain('10.0.0.3')
    expect(summary()).toEqual(['list ok', 'facts failed'])
  })

  it.each([
    ['a code of the network', { code: 'ECONNREFUSED' }],
    ['a code of Node.js', { code: 'ERR_SOCKET' }],
    ['no code', {}],
    ['no error at all', null],
  ])('says AGENCY_UNAVAILABLE for %s', async (_what, properties) => {
    const { federation } = withFacts(() => Promise.reject(properties && Object.assign(new Error('x'), properties)))

    expect(await federation.ask('{ one { fact } }')).toMatchObject({
      data: { one: { fact: null } },
      errors: [{ extensions: { code: 'AGENCY_UNAVAILABLE' } }],
    })
  })

  it.each([
    ['nothing', undefined],
    ['a text', '<html>'],
    ['a list', []],
    ['an empty object', {}],
    ['data that is a list', { data: [] }],
    ['errors that are no list', { data: {}, errors: 'x' }],
    ['entities that are no list', { data: { _entities: { 0: {} } } }],
    ['too few entities', { data: { _entities: [] } }],
    ['too many', { data: { _entities: [{}, {}] } }],
    ['an entity that is a text', { data: { _entities: ['x'] } }],
    ['an entity that is a list', { data: { _entities: [[]] } }],
    ['an object for a text', { data: { _entities: [{ fact: { secret: 1 } }] } }],
    ['a list for a text', { data: { _entities: [{ fact: ['a'] }] } }],
    ['a text for an object', { data: { _entities: [{ deep: 'x' }] } }],
  ])('is INVALID_DATA when its answer is %s', async (_what, answer) => {
    const { federation, summary } = withFacts(() => answer)

    expect(await federation.ask('{ one { name fact deep { value } } }')).toMatchObject({
      data: { one: { name: 'n2', fact: null, deep: null } },
      errors: [{ extensions: { code: 'INVALID_DATA' } }, { extensions: { code: 'INVALID_DATA' } }],
    })
    expect(summary()).toEqual(['list ok', 'facts invalid'])
  })

  it('keeps what came with errors, whatever they look like', async () => {
    const { federation, summary } = withFacts(() => ({
      data: { _entities: [{ fact: 'known' }] },
      errors: [
        null,
        'x',
        { message: 7, path: [{}], extensions: [] },
        { message: 'far', path: ['_entities', 99, 'fact'] },
        { message: 'on the way', path: ['_entities', 0, 'fact', 5, '__proto__'] },
      ],
    }))

    const { data, errors } = await federation.ask('{ one { fact } }')

    expect(data).toEqual({ one: { fact: 'known' } })
    expect(errors?.length).toBeGreaterThan(0)
    expect(errors?.every(({ path }) => path?.[0] === 'one')).toBe(true)
    expect(summary()).toEqual(['list ok', 'facts partial'])
  })

  it('says once why a field that may not be null is null', async () => {
    const { federation } = withFacts(() => {
      throw new Error('down')
    })

    expect(await federation.ask('{ strict { must } }')).toMatchObject({
      data: null,
      errors: [{ path: ['strict', 0, 'must'], extensions: { code: 'AGENCY_UNAVAILABLE' } }],
    })
    expect((await federation.ask('{ strict { must } }')).errors).toHaveLength(1)
  })

  it('adds a bounded number of errors', async () => {
    const { federation } = withFacts(
      () => {
        throw new Error('down')
      },
      { maxErrorsPerFetch: 2 },
    )

    expect((await federation.ask('{ items { fact deep { value } } }')).errors).toHaveLength(2)
  })

  it('is not asked once the request was cancelled', async () => {
    const { federation } = withFacts((_request, next) => next())
    const abort = new AbortController()
    abort.abort()

    const result = await federation.executor.execute({ query: '{ one { fact } }', context: null, signal: abort.signal })

    expect(result).toMatchObject({ data: { one: null }, errors: [{ path: ['one'], extensions: { code: 'CANCELLED' } }] })
    expect(federation.sent).toEqual([])
  })
})

describe('a hostile subgraph', () => {
  it('cannot add keys, reach prototypes or be another type', async () => {
    const poison = JSON.parse(
      '{"data":{"_entities":[{"fact":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"name":"forged","id":"9"}]}}',
    ) as unknown
    const { federation } = withFacts(() => poison)

    expect(await federation.ask('{ one { id name fact } }')).toEqual({ data: { one: { id: '2', name: 'n2', fact: 'x' } } })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it.each([
    ['of no type', 'Nope'],
    ['of another entity', 'Other'],
    ['of another kind', 'Part'],
    ['that is no text', 7],
  ])('is refused when it names a type %s', async (_what, __typename) => {
    const outcomes: FetchOutcome[] = []
    const federation = federate(subgraphs, {
      intercept: () => ({ data: { any: { __typename, id: 'a', a: 1 }, one: { id: '1', __typename } } }),
      onFetchOutcome: (outcome) => outcomes.push(outcome),
    })

    expect(await federation.ask('{ any { __typename id ... on A { a } } }')).toMatchObject({
      data: { any: null },
      errors: [{ path: ['any'], extensions: { code: 'INVALID_DATA', subgraph: 'list' } }],
    })
    expect(outcomes).toMatchObject([{ subgraph: 'list', outcome: 'invalid' }])
  })

  it('is refused when lists are too long, answers too large or values too deep', async () => {
    const ask = async (json: unknown, limits: object) =>
      (await federate(subgraphs, { intercept: () => ({ data: { one: { json } } }), limits }).ask('{ one { json } }')).errors
    const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)])

    expect(await ask([1, 2, 3], { maxListItems: 3 })).toBeUndefined()
    expect(await ask([1, 2, 3, 4], { maxListItems: 3 })).toMatchObject([{ extensions: { code: 'INVALID_DATA' } }])
    expect(await ask(deep(4), { maxJsonDepth: 3 })).toBeUndefined()
    expect(await ask(deep(5), { maxJsonDepth: 3 })).toMatchObject([{ extensions: { code: 'INVALID_DATA' } }])
    expect(await ask({ a: [1, 2, 3], b: 1 }, { maxAnswerNodes: 6 })).toMatchObject([{ extensions: { code: 'INVALID_DATA' } }])
    expect(await ask({ a: [1, 2], b: 1 }, { maxAnswerNodes: 6 })).toBeUndefined()
  })

  it('is refused when a value is none of its type, place by place', async () => {
    const federation = federate(
      { a: { sdl: 'type Query { n: Int s: String l: [Int] e: E b: Boolean m: [[Int!]] } enum E { X }' } },
      { intercept: () => ({ data: { n: 'secret-1', s: 5, l: [1, 2.5, null], e: 'secret-2', b: 'secret-3', m: [[1], [null]] } }) },
    )

    const result = await federation.ask('{ n s l e b m }')

    expect(result.data).toEqual({ n: null, s: '5', l: [1, null, null], e: null, b: null, m: [[1], null] })
    expect(result.errors?.map(({ path }) => path)).toEqual([['n'], ['l', 1], ['e'], ['b'], ['m', 1, 0]])
    expect(JSON.stringify(result)).not.toContain('secret')
  })
})

describe('a profile', () => {
  const federation = federate(subgraphs, {
    transformOperation: (document) => ({
      transform: () =>
        JSON.parse(JSON.stringify(document), (_key, node: unknown) =>
          Array.isArray(node) ? node.filter((item: { name?: { value?: string } } | null) => item?.name?.value !== 'fact') : node,
        ) as typeof document,
      cacheKeySuffix: 'no-fact',
    }),
  })

  it('keeps a field from being fetched, and the response still has it, as null', async () => {
    expect(await federation.ask('{ one { f: fact name } }')).toEqual({ data: { one: { f: null, name: 'n2' } } })
    expect(await federation.ask('{ one { fact } }')).toEqual({ data: { one: { fact: null } } })
    expect(federation.sent.map(({ subgraph }) => subgraph)).toEqual(['list', 'list'])
  })
})
