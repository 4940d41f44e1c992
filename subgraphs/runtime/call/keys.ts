import { createPublicKey, type JsonWebKey, KeyObject } from 'node:crypto'
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { createRemoteKeys } from '../../../platform/index.ts'
import { HubError, TOKEN_ALGORITHM } from '../../../schema/index.ts'

/** Public keys: written into the settings, or fetched from an address that the agency has been given. */
export type KeySource =
  | { readonly jwks: JSONWebKeySet }
  | {
      readonly url: string
      /** Least time between two fetches, in milliseconds. @default 5000 */
      readonly cooldownMs?: number | undefined
    }

const LOOPBACK = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/

/** Keys for `jose`, by `kid`. */
export function keysOf(source: KeySource): JWTVerifyGetKey {
  if ('jwks' in source) return createLocalJWKSet(source.jwks)
  const url = new URL(source.url)
  // Who could stand between would hand in a key of their own.
  if (url.protocol !== 'https:' && !LOOPBACK.test(url.hostname))
    throw new HubError('CONFIG_INVALID', { where: 'keys', problems: 'beyond this machine keys are fetched over https only' })
  return createRemoteKeys(source)
}

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
