import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { HUB_ERRORS, HubError, type HubErrorCode, isHubErrorCode } from '../../schema/index.ts'
import { newId } from '../call/index.ts'
import { HUB_SUBGRAPH } from '../compose/index.ts'
import type { ResponseError } from '../execute/index.ts'

export interface TellOptions {
  readonly requestMs: number
  readonly agencyMs: number
  /** Told what a masked error was, with the reference that the client got. */
  readonly onMasked: (correlationId: string, error: unknown) => void
}

/** Codes of Apollo Server and of the executor, in our catalogue's words. */
const SAME_AS: Readonly<Record<string, HubErrorCode>> = {
  GRAPHQL_PARSE_FAILED: 'PARSE_FAILED',
  GRAPHQL_VALIDATION_FAILED: 'VALIDATION_FAILED',
  BAD_USER_INPUT: 'BAD_ARGUMENT',
  OPERATION_RESOLUTION_FAILURE: 'OPERATION_NOT_FOUND',
  BAD_REQUEST: 'REQUEST_INVALID',
}

/** What a refused request is told beside the message: the code for programs, and for people how to mend it, in the catalogue's words. */
export const refusalOf = ({ code, details }: HubError) => ({ code, ...details, remedy: HUB_ERRORS[code].remedy.en })

/** An expected error as GraphQL tells it. */
export const toGraphQLError = (error: HubError, path?: readonly (string | number)[]): GraphQLError =>
  new GraphQLError(error.message, {
    ...(path && { path }),
    extensions: { ...refusalOf(error), http: { status: error.httpStatus } },
    originalError: error,
  })

/** Says an error of the executor in the catalogue's words; what is not in it is masked. */
export function tellExecutorError(error: ResponseError, options: TellOptions): GraphQLError {
  const { path, extensions = {} } = error
  const tell = (told: HubError) =>
    new GraphQLError(told.message, { ...(path && { path }), extensions: { code: told.code, ...told.details } })
  const subgraph = typeof extensions.subgraph === 'string' ? extensions.subgraph : undefined
  const code = typeof extensions.code === 'string' ? (SAME_AS[extensions.code] ?? extensions.code) : ''
  if (subgraph !== undefined && subgraph !== HUB_SUBGRAPH) {
    if (code === 'CANCELLED') return tell(new HubError('REQUEST_TIMEOUT', { timeoutMs: options.requestMs }))
    if (code === 'AGENCY_TIMEOUT') return tell(new HubError('AGENCY_TIMEOUT', { agency: subgraph, timeoutMs: options.agencyMs }))
    if (code === 'INVALID_DATA' || code === 'AGENCY_INVALID_DATA') return tell(new HubError('AGENCY_INVALID_DATA', { agency: subgraph }))
    if (code === 'OVERLOADED') return tell(new HubError('OVERLOADED', { service: subgraph, agency: subgraph }))
    return tell(new HubError('AGENCY_UNAVAILABLE', { agency: subgraph }))
  }
  // The hub's own subgraph masks by itself, and has told the operator under the reference that it gives.
  if (subgraph === undefined && isHubErrorCode(code) && (code !== 'INTERNAL' || typeof extensions.correlationId === 'string'))
    return new GraphQLError(error.message, { ...(path && { path }), extensions: { ...extensions, code } })
  return tell(masked(error, options))
}

/** Apollo Server's last word on each error: its own codes become ours, suggestions go, everything unforeseen is masked. */
export function tellFormatted(formatted: GraphQLFormattedError, thrown: unknown, options: TellOptions): GraphQLFormattedError {
  const original = thrown instanceof GraphQLError ? thrown.originalError : undefined
  const own = typeof formatted.extensions?.code === 'string' ? formatted.extensions.code : ''
  const code = SAME_AS[own] ?? own
  if (code === 'VALIDATION_FAILED')
    return again(new HubError('VALIDATION_FAILED', { problem: withoutSuggestion(formatted.message) }), formatted)
  if (code === 'PARSE_FAILED') {
    const [at] = formatted.locations ?? []
    return again(new HubError('PARSE_FAILED', { line: at?.line ?? 1, column: at?.column ?? 1 }), formatted)
  }
  if (code === 'OPERATION_NOT_FOUND') return again(new HubError('OPERATION_NOT_FOUND'), formatted)
  if (code === 'REQUEST_INVALID') return again(new HubError('REQUEST_INVALID'), formatted)
  if (isHubErrorCode(code) && (code !== 'INTERNAL' || 'correlationId' in (formatted.extensions ?? {})))
    return { ...formatted, extensions: { ...formatted.extensions, code } }
  return again(masked(original ?? thrown, options), formatted)
}

const again = (error: HubError, { path, locations }: GraphQLFormattedError): GraphQLFormattedError => ({
  message: error.message,
  ...(locations && { locations }),
  ...(path && { path }),
  extensions: refusalOf(error),
})

/** Suggestions list fields that the asker may not know of. */
const withoutSuggestion = (message: string): string => message.replace(/ Did you mean .*$/s, '')

function masked(error: unknown, { onMasked }: TellOptions): HubError {
  const correlationId = newId()
  onMasked(correlationId, error)
  return new HubError('INTERNAL', { correlationId })
}
