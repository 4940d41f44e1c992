import { describe, expect, it } from 'vitest'
import { federate } from './support/federate.ts'

const people = [
  { id: 'u1', name: 'u1-name', age: 11, login: 'u1-login' },
  { id: 'u2', name: 'u2-name', age: 22, login: 'u2-login' },
]
const byId = ({ id }: { id: string }) => people.find((person) => person.id === id)

const federation = federate({
  people: {
    sdl: `
      type Query { people: [Named!]! one(id: ID!): Named }
      interface Named @key(fields: "id") { id: ID! name: String }
      type Person implements Named @key(fields: "id") { id: ID! name: String age: Int }
      type Robot implements Named @key(fields: "id") { id: ID! name: String model: String }
    `,
    resolvers: {
      Query: {
        people: () => people.map((person) => ({ __typename: 'Person', ...person })),
        one: (_: unknown, { id }: { id: string }) => ({ __typename: 'Person', ...byId({ id }) }),
      },
      Named: {
        __resolveReference: (key: { id: string }) => {
          const found = byId(key)
          return found && { __typename: 'Person', ...found }
        },
      },
      Person: { __resolveReference: byId },
    },
  },
  logins: {
    sdl: `
      type Query { others: [Named] ghost: Named }
      type Named @key(fields: "id") @interfaceObject { id: ID! name: String @external login: String @requires(fields: "name") plain: Int! }
    `,
    resolvers: {
      Query: { others: () => people.map(({ id }) => ({ id })), ghost: () => ({ id: 'nobody' }) },
      Named: {
        __resolveReference: (key: { id: string; name?: string }) => key,
        login: ({ id, name }: { id: string; name?: string }) => {
          if (!name) throw new Error('name was not sent')
          return byId({ id })?.login
        },
        plain: () => 7,
      },
    },
  },
})

describe('an interface object', () => {
  it.each([
    ['{ others { id name login } }', { others: people.map(({ id, name, login }) => ({ id, name, login })) }],
    ['{ others { login } }', { others: people.map(({ login }) => ({ login })) }],
    ['{ others { plain } }', { others: [{ plain: 7 }, { plain: 7 }] }],
    ['{ people { id name login } }', { people: people.map(({ id, name, login }) => ({ id, name, login })) }],
    ['{ people { login plain __typename } }', { people: people.map(({ login }) => ({ login, plain: 7, __typename: 'Person' })) }],
    ['{ others { ... on Person { age } } }', { others: [{ age: 11 }, { age: 22 }] }],
    ['{ others { ... on Robot { plain } ... on Person { plain } } }', { others: [{ plain: 7 }, { plain: 7 }] }],
    [
      '{ others { ... on Person { p: plain login } ... on Robot { plain model } } }',
      { others: people.map(({ login }) => ({ p: 7, login })) },
    ],
    ['{ others { ... on Person { login } ... on Robot { plain } } }', { others: people.map(({ login }) => ({ login })) }],
    ['{ others { ... on Robot { model } } }', { others: [{}, {}] }],
    ['{ people { ... on Person { age login } } }', { people: people.map(({ age, login }) => ({ age, login })) }],
    ['{ others { __typename id } }', { others: people.map(({ id }) => ({ __typename: 'Person', id })) }],
    [
      '{ others { t: __typename ... on Person { age id name login } id name } }',
      { others: people.map(({ age, id, name, login }) => ({ t: 'Person', age, id, name, login })) },
    ],
    [
      '{ one(id: "u2") { ... on Named { login } ...P } } fragment P on Person { age plain }',
      { one: { login: 'u2-login', age: 22, plain: 7 } },
    ],
  ])('answers %s', async (query, data) => {
    expect(await federation.ask(query)).toEqual({ data })
  })

  it('is null with an error where its type is asked for and nobody knows it', async () => {
    const { data, errors } = await federation.ask('{ ghost { __typename id } }')

    expect(data).toEqual({ ghost: null })
    expect(errors).toMatchObject([{ path: ['ghost', '__typename'] }])
  })

  it('answers what it holds itself for an entity that the other subgraph does not know', async () => {
    expect((await federation.ask('{ ghost { id plain } }')).data).toEqual({ ghost: { id: 'nobody', plain: 7 } })
  })
})
