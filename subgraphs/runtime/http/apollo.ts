import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { GraphQLSchema } from 'graphql'
import type { RequestContext } from '../resolve/context.ts'
import { type FormatSettings, formatHubError, toHubError } from './format-error.ts'
import { knownOperations } from './known-operations.ts'
import { maxDepth } from './max-depth.ts'
import { maxList } from './max-list.ts'
import { maxRootFields } from './max-root-fields.ts'
import { stringifyResult } from './prepared-json.ts'

/** Bounds of a document; the hub's own stay far below. */
export const DOCUMENT_LIMITS = { tokens: 15_000, depth: 12, recursiveSelections: 1_000, listItems: 100, rootFields: 10 } as const

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** Apollo Server as the shell of one schema: everything that reports, caches, welcomes or guesses is off. */
export async function createApollo(
  schema: GraphQLSchema,
  format: FormatSettings,
  plugins: readonly ApolloServerPlugin<RequestContext>[] = [],
): Promise<ApolloServer<RequestContext>> {
  const server = new ApolloServer<RequestContext>({
    schema,
    nodeEnv: 'production',
    introspection: true, // whoever gets here has the hub's signature
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true, // no "Did you mean"
    stopOnTerminationSignals: false,
    persistedQueries: false,
    csrfPrevention: false, // no browser signs calls
    allowBatchedHttpRequests: false,
    status400ForVariableCoercionErrors: true,
    parseOptions: { maxTokens: DOCUMENT_LIMITS.tokens },
    maxRecursiveSelections: DOCUMENT_LIMITS.recursiveSelections,
    validationRules: [
      knownOperations,
      maxDepth(DOCUMENT_LIMITS.depth),
      maxList(DOCUMENT_LIMITS.listItems),
      maxRootFields(DOCUMENT_LIMITS.rootFields),
    ],
    logger: silent, // its messages may hold anything; ours are chosen
    stringifyResult,
    formatError: (formatted, thrown) => formatHubError(toHubError(thrown, format), formatted.path),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...plugins,
    ],
  })
  await server.start()
  return server
}
