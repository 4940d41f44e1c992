import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { federate } from './support/federate.ts'

const federation = federate({
  a: {
    sdl: `type Query { user: User @deprecated(reason: "old") users(first: Int! = 2, filter: Filter): [User] any: Any secret: Int @inaccessible kinds: [Kind] kind: Kind byKind(kind: Kind!): Kind hidden: Shape echo(text: String, list: [Int!], at: In): String nan: Float big: Int text: String }
      type User @key(fields: "id") { id: ID! name: String "the age" age(unit: Unit = YEARS): Int pin: String @inaccessible tags: [String!] }
      "input" input Filter { name: String limit: Int = 7 code: String @inaccessible } input In { list: [In!] n: Int = 3 kind: Kind } scalar Any enum Unit { YEARS MONTHS } enum Kind { OPEN CLOSED @inaccessible }
      interface Shape { x: Int } type Circle implements Shape { x: Int } type Ghost implements Shape @inaccessible { x: Int y: Int }
      type Mutation { add(n: Int!): Int! fail: Int! soft: Int addUser(name: String!): User reset: Int } `,
    resolvers: (() => {
      let sum = 0
      return {
        Query: {
          user: () => ({ id: '1', name: 'Ana' }),
          users: (_: unknown, { first, filter }: { first: number; filter?: { limit: number } }) =>
            [{ id: '1', name: `f${first} l${filter?.limit}` }, { id: '2' }].slice(0, first),
          any: () => ({ nested: [1, { __proto__x: 2 }] }),
          kinds: () => ['OPEN', 'CLOSED', null],
          kind: () => 'CLOSED',
          hidden: () => ({ __typename: 'Ghost', x: 1 }),
          echo: (_: unknown, args: object) => JSON.stringify(args),
          big: () => 2147483647,
          text: () => 'é\u2028"',
        },
        User: {
          __resolveReference: (key: object) => key,
          age: (_: unknown, { unit }: { unit: string }) => (unit === 'YEARS' ? 30 : 360),
          tags: () => ['a', 'b'],
        },
        Mutation: {
          reset: () => {
            sum = 0
            return 0
          },
          add: (_: unknown, { n }: { n: number }) => {
            sum += n
            return sum
          },
          fail: () => {
            throw new Error('refused')
          },
          soft: () => {
            throw new Error('softly refused')
          },
          addUser: (_: unknown, { name }: { name: string }) => ({ id: '9', name }),
        },
      }
    })(),
  },
  b: {
    sdl: 'type User @key(fields: "id") { id: ID! score: Int! friend: User } type Mutation { multiply(by: Int!): Int! }',
    resolvers: {
      User: { __resolveReference: (key: object) => key, score: ({ id }: { id: string }) => Number(id) * 10, friend: () => ({ id: '2' }) },
      Mutation: { multiply: (_: unknown, { by }: { by: number }) => by * 100 },
    },
  },
})

describe('@skip and @include', () => {
  it.each([
    ['query($yes: Boolean!) { user @include(if: $yes) { score @skip(if: $yes) id } }', { user: { id: '1' } }],
    ['query($no: Boolean = false) { user { score @include(if: $no) } }', { user: {} }],
    ['query($yes: Boolean!) { user @skip(if: $yes) { id } }', {}],
    ['query($yes: Boolean!) { user { ... @include(if: $yes) { score } ... on User @skip(if: $yes) { name } } }', { user: { score: 10 } }],
    [
      'query($yes: Boolean!, $no: Boolean = false) { user { ...F @include(if: $no) ...G } } fragment F on User { name } fragment G on User { friend @include(if: $yes) { ...F score @skip(if: $no) } }',
      { user: { friend: { name: null, score: 20 } } },
    ],
    ['{ user { name @skip(if: true) id @include(if: true) score @include(if: false) } }', { user: { id: '1' } }],
    [
      'query($yes: Boolean!, $no: Boolean = false) { user { score @skip(if: $no) @include(if: $yes) name @skip(if: $no) @include(if: $no) } }',
      { user: { score: 10 } },
    ],
    ['query($yes: Boolean!) { user { id @skip(if: $yes) id } }', { user: { id: '1' } }],
    [
      'query($yes: Boolean!, $no: Boolean = false) { __typename @skip(if: $yes) t: __typename @include(if: $yes) user { id @skip(if: $no) } }',
      { t: 'Query', user: { id: '1' } },
    ],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query, { yes: true })).toEqual({ data })
  })

  it('asks no subgraph for what is skipped', async () => {
    federation.sent.length = 0

    await federation.ask('query($s: Boolean!) { user { id score @skip(if: $s) friend @skip(if: $s) { score } } }', { s: true })

    expect(federation.sent.map(({ subgraph }) => subgraph)).toEqual(['a'])
  })

  it('asks with the values of this request, not of the first', async () => {
    const query = 'query($s: Boolean!) { user { score @skip(if: $s) } }'

    expect((await federation.ask(query, { s: true })).data).toEqual({ user: {} })
    expect((await federation.ask(query, { s: false })).data).toEqual({ user: { score: 10 } })
  })
})

