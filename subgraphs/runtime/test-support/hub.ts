import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { type JWK, SignJWT } from 'jose'
import {
  CALL_HEADERS,
  contentDigest,
  type Purpose,
  signatureBase,
  type TipContext,
  writeSignature,
  writeSignatureInput,
  writeTipContext,
} from '../../../schema/index.ts'
import type { IssuerSettings } from '../call/verify-token.ts'

const newKey = (kid: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const jwk: JWK = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' }
  return { privateKey, jwk, kid }
}

/** A hub and an issuer with keys of their own, for tests: they sign as the real ones do. */
export function aHub() {
  const hubKey = newKey('hub-1')
  const issuerKey = newKey('issuer-1')
  const issuer: IssuerSettings = {
    issuer: 'https://issuer.test',
    agencies: ['klatu', 'pntl'],
    roles: ['analyst', 'commissioner', 'officer'],
    keys: { jwks: { keys: [issuerKey.jwk] } },
  }

  const token = (claims: Readonly<Record<string, unknown>> = {}, type = 'at+jwt', key = issuerKey): Promise<string> => {
    const now = Math.floor(Date.now() / 1000)
    return new SignJWT({
      iss: issuer.issuer,
      aud: 'tip-hub',
      sub: 'account-7',
      agency: 'klatu',
      roles: ['analyst'],
      purposes: ['OVERSIGHT', 'STATISTICS'] satisfies Purpose[],
      iat: now,
      exp: now + 300,
      jti: randomUUID(),
      ...claims,
    })
      .setProtectedHeader({ alg: 'EdDSA', typ: type, kid: key.kid })
      .sign(key.privateKey)
  }

  const contextFor = (overrides: Readonly<Record<string, unknown>> = {}): TipContext => {
    const now = Math.floor(Date.now() / 1000)
    const context = { aud: 'pntl', requestId: 'request-1', jti: randomUUID(), iat: now, exp: now + 30, ...overrides }
    return context
  }

  const headersFor = (body: string, path: string, context: TipContext, key = hubKey): Record<string, string> =>
    signed(body, path, { written: writeTipContext(context), iat: context.iat, exp: context.exp }, key)

  /** The same with any text in the place of the context. */
  const headersForText = (body: string, path: string, { text, iat, exp }: { text: string; iat: number; exp: number }) =>
    signed(body, path, { written: Buffer.from(text).toString('base64url'), iat, exp }, hubKey)

  const signed = (
    body: string,
    path: string,
    { written, iat, exp }: { written: string; iat: number; exp: number },
    key: typeof hubKey,
  ): Record<string, string> => {
    const params = { created: iat, expires: exp, keyid: key.kid }
    const digest = contentDigest(Buffer.from(body))
    const base = signatureBase({ method: 'POST', path, contentDigest: digest, context: written }, params)
    return {
      'content-type': 'application/json',
      [CALL_HEADERS.context]: written,
      [CALL_HEADERS.digest]: digest,
      [CALL_HEADERS.input]: writeSignatureInput(params),
      [CALL_HEADERS.signature]: writeSignature(sign(null, Buffer.from(base), key.privateKey)),
    }
  }

  return {
    hubKeys: { jwks: { keys: [hubKey.jwk] } },
    issuerKeys: { jwks: { keys: [issuerKey.jwk] } },
    issuer,
    token,
    contextFor,
    headersFor,
    headersForText,
    newKey,
  }
}
