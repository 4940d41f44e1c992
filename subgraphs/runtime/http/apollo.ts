import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { DocumentStore, Shelf } from '../../../platform/index.ts'
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

const OWN_BYTES = 8_000_000

export interface ApolloParts {
  readonly plugins: readonly ApolloServerPlugin<RequestContext>[]
  /** Where documents that were read and found valid are kept. @default one of its own */
  readonly shelf?: Shelf
}

/** Apollo Server as the shell of one schema: everything that reports, caches, welcomes or guesses is off. */
export async function createApollo(
  schema: GraphQLSchema,
  format: FormatSettings,
  { plugins, shelf = new Shelf(OWN_BYTES) }: ApolloParts,
): Promise<ApolloServer<RequestContext>> {
  const kept = shelf.map<string, DocumentNode>()
  const documents = new DocumentStore(() => kept)
  const server = new ApolloServer<RequestContext>({
    schema,
    nodeEnv: 'production',
    introspection: true, // whoever gets here has the hub's signature
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true, // no "Did you mean"
    stopOnTerminationSignals: false,
    persistedQueries: false,
    documentStore: documents,
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
