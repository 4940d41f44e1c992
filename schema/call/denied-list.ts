import { z } from 'zod'
import { HubError } from '../errors/index.ts'
import { type IsDenied, readDenied } from './denied.ts'

/** How a list of disabled accounts is fetched: often enough that a change holds within a minute everywhere. */
export const DENIED_LIST = {
  pollMs: 15_000,
  timeoutMs: 5_000,
  maxBytes: 16 * 1_024 * 1_024,
  /** A list older than this says too little of who was disabled since: then nobody is let in. */
  refuseAfterMs: 3_600_000,
} as const

/** A list as it was fetched last, in the form in which it is kept over a restart. */
export const KeptList = z.strictObject({
  url: z.string(),
  /** Milliseconds since 1970 at which the server last said that this is the list. */
  confirmedAtMs: z.int().nonnegative(),
  etag: z.string().max(200).optional(),
  text: z.string(),
})
export type KeptList = z.infer<typeof KeptList>

/** A list that can be asked. */
export interface KnownList {
  readonly kept: KeptList
  readonly isDenied: IsDenied
}

/** What a server of lists answered, as far as it matters here. */
export interface ListAnswer {
  readonly status: number
  readonly etag: string | undefined
  /** Empty where nothing was sent. */
  readonly text: string
}

/** @throws where the text is no list */
export const toKnownList = (kept: KeptList): KnownList => ({ kept, isDenied: readDenied(kept.text) })

/**
 * What is known after an answer.
 *
 * @param before what was known, which a server that has nothing newer confirms
 * @throws {Error} where the answer is not a list: redirected, missing, malformed, or confirmed although nothing was known
 */
export function afterAnswer(
  { status, etag, text }: ListAnswer,
  before: KnownList | undefined,
  at: { url: string; nowMs: number },
): KnownList {
  if (status === 304 && before) return { ...before, kept: { ...before.kept, confirmedAtMs: at.nowMs } }
  if (status !== 200) throw new Error(`status ${status}`)
  const tag = etag !== undefined && etag.length <= 200 && /^(W\/)?"[\x21\x23-\x7e]*"$/.test(etag) ? etag : undefined
  return toKnownList({ url: at.url, confirmedAtMs: at.nowMs, ...(tag === undefined ? {} : { etag: tag }), text })
}

/** Whether a list is too old to be believed, or from a time that has not come. */
export const isStale = ({ kept: { confirmedAtMs } }: KnownList, nowMs: number, refuseAfterMs: number): boolean =>
  Math.abs(nowMs - confirmedAtMs) > refuseAfterMs

/** @throws {HubError} DENIED_LIST_UNAVAILABLE where nothing is known, or nothing recent */
export function deniedNow(known: KnownList | undefined, nowMs: number, refuseAfterMs: number): IsDenied {
  if (!known || isStale(known, nowMs, refuseAfterMs)) throw new HubError('DENIED_LIST_UNAVAILABLE')
  return known.isDenied
}

/** Refused by one list or another; of an account and a token the account is told. */
export const deniedByAny =
  (...lists: readonly IsDenied[]): IsDenied =>
  (claims) => {
    const reasons = lists.map((isDenied) => isDenied(claims))
    return reasons.includes('account') ? 'account' : reasons.find((reason) => reason !== undefined)
  }

/** Whether lists may be fetched from an address: over https, or on this machine. */
export function isListAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return false // what stands in an address ends up in logs
  return url.protocol === 'https:' || (url.protocol === 'http:' && /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(url.hostname))
}
