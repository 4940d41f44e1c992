import { HubError } from '../../schema/index.ts'

/** What a request asks, as GraphQL over HTTP names it. */
export interface Parameters {
  readonly query: string
  readonly variables: unknown
}

const isObjectOrNothing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value))
const isTextOrNothing = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string'

/**
 * Checks the parameters of a POST body.
 *
 * @throws {HubError} REQUEST_INVALID
 */
export function readBodyParameters(body: unknown): Parameters {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new HubError('REQUEST_INVALID')
  const { query, operationName, variables, extensions }: Readonly<Record<string, unknown>> = { ...body }
  if (typeof query !== 'string' || query === '' || !isTextOrNothing(operationName)) throw new HubError('REQUEST_INVALID')
  if (!isObjectOrNothing(variables) || !isObjectOrNothing(extensions)) throw new HubError('REQUEST_INVALID')
  return { query, variables }
}

/**
 * Checks the parameters of a GET.
 *
 * @throws {HubError} REQUEST_INVALID
 */
export function readUrlParameters(search: URLSearchParams): Parameters {
  const query = search.get('query')
  const isTwice = ['query', 'operationName', 'variables', 'extensions'].some((name) => search.getAll(name).length > 1)
  const [variables, extensions] = [parsed(search.get('variables')), parsed(search.get('extensions'))]
  if (query === null || query === '' || isTwice || !isObjectOrNothing(variables) || !isObjectOrNothing(extensions))
    throw new HubError('REQUEST_INVALID')
  return { query, variables }
}

function parsed(text: string | null): unknown {
  if (text === null || text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new HubError('REQUEST_INVALID', {}, { cause })
  }
}
