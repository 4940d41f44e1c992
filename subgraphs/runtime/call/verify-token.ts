import { createHash } from 'node:crypto'
import { decodeJwt, errors, jwtVerify } from 'jose'
import { Lru, nobodyDenied } from '../../../platform/index.ts'
import {
  ACCESS_TOKEN_TYPE,
  HubError,
  hasTokenForm,
  type IsDenied,
  mayAssert,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TokenClaims,
  type TrustedIssuer,
} from '../../../schema/index.ts'
import { type KeySource, keysOf } from './keys.ts'

/** An issuer whose tokens the agency accepts, with its public keys. */
export interface IssuerSettings extends TrustedIssuer {
  readonly keys: KeySource
  /** Longest life of its tokens in seconds. @default 300 */
  readonly maxTokenSeconds?: number | undefined
}

/** Verifies a person's access token as the agency itself sees it. */
export type VerifyToken = (token: string, nowSeconds: number) => Promise<TokenClaims>

/** Clocks of issuer and agency may differ by this many seconds. */
const TOLERANCE_SECONDS = 5
const MAX_TOKEN_SECONDS = 300

/**
 * @param denied accounts and tokens that are refused all the same; asked with each token, also with a remembered one
 * @returns a verifier that remembers tokens by their digest until they expire
 * @throws {HubError} (the verifier) TOKEN_EXPIRED, TOKEN_INVALID, ACCOUNT_DISABLED
 */
export function createVerifyToken(issuers: readonly IssuerSettings[], denied: () => Promise<IsDenied> = nobodyDenied): VerifyToken {
  const trusted = new Map(issuers.map((issuer) => [issuer.issuer, { issuer, keys: keysOf(issuer.keys) }]))
  const verified = new Lru<string, TokenClaims>(5_000)

  const verify = async (token: string, nowSeconds: number): Promise<TokenClaims> => {
    if (!hasTokenForm(token)) throw new HubError('TOKEN_INVALID')
    // Which keys to try; nothing in the token is believed before its signature has been checked with them.
    const { iss } = decodeJwt(token)
    const known = iss === undefined ? undefined : trusted.get(iss)
    if (!known) throw new HubError('TOKEN_INVALID')
    const { payload } = await jwtVerify(token, known.keys, {
      issuer: known.issuer.issuer,
      audience: TOKEN_AUDIENCE,
      algorithms: [TOKEN_ALGORITHM],
      typ: ACCESS_TOKEN_TYPE,
      requiredClaims: ['iss', 'aud', 'sub', 'iat', 'exp', 'jti', 'agency', 'roles', 'purposes'],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: new Date(nowSeconds * 1000),
    })
    const claims = TokenClaims.parse(payload)
    const isFromFuture = claims.iat > nowSeconds + TOLERANCE_SECONDS
    const isTooLong = claims.exp - claims.iat > (known.issuer.maxTokenSeconds ?? MAX_TOKEN_SECONDS)
    if (isFromFuture || isTooLong || !mayAssert(known.issuer, claims)) throw new HubError('TOKEN_INVALID')
    return claims
  }

  const checked = async (claims: TokenClaims): Promise<TokenClaims> => {
    const why = (await denied())(claims)
    if (why !== undefined) throw new HubError(why === 'account' ? 'ACCOUNT_DISABLED' : 'TOKEN_INVALID')
    return claims
  }

  return async (token, nowSeconds) => {
    const digest = createHash('sha256').update(token).digest('base64')
    const remembered = verified.get(digest)
    if (remembered) {
      if (remembered.exp + TOLERANCE_SECONDS > nowSeconds) return checked(remembered)
      throw new HubError('TOKEN_EXPIRED')
    }
    try {
      const claims = await verify(token, nowSeconds)
      verified.set(digest, claims)
      return await checked(claims)
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw new HubError('TOKEN_EXPIRED', {}, { cause })
      throw cause instanceof HubError ? cause : new HubError('TOKEN_INVALID', {}, { cause })
    }
  }
}
