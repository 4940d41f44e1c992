import { hash } from 'node:crypto'

/** Header names of a signed call; lower case as HTTP/2 and Node write them. */
export const CALL_HEADERS = {
  context: 'tip-context',
  digest: 'content-digest',
  input: 'signature-input',
  signature: 'signature',
} as const

/** Header of every answer to a signed call: version of the policy that it was given under. A newer one than described makes cached plans void. */
export const POLICY_VERSION_HEADER = 'tip-policy-version'

/** Label of the one signature in `signature-input` and `signature` (RFC 9421 § 4.1). */
const LABEL = 'tip'
/** Parameter `tag` (RFC 9421 § 2.3): a signature made for another application never fits. */
const TAG = 'tip-hub'
/** What is signed. The path without its host: an agency may stand behind a proxy, and the context names the audience. */
const COMPONENTS = '("@method" "@path" "content-digest" "tip-context")'

export interface SignatureParams {
  /** Seconds since 1970. */
  readonly created: number
  readonly expires: number
  readonly keyid: string
}

export interface SignedParts {
  /** Upper case, e.g. `POST`. */
  readonly method: string
  /** Path without query, e.g. `/graphql`. */
  readonly path: string
  readonly contentDigest: string
  readonly context: string
}

const KEY_ID = /^[A-Za-z0-9_-]{1,128}$/

/** RFC 9530 digest of a body: `sha-256=:…:`. */
export const contentDigest = (body: Uint8Array): string => `sha-256=:${hash('sha256', body, 'base64')}:`

const paramsText = ({ created, expires, keyid }: SignatureParams): string =>
  `${COMPONENTS};created=${created};expires=${expires};keyid="${keyid}";alg="ed25519";tag="${TAG}"`

/** The text that is signed (RFC 9421 § 2.5). */
export const signatureBase = (parts: SignedParts, params: SignatureParams): string =>
  [
    `"@method": ${parts.method}`,
    `"@path": ${parts.path}`,
    `"content-digest": ${parts.contentDigest}`,
    `"tip-context": ${parts.context}`,
    `"@signature-params": ${paramsText(params)}`,
  ].join('\n')

/** Value of the header `signature-input`. */
export function writeSignatureInput(params: SignatureParams): string {
  if (!KEY_ID.test(params.keyid)) throw new TypeError('keyid holds letters, digits, `_` and `-` only')
  return `${LABEL}=${paramsText(params)}`
}

/** Value of the header `signature`. */
export const writeSignature = (signature: Uint8Array): string => `${LABEL}=:${Buffer.from(signature).toString('base64')}:`

const INPUT = new RegExp(
  `^${LABEL}=${COMPONENTS.replaceAll(/[()]/g, '\\$&')};created=(\\d{1,12});expires=(\\d{1,12});keyid="([A-Za-z0-9_-]{1,128})";alg="ed25519";tag="${TAG}"$`,
)
const SIGNATURE = new RegExp(`^${LABEL}=:([A-Za-z0-9+/]{86}==):$`)

/** @returns undefined where the header is anything but the one form that the hub writes: other components, labels, algorithms, order */
export function readSignatureInput(header: string): SignatureParams | undefined {
  if (header.length > 512) return undefined
  const [, created, expires, keyid] = INPUT.exec(header) ?? []
  return created === undefined || expires === undefined || keyid === undefined
    ? undefined
    : { created: Number(created), expires: Number(expires), keyid }
}

/** @returns the 64 bytes of an Ed25519 signature, or undefined */
export function readSignature(header: string): Uint8Array | undefined {
  const [, base64] = header.length > 128 ? [] : (SIGNATURE.exec(header) ?? [])
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64')
}
