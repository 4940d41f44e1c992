import { HubError } from '../../schema/index.ts'
import type { NamedDocument } from '../documents/index.ts'
import { parseStrictJson } from './body.ts'

/** What a request asks, as GraphQL over HTTP names it. */
export interface Parameters extends NamedDocument {
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>> | undefined
}

const HASH = /^[0-9a-f]{64}$/

/**
 * Checks the parameters of a POST body. A document may be named by its SHA-256 instead, as `documentId` or in `extensions.persistedQuery`.
 *
 * @throws {HubError} REQUEST_INVALID
 */
export function readBodyParameters(body: unknown): Parameters {
  const { query, operationName, variables, extensions, documentId } = objectOf(body) ?? refuse()
  return {
    query: textOf(query),
    documentHash: hashOf(textOf(documentId), objectOf(extensions)),
    operationName: textOf(operationName),
    variables: objectOf(variables),
  }
}

/**
 * Checks the parameters of a GET.
 *
 * @throws {HubError} REQUEST_INVALID
 */
export function readUrlParameters(search: URLSearchParams): Parameters {
  const names = ['query', 'operationName', 'variables', 'extensions', 'documentId']
  if (names.some((name) => search.getAll(name).length > 1)) refuse()
  return readBodyParameters({
    query: search.get('query'),
    operationName: search.get('operationName'),
    variables: parsed(search.get('variables')),
    extensions: parsed(search.get('extensions')),
    documentId: search.get('documentId'),
  })
}

function hashOf(documentId: string | undefined, extensions: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const persisted = objectOf(extensions?.persistedQuery)
  const hashes = [documentId?.replace(/^sha256:/, ''), textOf(persisted?.sha256Hash)].filter((hash) => hash !== undefined)
  const [first, second] = hashes
  if (hashes.some((hash) => !HASH.test(hash)) || (second !== undefined && first !== second)) return refuse()
  return first
}

const refuse = (): never => {
  throw new HubError('REQUEST_INVALID')
}

/** Absent, null and empty are the same: nothing was given. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  return typeof value === 'string' ? value : refuse()
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'object' && !Array.isArray(value) ? { ...value } : refuse()
}

function parsed(text: string | null): unknown {
  return text === null || text === '' ? undefined : parseStrictJson(() => text)
}
