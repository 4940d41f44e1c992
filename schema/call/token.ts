import { z } from 'zod'
import { PURPOSES, type Purpose } from '../policy/purposes.ts'

/** Media type that every access token names in its header (RFC 9068). */
export const ACCESS_TOKEN_TYPE = 'at+jwt'
/** The only algorithm accepted, for tokens and for calls. */
export const TOKEN_ALGORITHM = 'EdDSA'
/** Audience of a person's token: the hub as a whole, not one agency. */
export const TOKEN_AUDIENCE = 'tip-hub'

const name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)

/** An issuer's name holds no white space, see {@link accountOf}. */
export const ISSUER_NAME = /^\S+$/

/** The claims of a person's access token. Anything beside them is ignored. */
export const TokenClaims = z.object({
  iss: z.string().max(200).regex(ISSUER_NAME),
  aud: z.union([z.string(), z.array(z.string())]),
  /** Opaque account id; never a name. */
  sub: z.string().min(1).max(200),
  agency: name,
  roles: z.array(name).max(32),
  purposes: z.array(z.enum(PURPOSES)).max(PURPOSES.length),
  iat: z.int().positive(),
  exp: z.int().positive(),
  jti: z.string().min(1).max(200),
})

export interface TokenClaims {
  readonly iss: string
  readonly aud: string | readonly string[]
  readonly sub: string
  readonly agency: string
  readonly roles: readonly string[]
  readonly purposes: readonly Purpose[]
  readonly iat: number
  readonly exp: number
  readonly jti: string
}

/**
 * One name for an account of one issuer: two issuers may give two people the same `sub`. No two accounts share it, for the first space ends the issuer.
 */
export const accountOf = ({ iss, sub }: Pick<TokenClaims, 'iss' | 'sub'>): string => `${iss} ${sub}`

/** An issuer of access tokens, and what it may say of people. */
export interface TrustedIssuer {
  readonly issuer: string
  /** Agencies whose people it may vouch for. */
  readonly agencies: readonly string[]
  /** Roles that it may give. */
  readonly roles: readonly string[]
}

/** Whether the issuer may assert this agency and all of these roles. */
export const mayAssert = (issuer: TrustedIssuer, claims: Pick<TokenClaims, 'iss' | 'agency' | 'roles'>): boolean =>
  issuer.issuer === claims.iss && issuer.agencies.includes(claims.agency) && claims.roles.every((role) => issuer.roles.includes(role))
