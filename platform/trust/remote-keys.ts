import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'

export interface RemoteKeysOptions {
  /** https beyond this machine. */
  readonly url: string
  /** Least time between two fetches, in milliseconds: unknown key ids are free to send. @default 5000 */
  readonly cooldownMs?: number | undefined
  /** Milliseconds of a monotonic clock. @default performance.now */
  readonly monotonicMs?: (() => number) | undefined
}

/** A key that was taken out of the set opens nothing after this. */
const FRESH_MS = 60_000
/** Where the set cannot be fetched its keys go on for so long, as a list of disabled accounts does. */
const BELIEVED_MS = 3_600_000
const TIMEOUT_MS = 2_000
const MAX_BYTES = 256 * 1_024
const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) })

/** Public keys from an address, over TLS 1.3 beyond this machine: fetched anew each minute and when an unknown one is named. A redirect is no key set. */
export function createRemoteKeys({ url, cooldownMs = 5_000, monotonicMs = () => performance.now() }: RemoteKeysOptions): JWTVerifyGetKey {
  let client: ReturnType<typeof openClient> | undefined
  let known: { readonly find: JWTVerifyGetKey; readonly atMs: number } | undefined
  let triedAt = Number.NEGATIVE_INFINITY
  let fetching: Promise<void> | undefined

  const fetchOnce = async (): Promise<void> => {
    triedAt = monotonicMs()
    try {
      client ??= openClient()
      const { request, dispatcher } = await client
      // Only now: on a machine that has just started everything, loading the client may take as long as a fetch may.
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      const { statusCode, body } = await request(url, { dispatcher, signal, reset: true, headers: { accept: 'application/json' } })
      const text = await body.text()
      if (statusCode === 200) known = { find: createLocalJWKSet(KeySet.parse(JSON.parse(text))), atMs: monotonicMs() }
    } catch {
      // What was known goes on, until it is too old. A client that could not be loaded is tried again.
      await client?.catch(() => {
        client = undefined
      })
    }
  }
  const fetchKeys = (): Promise<void> => {
    fetching ??= fetchOnce().finally(() => {
      fetching = undefined
    })
    return fetching
  }
  const mayTry = (): boolean => fetching !== undefined || monotonicMs() - triedAt >= cooldownMs
  const find: JWTVerifyGetKey = async (header, token) => {
    if (!known || monotonicMs() - known.atMs > BELIEVED_MS) throw new Error('no key set is known')
    return known.find(header, token)
  }

  return async (header, token) => {
    if ((!known || monotonicMs() - known.atMs > FRESH_MS) && mayTry()) await fetchKeys()
    try {
      return await find(header, token)
    } catch (error) {
      if (!mayTry()) throw error
      await fetchKeys()
      return find(header, token)
    }
  }
}

/** Loaded by who fetches: it takes five megabytes, and most adapters read their keys from a file. */
async function openClient() {
  const { Agent, request } = await import('undici')
  return { request, dispatcher: new Agent({ connect: { minVersion: 'TLSv1.3', timeout: TIMEOUT_MS }, maxResponseSize: MAX_BYTES }) }
}