describe('introspection and __typename', () => {
  it('answers the whole introspection query from the public schema', async () => {
    federation.sent.length = 0
    const { data, errors } = await federation.ask(
      getIntrospectionQuery({
        specifiedByUrl: true,
        inputValueDeprecation: true,
        oneOf: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
      }),
    )

    expect(errors).toBeUndefined()
    const sdl = printSchema(buildClientSchema(data as never))
    expect(sdl).toBe(printSchema(federation.executor.publicSchema))
    expect(sdl).not.toMatch(/join__|link__|secret|pin|CLOSED|Ghost|code: String/)
    expect(sdl).toContain('"""the age"""')
    expect(sdl).toContain('@deprecated(reason: "old")')
    expect(federation.sent).toEqual([])
  })

  it.each([
    ['{ __typename }', { __typename: 'Query' }],
    ['mutation { __typename reset }', { __typename: 'Mutation', reset: 0 }],
    [
      '{ user { id } __schema { queryType { n: name } } t: __type(name: "User") { fields { name } } }',
      {
        user: { id: '1' },
        __schema: { queryType: { n: 'Query' } },
        t: { fields: [{ name: 'id' }, { name: 'name' }, { name: 'age' }, { name: 'tags' }, { name: 'score' }, { name: 'friend' }] },
      },
    ],
    [
      '{ ...Q user { t: __typename __typename } } fragment Q on Query { __type(name: "Ghost") { name } x: __typename }',
      { __type: null, x: 'Query', user: { t: 'User', __typename: 'User' } },
    ],
    ['query($n: String!) { __type(name: $n) { kind enumValues { name } } }', { __type: { kind: 'ENUM', enumValues: [{ name: 'OPEN' }] } }],
  ])('answers %s', async (query, data) => {
    const result = await federation.ask(query, { n: 'Kind' })

    const sorted = JSON.parse(JSON.stringify(result), (key, value: unknown) =>
      key === 'fields' && Array.isArray(value) ? value.toSorted((x, y) => JSON.stringify(x).localeCompare(JSON.stringify(y))) : value,
    ) as unknown
    const expected = JSON.parse(JSON.stringify({ data }), (key, value: unknown) =>
      key === 'fields' && Array.isArray(value) ? value.toSorted((x, y) => JSON.stringify(x).localeCompare(JSON.stringify(y))) : value,
    ) as unknown
    expect(sorted).toEqual(expected)
  })

  it('keeps the order of the operation', async () => {
    const result = await federation.executor.execute({
      query: '{ user { score z: name id friend { name score } } __typename users { id } }',
      context: null,
    })

    expect(JSON.stringify(result.data)).toBe(
      '{"user":{"score":10,"z":"Ana","id":"1","friend":{"name":null,"score":20}},"__typename":"Query","users":[{"id":"1"},{"id":"2"}]}',
    )
  })
})

