import { z } from 'zod'
import { EMERGENCY_KINDS } from '../policy/emergency/kinds.ts'
import { PURPOSES, type Purpose } from '../policy/purposes.ts'
import { RECORD_KIND_NAMES } from '../vocabulary/types.ts'
import { hasJwsForm, readJwsPayload } from './strict-token.ts'

/** Header by which a person hands a statement to the hub. */
export const EMERGENCY_HEADER = 'tip-emergency'
/** `typ` of a statement: no token of another kind can ever be one, and none of these a token. */
export const EMERGENCY_TYPE = 'tip-emergency+jwt'
/** Longest statement in characters; it travels in a header beside the person's token. */
export const MAX_EMERGENCY_LENGTH = 2_048

const name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)
/** A person reads it before signing: nothing in it may move a cursor or turn the direction of writing. */
const account = z.string().regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]{1,200}$/u)

/**
 * What an approver signs, fixed once: why, what, for how long and for whom. Compact JWS (RFC 7515), EdDSA. It says nothing in words of
 * its own, so that no name can stand in it.
 */
export const EmergencyStatement = z.strictObject({
  /** Never used twice. */
  jti: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  /** Code of the one adapter that it is for. */
  aud: name,
  /** The approver, as their issuer names them. */
  iss: account,
  sub: account,
  /** Seconds since 1970. It holds from then until `exp`, whole minutes. */
  iat: z.int().positive(),
  exp: z.int().positive(),
  kind: z.enum(EMERGENCY_KINDS),
  /** The one person who may ask with it, in one role, for one purpose. */
  asker: z.strictObject({ iss: account, sub: account, agency: name, role: name, purpose: z.enum(PURPOSES) }),
  scope: z.strictObject({
    /** `Type.field`, `Type.*`, `Type.class<=n`. */
    coordinates: z
      .array(z.string().regex(/^[A-Z][A-Za-z]{0,63}\.(\*|class<=[0-3]|[a-z][A-Za-z]{0,63})$/))
      .min(1)
      .max(20),
    /** The record that it is for, and what belongs to it: the agency's opaque id. */
    record: z.strictObject({ kind: z.enum(RECORD_KIND_NAMES), id: z.string().regex(/^[A-Za-z0-9_-]{1,300}$/) }).optional(),
  }),
})

export interface EmergencyStatement {
  readonly jti: string
  readonly aud: string
  readonly iss: string
  readonly sub: string
  readonly iat: number
  readonly exp: number
  readonly kind: (typeof EMERGENCY_KINDS)[number]
  readonly asker: {
    readonly iss: string
    readonly sub: string
    readonly agency: string
    readonly role: string
    readonly purpose: Purpose
  }
  readonly scope: {
    readonly coordinates: readonly string[]
    readonly record?: { readonly kind: (typeof RECORD_KIND_NAMES)[number]; readonly id: string } | undefined
  }
}

/** Minutes for which a statement holds; undefined where they are not whole, or it ends before it begins. */
export const minutesOf = ({ iat, exp }: Pick<EmergencyStatement, 'iat' | 'exp'>): number | undefined =>
  exp > iat && (exp - iat) % 60 === 0 ? (exp - iat) / 60 : undefined

/** @returns what the text says, and nothing about whether it is signed; undefined where it does not have the one form of a statement */
export function readEmergencyStatement(text: string): EmergencyStatement | undefined {
  if (text.length > MAX_EMERGENCY_LENGTH || !hasJwsForm(text, EMERGENCY_TYPE)) return undefined
  const parsed = EmergencyStatement.safeParse(readJwsPayload(text))
  return parsed.success ? parsed.data : undefined
}
