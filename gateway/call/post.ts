import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'

export interface Post {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Ends the call, also while it waits for a connection. */
  readonly signal: AbortSignal
  /** Looks at an answer before a byte of its body is read; what it throws ends the call and the connection. */
  readonly onHead: (status: number, headers: IncomingHttpHeaders) => void
  /** Largest body in bytes. */
  readonly maxBytes: number
  /** What a larger body is refused with. */
  readonly tooLarge: () => Error
}

export interface Posted {
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/**
 * Posts to a pool and reads the answer whole. By `dispatch`, because a stream and its iterator for each answer cost as much as the rest of the call.
 *
 * @throws what the connection, the signal or `onHead` ended it with
 */
export function post(pool: Dispatcher, { path, headers, body, signal, onHead, maxBytes, tooLarge }: Post): Promise<Posted> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let head: IncomingHttpHeaders = {}
    const chunks: Buffer[] = []
    let size = 0
    const onAbort = (): void => fail(toError(signal.reason))
    const fail = (error: Error): void => {
      signal.removeEventListener('abort', onAbort)
      reject(error)
      if (controller && !controller.aborted) controller.abort(error)
    }
    if (signal.aborted) return reject(toError(signal.reason))
    signal.addEventListener('abort', onAbort)

    pool.dispatch(
      { method: 'POST', path, headers, body },
      {
        onRequestStart(started) {
          controller = started
          if (signal.aborted) started.abort(toError(signal.reason))
        },
        onResponseStart(_, status, received) {
          if (status < 200) return
          head = received
          try {
            onHead(status, received)
          } catch (cause) {
            fail(toError(cause))
          }
        },
        onResponseData(_, chunk) {
          size += chunk.length
          if (size > maxBytes) fail(tooLarge())
          else chunks.push(chunk)
        },
        onResponseEnd() {
          signal.removeEventListener('abort', onAbort)
          const [first] = chunks
          resolve({ headers: head, body: first && chunks.length === 1 ? first : Buffer.concat(chunks, size) })
        },
        onResponseError(_, error) {
          signal.removeEventListener('abort', onAbort)
          reject(error)
        },
      },
    )
  })
}

const toError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error('the call was ended', { cause: reason }))