describe('what is @inaccessible', () => {
  it('cannot be asked for', async () => {
    for (const query of [
      '{ secret }',
      '{ user { pin } }',
      '{ users(filter: { code: "x" }) { id } }',
      '{ byKind(kind: CLOSED) }',
      '{ hidden { ... on Ghost { y } } }',
    ]) {
      federation.sent.length = 0
      const result = await federation.ask(query)
      expect(result).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] })
      expect(result).not.toHaveProperty('data')
      expect(JSON.stringify(result)).not.toContain('Did you mean')
      expect(federation.sent).toEqual([])
    }
  })

  it('becomes null with an error where a subgraph answers with it', async () => {
    expect(await federation.ask('{ kinds }')).toMatchObject({ data: { kinds: ['OPEN', null, null] }, errors: [{ path: ['kinds', 1] }] })
    expect(await federation.ask('{ k: kind }')).toMatchObject({ data: { k: null }, errors: [{ path: ['k'] }] })
    expect(await federation.ask('{ hidden { x } }')).toMatchObject({ data: { hidden: null }, errors: [{ path: ['hidden'] }] })
    expect(await federation.ask('{ hidden { x __typename } }')).toMatchObject({ data: { hidden: null }, errors: [{ path: ['hidden'] }] })
  })
})

describe('variables', () => {
  it.each([
    ['query($n: Int = 1) { users(first: $n) { name } }', {}, { users: [{ name: 'f1 lundefined' }] }],
    ['query($f: Filter) { users(first: 1, filter: $f) { name } }', { f: { name: 'x' } }, { users: [{ name: 'f1 l7' }] }],
    ['query($f: Filter) { users(first: 1, filter: $f) { name } }', { f: null }, { users: [{ name: 'f1 lundefined' }] }],
    ['query($l: [Int!]) { echo(list: $l) }', { l: 4 }, { echo: '{"list":[4]}' }],
    ['query($t: String) { echo(text: $t) }', {}, { echo: '{}' }],
    ['query($t: String) { echo(text: $t) }', { t: null }, { echo: '{"text":null}' }],
    [
      'query($a: In) { echo(at: $a) }',
      { a: { list: [{ n: 1 }, { kind: 'OPEN' }] } },
      { echo: '{"at":{"list":[{"n":1},{"n":3,"kind":"OPEN"}],"n":3}}' },
    ],
    [
      'query($k: Kind, $n: Int) { echo(at: { kind: $k, n: $n, list: [{ n: 2 }] }) }',
      { k: 'OPEN' },
      { echo: '{"at":{"list":[{"n":2}],"n":3,"kind":"OPEN"}}' },
    ],
    ['query($u: Unit!) { user { age(unit: $u) y: age id } }', { u: 'MONTHS' }, { user: { age: 360, y: 30, id: '1' } }],
    ['query($t: String) { a: echo(text: $t) b: echo(text: "x") }', { t: 'y' }, { a: '{"text":"y"}', b: '{"text":"x"}' }],
  ])('answers %s with %j', async (query, variables, data) => {
    expect(await federation.ask(query, variables)).toEqual({ data })
  })

  it.each([
    ['query($u: Unit!) { user { age(unit: $u) } }', { u: 'PRIVATE-VALUE' }],
    ['query($n: Int!) { users(first: $n) { id } }', { n: 'PRIVATE-VALUE' }],
    ['query($f: Filter) { users(filter: $f) { id } }', { f: { 'PRIVATE-VALUE': 1 } }],
    ['query($f: Filter) { users(filter: $f) { id } }', { f: { code: 'PRIVATE-VALUE' } }],
    ['query($k: Kind!) { byKind(kind: $k) }', { k: 'CLOSED' }],
    ['query($n: Int!) { users(first: $n) { id } }', {}],
  ])('refuses %s with %j and does not repeat the value', async (query, variables) => {
    federation.sent.length = 0
    const result = await federation.ask(query, variables)

    expect(result).toMatchObject({ errors: [{ message: expect.stringContaining('$'), extensions: { code: 'BAD_USER_INPUT' } }] })
    expect(result).not.toHaveProperty('data')
    expect(JSON.stringify(result)).not.toContain('PRIVATE-VALUE')
    expect(federation.sent).toEqual([])
  })
})

