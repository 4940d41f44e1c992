import { z } from 'zod'
import { PURPOSES, type Purpose } from '../policy/purposes.ts'
import { MAX_EMERGENCY_LENGTH } from './emergency.ts'
import { hasDuplicateNames } from './strict-json.ts'

/** Longest life of a signed call in seconds; a longer one is refused. */
export const MAX_CALL_SECONDS = 60
/** Longest `tip-context` header in characters; it carries the person's token, and the statement of an emergency. */
export const MAX_CONTEXT_LENGTH = 10_240
/** Purposes for which a person names their own case or referral: there the records of one matter are opened, not looked over. */
export const REASON_PURPOSES: readonly Purpose[] = ['INVESTIGATION', 'PROTECTION', 'CONSULAR']

/** Longest reason, in characters. */
export const MAX_REASON_LENGTH = 200
/** Control and direction characters could show another reason in a log than the one that was given. */
const UNREADABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/u

/** Whether a text can stand as the viewer's own case or referral: one line that says something, read as it was written. */
export const isReason = (text: string): boolean => text.trim() !== '' && text.length <= MAX_REASON_LENGTH && !UNREADABLE.test(text)

const shortId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/)
const call = {
  /** Code of the adapter that the call is for. */
  aud: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  /** One per question of a person; the same for every agency that is asked. */
  requestId: shortId,
  /** One per call; never used twice. */
  jti: shortId,
  /** Seconds since 1970. */
  iat: z.int().positive(),
  exp: z.int().positive(),
}

const PersonContext = z.strictObject({
  ...call,
  purpose: z.enum(PURPOSES),
  /** The viewer's own case or referral, in their own words; needed by some purposes. */
  reason: z.string().refine(isReason).optional(),
  /** The person's own access token, which the agency verifies itself. */
  token: z.string().min(16).max(4_096),
  /** A statement for an emergency at this agency, as the approver signed it. */
  emergency: z.string().min(16).max(MAX_EMERGENCY_LENGTH).optional(),
})
const HubContext = z.strictObject(call)
const TipContextSchema = z.union([PersonContext, HubContext])

interface CallContext {
  readonly aud: string
  readonly requestId: string
  readonly jti: string
  readonly iat: number
  readonly exp: number
}

/** A call on behalf of a person. */
export interface PersonCall extends CallContext {
  readonly purpose: Purpose
  readonly reason?: string | undefined
  readonly token: string
  readonly emergency?: string | undefined
}

/** What the hub says with every call, in the header `tip-context`. Without a person it opens the agency's description and schema only. */
export type TipContext = PersonCall | CallContext

/** Whether the call is made on behalf of a person. */
export const isPersonCall = (context: TipContext): context is PersonCall => 'token' in context

/** The header's value: base64url of JSON. */
export const writeTipContext = (context: TipContext): string => Buffer.from(JSON.stringify(context), 'utf8').toString('base64url')

/** @returns undefined where the text is not exactly a context: unknown members, wrong types, too long */
export function readTipContext(header: string): TipContext | undefined {
  if (header.length > MAX_CONTEXT_LENGTH || !/^[A-Za-z0-9_-]+$/.test(header)) return undefined
  try {
    const text = Buffer.from(header, 'base64url').toString('utf8')
    const value: unknown = JSON.parse(text)
    const parsed = TipContextSchema.safeParse(value)
    return parsed.success && !hasDuplicateNames(text, value) ? parsed.data : undefined
  } catch {
    return undefined
  }
}
