import type { IncomingMessage } from 'node:http'
import { HubError, hasDuplicateNames } from '../../schema/index.ts'

/**
 * Reads a request's body as JSON, no further than allowed.
 *
 * @throws {HubError} UNSUPPORTED_MEDIA_TYPE, DOCUMENT_TOO_LARGE, REQUEST_INVALID
 */
export async function readJsonBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  if (!isJson(request.headers['content-type']) || (request.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new HubError('UNSUPPORTED_MEDIA_TYPE')
  const tooLarge = () => new HubError('DOCUMENT_TOO_LARGE', { limit: maxBytes, unit: 'bytes' })
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new HubError('REQUEST_INVALID')
    size += chunk.length
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return parseStrictJson(() => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks, size)))
}

/**
 * JSON in which no object names a member twice: a proxy, a log or a filter before the gateway could have read the other one.
 *
 * @throws {HubError} REQUEST_INVALID
 */
export function parseStrictJson(read: () => string): unknown {
  try {
    const text = read()
    const value: unknown = JSON.parse(text)
    if (hasDuplicateNames(text, value)) throw new SyntaxError('a name stands twice')
    return value
  } catch (cause) {
    throw new HubError('REQUEST_INVALID', {}, { cause })
  }
}

function isJson(contentType: string | undefined): boolean {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';')
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='))
  return type.trim() === 'application/json' && (charset === undefined || /^charset="?utf-?8"?$/.test(charset))
}