describe('mutations', () => {
  it('run one after the other across subgraphs, each mention once', async () => {
    federation.sent.length = 0
    const { data } = await federation.ask(
      'mutation { reset five: add(n: 5) x: multiply(by: 2) seven: add(n: 2) again: add(n: 2) user: addUser(name: "N") { name score friend { id } } }',
    )

    expect(data).toEqual({ reset: 0, five: 5, x: 200, seven: 7, again: 9, user: { name: 'N', score: 90, friend: { id: '2' } } })
    expect(federation.sent.filter(({ query }) => query.startsWith('mutation')).map(({ subgraph }) => subgraph)).toEqual(['a', 'b', 'a'])
  })

  it('stop after one that may not be null failed, and go on after one that may', async () => {
    const failed = await federation.ask('mutation { reset fail x: multiply(by: 3) }')
    expect(failed).toMatchObject({ data: null, errors: [{ message: 'refused', path: ['fail'] }] })
    federation.sent.length = 0
    const soft = await federation.ask('mutation { s: soft x: multiply(by: 3) }')

    expect(soft).toMatchObject({ data: { s: null, x: 300 }, errors: [{ message: 'softly refused', path: ['s'] }] })
  })
})

describe('requests that cannot be run', () => {
  it.each([
    ['{', undefined, 'GRAPHQL_PARSE_FAILED'],
    ['', undefined, 'GRAPHQL_PARSE_FAILED'],
    ['{ nope }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['{ user }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['{ a: user { id } a: any }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['fragment F on Query { user { id } }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { any } query B { any }', undefined, 'OPERATION_RESOLUTION_FAILURE'],
    ['query A { any } query B { any }', 'C', 'OPERATION_RESOLUTION_FAILURE'],
  ])('refuses %s (%s)', async (query, operationName, code) => {
    const result = await federation.ask(query, {}, operationName)

    expect(result).toMatchObject({ errors: [{ extensions: { code } }] })
    expect(result).not.toHaveProperty('data')
  })

  it('runs the operation that is named', async () => {
    expect((await federation.ask('query A { a: __typename } query B { user { score } }', {}, 'B')).data).toEqual({ user: { score: 10 } })
  })

  it('refuses fragments that stand for millions of fields, at once', async () => {
    const bomb = Array.from({ length: 30 }, (_, i) => `fragment F${i} on User { ...F${i + 1} friend { ...F${i + 1} } }`).join('\n')

    const result = await federation.ask(`{ user { ...F0 } } ${bomb} fragment F30 on User { id }`)

    expect(result).toMatchObject({ errors: [{ message: expect.stringContaining('more than 20000 fields') }] })
  })
})

describe('what is nested without end', () => {
  const chain = (length: number) =>
    `{ user { ...F0 } } ${Array.from({ length }, (_, i) => `fragment F${i} on User { friend { ...F${i + 1} } }`).join(' ')} fragment F${length} on User { id }`
  const inputs = (depth: number): object => Array.from({ length: depth }).reduce<object>((inner) => ({ list: [inner] }), { n: 1 })

  it.each([
    ['a chain of fragments', chain(5_000), {}],
    ['selections', `{ user ${'{ friend '.repeat(3_000)} { id } ${'}'.repeat(3_000)} }`, {}],
    ['a value', `{ echo(list: ${'['.repeat(20_000)}${']'.repeat(20_000)}) }`, {}],
    ['a variable', 'query($a: In) { echo(at: $a) }', { a: inputs(20_000) }],
    ['selections that only the planner finds too deep', `{ user ${'{ friend '.repeat(60)} { id } ${'}'.repeat(60)} }`, {}],
  ])('is refused: %s', async (_what, query, variables) => {
    const result = await federation.executor.execute({ query, variables, context: null })

    expect(result).toMatchObject({ errors: [{ message: expect.stringMatching(/nested|tokens|no valid value/) }] })
    expect(result).not.toHaveProperty('data')
  })
})

describe('values', () => {
  it('passes custom scalars, texts and numbers as they are', async () => {
    expect(await federation.ask('{ any big text nan }')).toEqual({
      data: { any: { nested: [1, { __proto__x: 2 }] }, big: 2147483647, text: 'é\u2028"', nan: null },
    })
  })

  it('takes names that every object inherits as names', async () => {
    const result = await federation.executor.execute({
      query: '{ user { constructor: name toString: score __proto__: id hasOwnProperty: age } }',
      context: null,
    })

    expect(JSON.stringify(result.data)).toBe('{"user":{"constructor":"Ana","toString":10,"__proto__":"1","hasOwnProperty":30}}')
  })
})
