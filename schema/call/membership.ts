import { z } from 'zod'

/** Where a hub takes requests of institutions to join, to ask how they stand, and to leave. */
export const MEMBERSHIP_PATH = '/membership'
/** Type of a signed request, in the header of its compact JWS. */
export const MEMBERSHIP_TYPE = 'tip-membership+jwt'
/** Seconds for which a request is good; the clocks of both sides may differ by as much. */
export const MEMBERSHIP_SECONDS = 60
export const MAX_MEMBERSHIP_BYTES = 16_384

const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)
const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const pins = z
  .array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/))
  .min(1)
  .max(4)
const origin = z
  .string()
  .max(300)
  .refine((text) => URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text), 'is an address without a path')

/** What a hub's operator hands to one institution, by a way that nobody else reads. */
const Invitation = z.strictObject({
  hub: origin,
  pins: pins.optional(),
  agency: code,
  code: secret,
})
export type Invitation = z.infer<typeof Invitation>

const PREFIX = 'tip-invitation.'

/** An invitation as one text, to be typed or pasted. */
export const writeInvitation = (invitation: Invitation): string => PREFIX + Buffer.from(JSON.stringify(invitation)).toString('base64url')

/** @returns undefined where the text is none, or a part of it is missing */
export function readInvitation(text: string): Invitation | undefined {
  if (!text.startsWith(PREFIX) || text.length > 2_000) return undefined
  try {
    const parsed = Invitation.safeParse(JSON.parse(Buffer.from(text.slice(PREFIX.length), 'base64url').toString('utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

const signed = {
  /** Origin of the hub that is meant. */
  aud: origin,
  agency: code,
  iat: z.int().positive(),
  jti: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
}

/** What an institution signs: with a key that it shows when it joins, and with no other from then on. */
export const MembershipRequest = z.discriminatedUnion('do', [
  z.strictObject({
    ...signed,
    do: z.literal('join'),
    code: secret,
    /** Public key, Ed25519: `x` of its JWK. */
    key: secret,
    /** Address of the adapter. */
    url: z.string().max(300),
    /** SHA-256 of the adapter's TLS key. */
    pins: pins.optional(),
  }),
  z.strictObject({ ...signed, do: z.literal('status') }),
  z.strictObject({ ...signed, do: z.literal('leave') }),
])
export type MembershipRequest = z.infer<typeof MembershipRequest>

/** How an institution stands with the hub. */
const Standing = z.object({
  reachability: z.enum(['REACHABLE', 'UNREACHABLE', 'UNKNOWN']),
  /** Whether its records are part of the graph that is served now. */
  isComposed: z.boolean(),
  /** What keeps its part out, or in an older form: names of its own graph, and how to mend it. */
  problems: z.array(z.object({ rule: z.string(), where: z.string(), what: z.string(), remedy: z.string() })).max(500),
})

/** Answer to a request that was granted. */
export const MembershipAnswer = z.object({
  agency: code,
  /** False after leaving. */
  isMember: z.boolean(),
  /** The keys that the hub signs its calls with. */
  jwks: z.object({
    keys: z
      .array(z.looseObject({ kty: z.string() }))
      .min(1)
      .max(10),
  }),
  /** SHA-256 of the TLS key that the hub shows to adapters; empty where it has none. */
  hubPins: z.array(z.string()).max(4),
  standing: Standing,
})
export type MembershipAnswer = z.infer<typeof MembershipAnswer>
