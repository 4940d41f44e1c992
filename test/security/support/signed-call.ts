import { type KeyObject, randomUUID, sign } from 'node:crypto'
import { CALL_HEADERS, contentDigest, signatureBase, writeSignature, writeSignatureInput } from '../../../schema/index.ts'

/** A call to an agency as the hub makes it, every part of which an attacker can write otherwise. */
export interface SignedCall {
  readonly agency: string
  readonly path: string
  readonly body: string
  readonly key: KeyObject
  readonly keyid: string
  readonly person?: { readonly token: string; readonly purpose: string; readonly reason?: string }
  /** Members of `tip-context` beside or instead of the usual ones. */
  readonly context?: Readonly<Record<string, unknown>>
  /** The whole `tip-context` as JSON text. @default the usual one */
  readonly contextText?: string
  /** Path that is signed. @default `path` */
  readonly signedPath?: string
  /** @default the times of the context */
  readonly lifetime?: { readonly created: number; readonly expires: number }
}

export const nowSeconds = (): number => Math.floor(Date.now() / 1_000)

/** Headers of a call with a right signature over what is given. */
export function signedHeaders(call: SignedCall): Record<string, string> {
  const now = nowSeconds()
  const context = { aud: call.agency, requestId: randomUUID(), jti: randomUUID(), iat: now, exp: now + 30, ...call.person, ...call.context }
  const written = Buffer.from(call.contextText ?? JSON.stringify(context)).toString('base64url')
  const params = { created: Number(context.iat), expires: Number(context.exp), ...call.lifetime, keyid: call.keyid }
  const digest = contentDigest(Buffer.from(call.body))
  const base = signatureBase({ method: 'POST', path: call.signedPath ?? call.path, contentDigest: digest, context: written }, params)
  return {
    'content-type': 'application/json',
    [CALL_HEADERS.context]: written,
    [CALL_HEADERS.digest]: digest,
    [CALL_HEADERS.input]: writeSignatureInput(params),
    [CALL_HEADERS.signature]: writeSignature(sign(null, Buffer.from(base), call.key)),
  }
}
