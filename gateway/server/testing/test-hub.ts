import { buildSubgraphSchema } from '@apollo/subgraph'
import { graphql, parse } from 'graphql'
import type { Hub, HubOptions, HubRequest } from '../../../subgraphs/hub/index.ts'

/** A hub of a few fields, which asks the agencies as the real one does. */
export function createTestHub({ agencies }: Pick<HubOptions, 'agencies'>): Hub {
  const stubs = agencies.map(
    ({ typePrefix }) => `type ${typePrefix}CaseRecord implements CaseRecord @key(fields: "id", resolvable: false) { id: ID! }`,
  )
  const sdl = `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    type Query { cases(first: Int): [CaseRecord] agencies: [Agency!]! codeLists: [String!]! me: Me crash: String }
    type Agency { code: String! name: String! status: String }
    type Me { agency: String purpose: String subject: String }
    interface CaseRecord { id: ID! }
    ${stubs.join('\n')}
  `
  const cases = async (_root: unknown, _args: unknown, { askAgency, sources }: HubRequest) => {
    const lists = await Promise.all(
      agencies.map(async ({ agency }) => {
        sources.asked(agency)
        try {
          const { data } = await askAgency(agency, { query: '{ locate }', variables: {} })
          return (data as { locate: { items: { id: string; typename: string }[] } }).locate.items // the agencies of these tests answer so
        } catch {
          return []
        }
      }),
    )
    return lists.flat().map(({ id, typename }) => ({ __typename: typename, id }))
  }
  const schema = buildSubgraphSchema([
    {
      typeDefs: parse(sdl),
      resolvers: {
        Query: {
          cases,
          agencies: (_root: unknown, _args: unknown, context: HubRequest) =>
            agencies.map(({ agency, name }) => ({ code: agency, name: name.en, status: context.agencyStatus?.(agency) })),
          codeLists: () => ['stage'],
          me: (_root: unknown, _args: unknown, { viewer, subject }: HubRequest) => viewer && { ...viewer, subject },
          crash: () => {
            throw new TypeError('a secret of the house')
          },
        },
      },
    },
  ])
  return {
    sdl,
    execute: ({ query, variables, operationName, context }) =>
      graphql({ schema, source: query, variableValues: variables, operationName, contextValue: context }),
  } as Hub // graphql-js answers what a hub answers
}
