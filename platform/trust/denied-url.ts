import { readFile } from 'node:fs/promises'
import {
  afterAnswer,
  DENIED_LIST,
  deniedNow,
  HubError,
  type IsDenied,
  isListAddress,
  isStale,
  KeptList,
  type KnownList,
  toKnownList,
} from '../../schema/index.ts'
import { replaceFile } from '../durable/whole-file.ts'

export interface DeniedUrlOptions {
  /** https beyond this machine. */
  readonly url: string
  /** Where the last list is kept over a restart. */
  readonly keptFile: string
  /** Milliseconds between two fetches. @default 15,000 */
  readonly pollMs?: number | undefined
  /** Milliseconds after which a list that could not be fetched again is believed no more. @default 3,600,000 */
  readonly refuseAfterMs?: number | undefined
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: (() => number) | undefined
  /** Told when the list cannot be fetched any more, and again when it is too old to let anybody in. */
  readonly onUnreadable?: (() => void) | undefined
}

/** A list that is fetched again and again. */
export interface DeniedUrl {
  /** @throws {HubError} DENIED_LIST_UNAVAILABLE */
  readonly isDenied: () => Promise<IsDenied>
  close(): Promise<void>
}

/**
 * Fetches the list of disabled accounts and revoked tokens over TLS 1.3, at once and then every few seconds. Where it cannot be fetched, what it said
 * last goes on, until that is too old; a redirect is no list. A first fetch that fails keeps nobody from starting: until there is a list nobody is let in.
 *
 * @throws {HubError} CONFIG_INVALID for an address beyond this machine that is not https
 */
export async function watchDeniedUrl(options: DeniedUrlOptions): Promise<DeniedUrl> {
  const { url, keptFile, pollMs = DENIED_LIST.pollMs, refuseAfterMs = DENIED_LIST.refuseAfterMs, clock = Date.now, onUnreadable } = options
  if (!isListAddress(url))
    throw new HubError('CONFIG_INVALID', { where: 'deniedUrl', problems: 'beyond this machine the list is fetched over https only' })
  // Loaded by who fetches: it takes five megabytes, and most adapters read their list from a file.
  const { Agent, request } = await import('undici')
  const dispatcher = new Agent({
    connect: { minVersion: 'TLSv1.3', timeout: DENIED_LIST.timeoutMs },
    maxResponseSize: DENIED_LIST.maxBytes,
  })
  const ending = new AbortController()
  let known = await readKept(keptFile, url)
  let kept = known?.kept
  /** Alarms of the outage that is on: first that there is one, then that nobody is let in. */
  let alarms = 0

  const fetchOnce = async (): Promise<void> => {
    try {
      const etag = known?.kept.etag
      const { statusCode, headers, body } = await request(url, {
        dispatcher,
        headers: { accept: 'application/json', ...(etag === undefined ? {} : { 'if-none-match': etag }) },
        signal: AbortSignal.any([ending.signal, AbortSignal.timeout(DENIED_LIST.timeoutMs)]),
      })
      const text = await body.text()
      const tag = typeof headers.etag === 'string' ? headers.etag : undefined
      const now = afterAnswer({ status: statusCode, etag: tag, text }, known, { url, nowMs: clock() })
      known = now
      alarms = 0
      if (kept?.text === now.kept.text && now.kept.confirmedAtMs - kept.confirmedAtMs < KEEP_MS) return
      await replaceFile(keptFile, JSON.stringify(now.kept))
      kept = now.kept
    } catch {
      if (ending.signal.aborted) return
      const due = known && !isStale(known, clock(), refuseAfterMs) ? 1 : 2
      if (alarms < due) onUnreadable?.()
      alarms = due
    }
  }
  let fetching: Promise<void> | undefined
  const poll = (): Promise<void> => {
    fetching ??= fetchOnce().finally(() => {
      fetching = undefined
    })
    return fetching
  }
  await poll()
  const timer = setInterval(() => void poll(), pollMs)
  timer.unref()

  return {
    isDenied: async () => deniedNow(known, clock(), refuseAfterMs),
    async close() {
      clearInterval(timer)
      ending.abort()
      await fetching
      await dispatcher.destroy()
    },
  }
}

/** A list that did not change is written again after so many milliseconds, for its date. */
const KEEP_MS = 60_000

/** What was kept of this address; nothing where it cannot be read, and the next fetch writes it anew. */
async function readKept(file: string, url: string): Promise<KnownList | undefined> {
  try {
    const kept = KeptList.parse(JSON.parse(await readFile(file, 'utf8')))
    return kept.url === url ? toKnownList(kept) : undefined
  } catch {
    return undefined
  }
}
