import { hash } from 'node:crypto'
import { decodeJwt, errors, jwtVerify } from 'jose'
import { Lru, nobodyDenied } from '../../platform/index.ts'
import {
  ACCESS_TOKEN_TYPE,
  HubError,
  hasTokenForm,
  type IsDenied,
  mayAssert,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TokenClaims,
} from '../../schema/index.ts'
import type { Issuer } from './issuers.ts'

const MAX_TOKEN_CHARACTERS = 4_096
/** Clocks of two machines differ; more than this and the token is refused. */
const CLOCK_SECONDS = 5
const REQUIRED = ['iss', 'aud', 'sub', 'iat', 'exp', 'jti', 'agency', 'roles', 'purposes']

/** Verifies people's access tokens. */
export interface TokenVerifier {
  /** @throws {HubError} TOKEN_INVALID, TOKEN_EXPIRED, ACCOUNT_DISABLED; the reason is the same for everything that is not a good token */
  verify(token: string): Promise<TokenClaims>
}

/**
 * @param issuers by `iss`
 * @param nowMs the clock, milliseconds since 1970
 * @param denied accounts and tokens that are refused all the same; asked with each token, also with a remembered one
 */
export function createTokenVerifier(
  issuers: ReadonlyMap<string, Issuer>,
  nowMs: () => number = Date.now,
  denied: () => Promise<IsDenied> = nobodyDenied,
): TokenVerifier {
  // A person's next question within the token's few minutes costs no signature check. The expiry is looked at each time.
  const verified = new Lru<string, TokenClaims>(10_000)
  return {
    async verify(token) {
      if (token.length > MAX_TOKEN_CHARACTERS) throw new HubError('TOKEN_INVALID')
      const digest = hash('sha256', token, 'base64')
      const remembered = verified.get(digest)
      const claims = remembered ?? (await verifyAnew(token, issuers, nowMs()))
      if (claims.exp <= nowMs() / 1000) throw new HubError('TOKEN_EXPIRED')
      if (!remembered) verified.set(digest, claims)
      const why = (await denied())(claims)
      if (why !== undefined) throw new HubError(why === 'account' ? 'ACCOUNT_DISABLED' : 'TOKEN_INVALID')
      return claims
    },
  }
}

async function verifyAnew(token: string, issuers: ReadonlyMap<string, Issuer>, now: number): Promise<TokenClaims> {
  try {
    if (!hasTokenForm(token)) throw new HubError('TOKEN_INVALID')
    const issuer = issuers.get(decodeJwt(token).iss ?? '')
    if (!issuer) throw new HubError('TOKEN_INVALID')
    const { payload } = await jwtVerify(token, issuer.keys, {
      algorithms: [TOKEN_ALGORITHM],
      typ: ACCESS_TOKEN_TYPE,
      issuer: issuer.issuer,
      audience: TOKEN_AUDIENCE,
      requiredClaims: REQUIRED,
      clockTolerance: CLOCK_SECONDS,
      currentDate: new Date(now),
    })
    const claims = TokenClaims.parse(payload)
    const isFromFuture = claims.iat > now / 1000 + CLOCK_SECONDS
    const isTooLong = claims.exp - claims.iat > issuer.maxTokenSeconds
    if (isFromFuture || isTooLong || !mayAssert(issuer, claims)) throw new HubError('TOKEN_INVALID')
    return claims
  } catch (cause) {
    if (cause instanceof HubError) throw cause
    throw new HubError(cause instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID', {}, { cause })
  }
}
