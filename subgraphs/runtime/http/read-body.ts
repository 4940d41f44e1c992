import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { HubError } from '../../../schema/index.ts'

/** @throws {HubError} UNSUPPORTED_MEDIA_TYPE, DOCUMENT_TOO_LARGE */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json' || request.headers['content-encoding'] !== undefined) throw new HubError('UNSUPPORTED_MEDIA_TYPE')
  const tooLarge = () => new HubError('DOCUMENT_TOO_LARGE', { limit: limitBytes, unit: 'bytes' })
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge()
  // By events: an iterator makes some ten promises for the one chunk in which a call arrives.
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const settle = (): void => {
      request.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose)
    }
    const fail = (cause: Error): void => {
      settle()
      request.pause()
      reject(cause)
    }
    const onData = (chunk: unknown): void => {
      if (!Buffer.isBuffer(chunk)) fail(new TypeError('the request was given an encoding'))
      else if (size + chunk.length > limitBytes) fail(tooLarge())
      else {
        size += chunk.length
        chunks.push(chunk)
      }
    }
    const onEnd = (): void => {
      settle()
      const [only] = chunks
      resolve(only && chunks.length === 1 ? only : Buffer.concat(chunks, size))
    }
    const onError = (cause: Error): void => fail(cause)
    const onClose = (): void => fail(new Error('aborted'))
    request.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose)
  })
}

/** @throws {HubError} REQUEST_INVALID */
export function parseBody(body: Buffer): unknown {
  try {
    if (!isUtf8(body)) throw new TypeError('the body is not UTF-8')
    const text = body.toString('utf8')
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch (cause) {
    throw new HubError('REQUEST_INVALID', {}, { cause })
  }
}
