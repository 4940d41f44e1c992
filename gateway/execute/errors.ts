import { isObject, type StoreObject } from './own.ts'
import type { StorePath } from './walk.ts'

/** An error as it goes to the client: plain, so that `JSON.stringify` writes it as the GraphQL specification says. */
export interface ResponseError {
  readonly message: string
  readonly locations?: readonly { readonly line: number; readonly column: number }[]
  readonly path?: readonly (string | number)[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** An error of a fetch, placed in the store; it gets its response path when the operation is projected. */
export interface FetchError {
  readonly message: string
  readonly at: StorePath
  readonly extensions?: Readonly<Record<string, unknown>>
}

export type FetchFailure = 'unavailable' | 'invalid' | 'cancelled'

const MAX_MESSAGE_CHARACTERS = 1000
/** What subgraph servers add about themselves: of no use to a client, and it tells of the house behind. */
const SERVER_DETAILS = new Set(['serviceName', 'stacktrace', 'exception', '__proto__'])

/** The message and extensions of one entry of a subgraph's `errors`; anything may stand there. */
export function readSubgraphError(entry: unknown): { message: string; extensions?: Record<string, unknown>; path: StorePath | null } {
  if (!isObject(entry)) return { message: 'The subgraph gave an error without a message', path: null }
  const message =
    typeof entry.message === 'string' ? entry.message.slice(0, MAX_MESSAGE_CHARACTERS) : 'The subgraph gave an error without a message'
  const path = Array.isArray(entry.path) && entry.path.every(isPathElement) ? entry.path : null
  if (!isObject(entry.extensions)) return { message, path }
  const extensions = Object.fromEntries(Object.entries(entry.extensions).filter(([key]) => !SERVER_DETAILS.has(key)))
  return Object.keys(extensions).length === 0 ? { message, path } : { message, path, extensions }
}

const isPathElement = (element: unknown): element is string | number =>
  typeof element === 'string' || (typeof element === 'number' && Number.isInteger(element) && element >= 0)

/** The error a client sees when a fetch brought nothing. Says which subgraph, never why in the words of the network: those name hosts. */
export function failureError(subgraph: string, failure: FetchFailure, cause: unknown): { message: string; extensions: StoreObject } {
  if (failure === 'cancelled')
    return { message: `${subgraph} was not asked: the request was cancelled`, extensions: { code: 'CANCELLED', subgraph } }
  if (failure === 'invalid')
    return {
      message: `${subgraph} gave an answer that does not fit its schema; it is left out`,
      extensions: { code: 'INVALID_DATA', subgraph },
    }
  return { message: `${subgraph} did not answer; its fields are null`, extensions: { code: errorCode(cause), subgraph } }
}

/** A code of our catalogue that the rejected error carries; codes of Node.js (`ECONNREFUSED`, `ERR_…`, `UND_ERR_…`) tell of the network and stay inside. */
function errorCode(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return 'AGENCY_UNAVAILABLE'
  const own = 'code' in cause ? cause.code : undefined
  const extended = 'extensions' in cause && isObject(cause.extensions) ? cause.extensions.code : undefined
  const code = extended ?? own
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,63}$/.test(code) && !/^(E[A-Z0-9]+|ERR_.*|UND_ERR.*|ABORT_ERR)$/.test(code)
    ? code
    : 'AGENCY_UNAVAILABLE'
}
