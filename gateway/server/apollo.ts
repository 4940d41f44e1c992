import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { GatewayExecutor, GatewayInterface, GatewaySchemaLoadOrUpdateCallback } from '@apollo/server-gateway-interface'
import type { GraphQLSchema } from 'graphql'
import { DocumentStore } from '../../platform/index.ts'
import { HubError } from '../../schema/index.ts'
import { type AnswerOptions, answer } from './answer.ts'
import type { RequestContext } from './context.ts'
import type { Graph } from './graph.ts'
import { tellFormatted, toGraphQLError } from './told-errors.ts'

/** The graph that is served, behind the interface by which Apollo Server takes a federated graph and learns of a new one. */
export class GraphHolder implements GatewayInterface {
  readonly #listeners = new Set<GatewaySchemaLoadOrUpdateCallback>()
  /** A request is answered by the graph that it was validated against, also when the graph is swapped meanwhile. */
  readonly #bySchema = new WeakMap<GraphQLSchema, Graph>()
  readonly #execute: (graph: Graph, context: Parameters<GatewayExecutor>[0]) => ReturnType<GatewayExecutor>
  readonly documents = new DocumentStore(() => this.#current.documents)
  #current: Graph

  constructor(first: Graph, execute: (graph: Graph, context: Parameters<GatewayExecutor>[0]) => ReturnType<GatewayExecutor>) {
    this.#current = first
    this.#execute = execute
    this.#bySchema.set(first.executor.publicSchema, first)
  }

  get current(): Graph {
    return this.#current
  }

  /** Serves another graph from the next request on. */
  swap(graph: Graph): void {
    this.#current = graph
    this.#bySchema.set(graph.executor.publicSchema, graph)
    for (const listener of this.#listeners) listener(toEvent(graph))
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback) {
    this.#listeners.add(callback)
    callback(toEvent(this.#current))
    return () => this.#listeners.delete(callback)
  }

  async load() {
    const executor: GatewayExecutor = (context) => this.#execute(this.#bySchema.get(context.schema) ?? this.#current, context)
    return { executor }
  }

  async stop() {}
}

const toEvent = ({ executor, supergraphSdl }: Graph) => ({ apiSchema: executor.publicSchema, coreSupergraphSdl: supergraphSdl })

/** Executes for Apollo Server through {@link answer}. */
export function createHolder(first: Graph, options: AnswerOptions): GraphHolder {
  const holder: GraphHolder = new GraphHolder(first, async (graph, { source, document, operation, request, context }) => {
    if (!operation) return { errors: [toGraphQLError(new HubError('OPERATION_NOT_FOUND'))] }
    const read = { source, ...holder.documents.lean(document, operation), variables: request.variables ?? {} }
    return answer(graph, read, context as RequestContext, options) // the context is the one that `http.ts` hands in
  })
  return holder
}

/** Apollo Server as the shell: reading, validating and GraphQL over HTTP are its; what is asked and answered is ours. */
export function createApollo(holder: GraphHolder, options: AnswerOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway: holder,
    nodeEnv: 'production',
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    documentStore: holder.documents,
    // Nothing here acts on cookies: a page elsewhere cannot send the token, and reads no answer.
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: options.limits.tokens },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    formatError: (formatted, thrown) => tellFormatted(formatted, thrown, options),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
}
