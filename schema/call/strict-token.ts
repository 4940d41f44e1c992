import { hasDuplicateNames } from './strict-json.ts'
import { ACCESS_TOKEN_TYPE, TOKEN_ALGORITHM } from './token.ts'

const SEGMENT = /^[A-Za-z0-9_-]+$/
const KEY_ID = /^[A-Za-z0-9_.-]{1,128}$/

/**
 * Whether a text has the one form that an access token may have, before any key is looked up for it: three segments of canonical base64url, a
 * header of exactly `alg`, `typ` and `kid` (so no key, address of a key, `crit`, `b64` or compression can stand in it), and no name twice.
 * Says nothing about the signature.
 */
export const hasTokenForm = (token: string): boolean => hasJwsForm(token, ACCESS_TOKEN_TYPE)

/** The same for a compact JWS whose header names another type. */
export function hasJwsForm(token: string, type: string): boolean {
  const segments = token.split('.')
  const [header, payload, signature] = segments
  if (segments.length !== 3 || header === undefined || payload === undefined || signature === undefined) return false
  if (!segments.every(isCanonical)) return false
  const named = readObject(header)
  if (!named || !readObject(payload)) return false
  return (
    Object.keys(named).length === 3 &&
    named.alg === TOKEN_ALGORITHM &&
    named.typ === type &&
    typeof named.kid === 'string' &&
    KEY_ID.test(named.kid)
  )
}

/** The payload of a text that has the form, see {@link hasJwsForm}; nothing of it is to be believed yet. */
export const readJwsPayload = (token: string): Readonly<Record<string, unknown>> | undefined => readObject(token.split('.')[1] ?? '')

/** Two texts for the same bytes would be two digests of one token. */
const isCanonical = (segment: string): boolean =>
  SEGMENT.test(segment) && Buffer.from(segment, 'base64url').toString('base64url') === segment

function readObject(segment: string): Readonly<Record<string, unknown>> | undefined {
  try {
    // A byte order mark stays in the text, and is no JSON: what readers see differently is believed by none.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(segment, 'base64url'))
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !hasDuplicateNames(text, value)
      ? { ...value }
      : undefined
  } catch {
    return undefined
  }
}
