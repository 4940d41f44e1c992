import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { HubError, isHubError } from '../../../schema/index.ts'

/** Told once for each unexpected error; the reference is all that leaves the agency. */
export type OnUnexpected = (correlationId: string, thrown: unknown) => void

export interface FormatSettings {
  readonly newId: () => string
  readonly onUnexpected: OnUnexpected
}

/** What may leave: the words of the catalogue and the place in the answer; no positions in the document, no stack, nothing of a value. */
export const formatHubError = (error: HubError, path?: readonly (string | number)[]): GraphQLFormattedError => ({
  message: error.message,
  ...(path ? { path } : {}),
  extensions: {
    code: error.code,
    ...('skewSeconds' in error && typeof error.skewSeconds === 'number' ? { skewSeconds: error.skewSeconds } : {}),
  },
})

/** The expected error that something thrown stands for; everything else becomes INTERNAL with a reference to the log. */
export function toHubError(thrown: unknown, { newId, onUnexpected }: FormatSettings): HubError {
  if (isHubError(thrown)) return thrown
  if (thrown instanceof GraphQLError) {
    const { originalError } = thrown
    if (originalError && originalError !== thrown) {
      if (isHubError(originalError)) return originalError
      // graphql-js wraps what a resolver throws; its own errors have no place in the answer.
      if (!(originalError instanceof GraphQLError)) return unexpected(originalError, newId, onUnexpected)
    }
    const known = ofGraphQL(thrown)
    if (known) return known
  }
  return unexpected(thrown, newId, onUnexpected)
}

function unexpected(thrown: unknown, newId: FormatSettings['newId'], onUnexpected: OnUnexpected): HubError {
  const correlationId = newId()
  onUnexpected(correlationId, thrown)
  return new HubError('INTERNAL', { correlationId }, { cause: thrown })
}

/** Errors of parsing, validation and transport, by the codes of Apollo Server. */
function ofGraphQL(error: GraphQLError): HubError | undefined {
  switch (error.extensions.code) {
    case 'GRAPHQL_PARSE_FAILED': {
      const { line = 0, column = 0 } = error.locations?.[0] ?? {}
      return new HubError('PARSE_FAILED', { line, column })
    }
    case 'GRAPHQL_VALIDATION_FAILED':
      return new HubError('VALIDATION_FAILED', { problem: error.message })
    case 'BAD_USER_INPUT': // its message would repeat the value
      return new HubError('BAD_ARGUMENT', { argument: 'variables', problem: 'do not fit the operation' })
    case 'OPERATION_RESOLUTION_FAILURE':
      return new HubError('OPERATION_NOT_FOUND')
    case 'BAD_REQUEST':
    case 'PERSISTED_QUERY_NOT_FOUND':
    case 'PERSISTED_QUERY_NOT_SUPPORTED':
      return new HubError('REQUEST_INVALID')
    default:
      return undefined
  }
}
