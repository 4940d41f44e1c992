import type { IncomingMessage } from 'node:http'
import { HubError } from '../../../schema/index.ts'

/** @throws {HubError} UNSUPPORTED_MEDIA_TYPE, DOCUMENT_TOO_LARGE */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json' || request.headers['content-encoding'] !== undefined) throw new HubError('UNSUPPORTED_MEDIA_TYPE')
  const tooLarge = () => new HubError('DOCUMENT_TOO_LARGE', { limit: limitBytes, unit: 'bytes' })
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('the request was given an encoding')
    size += chunk.length
    if (size > limitBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/** @throws {HubError} REQUEST_INVALID */
export function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new HubError('REQUEST_INVALID', {}, { cause })
  }
}
