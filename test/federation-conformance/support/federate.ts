import { createRequire } from 'node:module'
import { composeServices } from '@theguild/federation-composition'
import { type GraphQLSchema, graphql, parse } from 'graphql'
import {
  createFederatedExecutor,
  type ExecuteResult,
  type FederatedExecutor,
  type FederatedExecutorOptions,
} from '../../../gateway/index.ts'

// The CommonJS build, so that it shares one copy of graphql with this file.
const { buildSubgraphSchema } = createRequire(import.meta.url)('@apollo/subgraph') as typeof import('@apollo/subgraph')

type Resolver = (...args: never[]) => unknown
export interface Subgraph {
  readonly sdl: string
  readonly resolvers?: Readonly<Record<string, Readonly<Record<string, Resolver | object>>>>
}

export interface SentRequest {
  readonly subgraph: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

export interface Federation {
  readonly supergraphSdl: string
  readonly executor: FederatedExecutor<unknown>
  /** Requests that subgraphs got, oldest first. */
  readonly sent: SentRequest[]
  ask(query: string, variables?: Record<string, unknown>, operationName?: string): Promise<ExecuteResult>
}

export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable", "@interfaceObject", "@requires",
  "@external", "@provides", "@override", "@inaccessible", "@tag", "@extends"])\n`

/** Composes subgraphs; `fed1` ones are given without `@link`. */
export function compose(subgraphs: Readonly<Record<string, { readonly sdl: string; readonly fed1?: boolean }>>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, { sdl, fed1 }]) => ({
      name,
      url: `http://${name}.invalid`,
      typeDefs: parse(fed1 ? sdl : LINK + sdl),
    })),
  )
  if (!supergraphSdl) throw new Error(`does not compose: ${errors?.map(({ message }) => message).join('; ')}`)
  return supergraphSdl
}

export type Intercept = (request: SentRequest, next: () => Promise<unknown>) => unknown

/** A supergraph over subgraphs in this process. Answers go through JSON, as over HTTP. */
export function federate(
  subgraphs: Readonly<Record<string, Subgraph & { readonly fed1?: boolean }>>,
  options: Partial<FederatedExecutorOptions<unknown>> & { readonly intercept?: Intercept } = {},
): Federation {
  const { intercept, ...executorOptions } = options
  const schemas = new Map<string, GraphQLSchema>()
  for (const [name, { sdl, resolvers, fed1 }] of Object.entries(subgraphs))
    schemas.set(name, buildSubgraphSchema([{ typeDefs: parse(fed1 ? sdl : LINK + sdl), resolvers: (resolvers ?? {}) as never }]))
  const sent: SentRequest[] = []
  const supergraphSdl = options.supergraphSdl ?? compose(subgraphs)
  const executor = createFederatedExecutor<unknown>({
    ...executorOptions,
    supergraphSdl,
    send: (subgraph, { query, variables }) => {
      const request = { subgraph, query, variables: JSON.parse(JSON.stringify(variables)) as Record<string, unknown> }
      sent.push(request)
      const next = async (): Promise<unknown> => {
        const schema = schemas.get(subgraph)
        if (!schema) throw new Error(`no subgraph ${subgraph}`)
        return JSON.parse(JSON.stringify(await graphql({ schema, source: query, variableValues: request.variables })))
      }
      return intercept ? intercept(request, next) : next()
    },
  })
  return {
    supergraphSdl,
    executor,
    sent,
    ask: async (query, variables, operationName) => {
      const result = await executor.execute({ query, variables, operationName, context: null })
      return JSON.parse(JSON.stringify(result)) as ExecuteResult // as a client reads it
    },
  }
}
