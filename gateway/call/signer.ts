import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'
import type { Purpose } from '../../schema/index.ts'
import {
  CALL_HEADERS,
  contentDigest,
  signatureBase,
  type TipContext,
  writeSignature,
  writeSignatureInput,
  writeTipContext,
} from '../../schema/index.ts'

/** Seconds that a signed call lives: longer than any deadline, shorter than an attacker needs to be lucky. */
const CALL_SECONDS = 30

/** On whose behalf a call is made. */
export interface CallPerson {
  /** The person's own access token, which the agency verifies itself. */
  readonly token: string
  readonly purpose: Purpose
  readonly reason?: string | undefined
  /** A statement for an emergency at this agency. */
  readonly emergency?: string | undefined
}

export interface CallToSign {
  readonly agency: string
  /** `/graphql` or `/internal`. */
  readonly path: string
  readonly body: Uint8Array
  readonly requestId: string
  /** Absent: the hub asks for itself (description and schema only). */
  readonly person?: CallPerson | undefined
}

/** Signs calls as the hub (RFC 9421, Ed25519). */
export interface Signer {
  /** Headers of one call. Signing again gives another `jti`, so a retry is a new call. */
  sign(call: CallToSign): Record<string, string>
  /** The public key for the agencies' settings. */
  readonly jwks: { readonly keys: readonly JWK[] }
}

const ID_BYTES = 16
let pool = Buffer.alloc(0)
let taken = 0

/** An identifier that nobody guesses and that is never used twice. Random bytes are drawn for 256 at a time: drawing costs as much for one. */
export function newId(): string {
  if (taken >= pool.length) {
    pool = randomBytes(256 * ID_BYTES)
    taken = 0
  }
  taken += ID_BYTES
  return pool.toString('base64url', taken - ID_BYTES, taken)
}

/**
 * @param privateKeyPem PKCS #8, Ed25519
 * @throws {TypeError} where the key is of another kind
 */
export async function createSigner(
  privateKeyPem: string,
  options: {
    /** `kid` under which the agencies know the key. @default its JWK thumbprint */
    readonly keyId?: string | undefined
    /** Milliseconds since 1970. @default Date.now */
    readonly clock?: () => number
  } = {},
): Promise<Signer> {
  const { clock = Date.now } = options
  const key = readKey(privateKeyPem)
  const jwk: JWK = createPublicKey(key).export({ format: 'jwk' })
  const keyid = options.keyId ?? (await calculateJwkThumbprint(jwk))
  return {
    jwks: { keys: [{ ...jwk, kid: keyid, alg: 'EdDSA', use: 'sig' }] },
    sign({ agency, path, body, requestId, person }) {
      const created = Math.floor(clock() / 1000)
      const expires = created + CALL_SECONDS
      const base = { aud: agency, requestId, jti: newId(), iat: created, exp: expires }
      const context: TipContext = person
        ? {
            ...base,
            purpose: person.purpose,
            token: person.token,
            ...(person.reason === undefined ? {} : { reason: person.reason }),
            ...(person.emergency === undefined ? {} : { emergency: person.emergency }),
          }
        : base
      const written = writeTipContext(context)
      const digest = contentDigest(body)
      const params = { created, expires, keyid }
      const text = signatureBase({ method: 'POST', path, contentDigest: digest, context: written }, params)
      return {
        [CALL_HEADERS.context]: written,
        [CALL_HEADERS.digest]: digest,
        [CALL_HEADERS.input]: writeSignatureInput(params),
        [CALL_HEADERS.signature]: writeSignature(sign(null, Buffer.from(text), key)),
      }
    },
  }
}

function readKey(pem: string): KeyObject {
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('The signing key must be Ed25519 (PKCS #8 PEM)')
  return key
}
