import { HubError } from '../../schema/index.ts'

export const GRAPHQL_RESPONSE = 'application/graphql-response+json'
export const JSON_RESPONSE = 'application/json'

/**
 * The media type of an answer, as GraphQL over HTTP has it: without `accept`, or with a wildcard, `application/json`.
 *
 * @throws {HubError} NOT_ACCEPTABLE
 */
export function mediaTypeFor(accept: string | undefined): typeof GRAPHQL_RESPONSE | typeof JSON_RESPONSE {
  if (accept === undefined || accept.trim() === '') return JSON_RESPONSE
  const ranges = accept
    .toLowerCase()
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
  for (const { type } of ranges) {
    if (type === GRAPHQL_RESPONSE) return GRAPHQL_RESPONSE
    if (type === JSON_RESPONSE || type === 'application/*' || type === '*/*') return JSON_RESPONSE
  }
  throw new HubError('NOT_ACCEPTABLE')
}

/** Whether a browser asks for a page. */
export const wantsPage = (accept: string | undefined): boolean =>
  accept
    ?.toLowerCase()
    .split(',')
    .some((range) => range.trim().startsWith('text/html')) ?? false
