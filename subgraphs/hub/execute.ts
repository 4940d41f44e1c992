import { randomUUID } from 'node:crypto'
import {
  type DocumentNode,
  type ExecutionResult,
  execute as executeGraphQL,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql'
import { HubError, isHubError } from '../../schema/index.ts'
import type { HubContext } from './context.ts'
import type { HubExecution } from './request.ts'

/** Documents kept, those used last; the gateway sends the same few again and again. A character of one takes some twenty bytes. */
const CACHED_DOCUMENTS = 500
const CACHED_CHARACTERS = 100_000
/** The gateway limits what people send; this is for what it makes of it. */
const MOST_TOKENS = 10_000

/** A document that may be run, or why not. */
type Prepared = { readonly document: DocumentNode } | { readonly error: GraphQLError }

/**
 * Runs documents against the hub's schema. Errors of the catalogue leave with their code; everything else is masked with a reference.
 *
 * @param onUnexpectedError gets what was masked, with the reference that the asker sees
 */
export function createExecute(schema: GraphQLSchema, onUnexpectedError: (error: unknown, correlationId: string) => void) {
  const prepared = new Map<string, Prepared>()
  let characters = 0

  const prepare = (query: string): Prepared => {
    const known = prepared.get(query)
    const made = known ?? prepareDocument(schema, query)
    prepared.delete(query)
    prepared.set(query, made)
    if (!known) characters += query.length
    for (const oldest of prepared.keys()) {
      if (prepared.size <= CACHED_DOCUMENTS && characters <= CACHED_CHARACTERS) break
      prepared.delete(oldest)
      characters -= oldest.length
    }
    return made
  }

  return async (
    { query, variables, operationName }: Omit<HubExecution, 'context'>,
    contextValue: HubContext,
  ): Promise<FormattedExecutionResult> => {
    const ready = prepare(query)
    if ('error' in ready) return { errors: [ready.error.toJSON()] }
    const result: ExecutionResult = await executeGraphQL({
      schema,
      document: ready.document,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
      contextValue,
    })
    return {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(result.errors ? { errors: result.errors.map((error) => shown(error, onUnexpectedError).toJSON()) } : {}),
    }
  }
}

function prepareDocument(schema: GraphQLSchema, query: string): Prepared {
  try {
    // Where its nodes stand in the text takes more than the rest of a document; only an error tells it.
    const document = parse(query, { maxTokens: MOST_TOKENS, noLocation: true })
    if (validate(schema, document, undefined, { maxErrors: 1 }).length === 0) return { document }
    const [error] = validate(schema, parse(query, { maxTokens: MOST_TOKENS }), undefined, { maxErrors: 1 })
    // The full text names the schema's fields, which are public; suggestions are the gateway's to drop.
    return error ? { error: withCode(new HubError('VALIDATION_FAILED', { problem: error.message }), error) } : { document }
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause
    const [{ line, column } = { line: 1, column: 1 }] = cause.locations ?? []
    return { error: withCode(new HubError('PARSE_FAILED', { line, column }), cause) }
  }
}

function withCode(error: HubError, at: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: at.nodes ?? null,
    path: at.path ?? null,
    extensions: { code: error.code, ...error.details },
  })
}

function shown(error: GraphQLError, onUnexpectedError: (error: unknown, correlationId: string) => void): GraphQLError {
  const { originalError } = error
  if (isHubError(originalError)) return withCode(originalError, error)
  // graphql-js's own words, e.g. of a variable that is missing: the question's fault, and no value of a record is in them.
  // Where a scalar refused a variable, the scalar's words: the others would repeat the value.
  if (error.path === undefined && (originalError === undefined || originalError instanceof GraphQLError))
    return withCode(new HubError('VALIDATION_FAILED', { problem: (originalError ?? error).message }), error)
  const correlationId = randomUUID()
  onUnexpectedError(originalError ?? error, correlationId)
  return withCode(new HubError('INTERNAL', { correlationId }), error)
}
