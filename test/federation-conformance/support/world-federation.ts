import { createRequire } from 'node:module'
import { type GraphQLSchema, graphql, parse } from 'graphql'
import { createFederatedExecutor, type ExecuteResult, type FederatedExecutor } from '../../../gateway/index.ts'
import type { Planner } from '../../../gateway/plan/index.ts'
import { compose, LINK, type SentRequest } from './federate.ts'
import { partyOf, WORLD_SUBGRAPHS, worldResolver, worldTypeResolver } from './world.ts'

const { buildSubgraphSchema } = createRequire(import.meta.url)('@apollo/subgraph') as typeof import('@apollo/subgraph')

export interface WorldFederation {
  readonly executor: FederatedExecutor<unknown>
  readonly sent: SentRequest[]
  ask(query: string, variables: Record<string, unknown>): Promise<ExecuteResult>
}

/** The world's subgraphs, each resolving its own fields from what it is sent. */
export function createWorldFederation(createPlanner?: (supergraphSdl: string) => Planner): WorldFederation {
  const schemas = new Map<string, GraphQLSchema>(
    Object.entries(WORLD_SUBGRAPHS).map(([name, sdl]) => {
      const resolvers = name === 'police' ? { Party: { __resolveReference: ({ id }: { id: string }) => partyOf(id) } } : {}
      return [name, buildSubgraphSchema([{ typeDefs: parse(LINK + sdl), resolvers: resolvers as never }])]
    }),
  )
  const sent: SentRequest[] = []
  const supergraphSdl = compose(Object.fromEntries(Object.entries(WORLD_SUBGRAPHS).map(([name, sdl]) => [name, { sdl }])))
  const executor = createFederatedExecutor<unknown>({
    supergraphSdl,
    ...(createPlanner && { planner: createPlanner(supergraphSdl) }),
    send: async (subgraph, { query, variables }) => {
      const variableValues = JSON.parse(JSON.stringify(variables)) as Record<string, unknown>
      sent.push({ subgraph, query, variables: variableValues })
      const schema = schemas.get(subgraph)
      if (!schema) throw new Error(`no subgraph ${subgraph}`)
      const result = await graphql({
        schema,
        source: query,
        variableValues,
        fieldResolver: worldResolver(false),
        typeResolver: worldTypeResolver,
      })
      return JSON.parse(JSON.stringify(result)) as unknown
    },
  })
  return {
    executor,
    sent,
    ask: async (query, variables) =>
      JSON.parse(JSON.stringify(await executor.execute({ query, variables, context: null }))) as ExecuteResult,
  }
}
