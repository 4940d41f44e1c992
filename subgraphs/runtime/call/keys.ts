import { createPublicKey, type JsonWebKey, KeyObject } from 'node:crypto'
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { TOKEN_ALGORITHM } from '../../../schema/index.ts'

/** Public keys: written into the settings, or fetched from an address that the agency has been given. */
export type KeySource = { readonly jwks: JSONWebKeySet } | { readonly url: string }

/** Keys for `jose`, by `kid`. */
export const keysOf = (source: KeySource): JWTVerifyGetKey =>
  'jwks' in source
    ? createLocalJWKSet(source.jwks)
    : createRemoteJWKSet(new URL(source.url), { timeoutDuration: 2_000, cooldownDuration: 5_000 })

/** The hub's signing keys by id. @returns undefined for an unknown id */
export type HubKeys = (keyid: string) => Promise<KeyObject | undefined>

export function hubKeysOf(source: KeySource): HubKeys {
  if ('jwks' in source) {
    const keys = new Map(
      source.jwks.keys.flatMap((jwk) =>
        jwk.kid && jwk.crv === 'Ed25519' ? [[jwk.kid, createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })]] : [],
      ),
    )
    return (keyid) => Promise.resolve(keys.get(keyid))
  }
  const remote = keysOf(source)
  return async (keyid) => {
    try {
      const key = await remote({ alg: TOKEN_ALGORITHM, kid: keyid }, { payload: '', signature: '' })
      return key instanceof KeyObject ? key : key instanceof CryptoKey ? KeyObject.from(key) : undefined
    } catch {
      return undefined // unknown key, or the address does not answer: the call is refused either way
    }
  }
}
