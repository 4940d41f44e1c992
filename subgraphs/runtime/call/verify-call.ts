import { createHash, verify } from 'node:crypto'
import {
  accountOf,
  CALL_HEADERS,
  contentDigest,
  HubError,
  type IsDenied,
  isPersonCall,
  MAX_CALL_SECONDS,
  type PersonCall,
  type Purpose,
  REASON_PURPOSES,
  readSignature,
  readSignatureInput,
  readTipContext,
  signatureBase,
  type TipContext,
  type Viewer,
} from '../../../schema/index.ts'
import type { EmergencyDesk, OpenedStatement } from '../emergency/desk.ts'
import { EmergencyRefusal } from '../emergency/refusal.ts'
import { hubKeysOf, type KeySource } from './keys.ts'
import { Refusal } from './refusal.ts'
import { createReplayGuard, type ReplayGuard } from './replay-guard.ts'
import { createVerifyToken, type IssuerSettings } from './verify-token.ts'

/** An HTTP request as it arrived, before anything of it is believed. */
export interface ArrivedCall {
  readonly method: string
  /** Path without query. */
  readonly path: string
  readonly header: (name: string) => string | undefined
  readonly body: Uint8Array
}

/** A person in whose name the hub asks; everything from the token that the agency verified itself. */
export interface VerifiedPerson {
  readonly viewer: Viewer
  /** `iss` and `sub` of the token. */
  readonly subject: string
  readonly reason: string | undefined
  /** A statement for an emergency that was verified and counted; the viewer carries what it opens. */
  readonly opened?: OpenedStatement | undefined
}

export interface VerifiedCall {
  readonly requestId: string
  /** What case keys are made for: this request, and the very token in whose name it is asked. Undefined where the hub asks for itself. */
  readonly caseKeysFor: string | undefined
  /** Undefined: the hub asks for itself. */
  readonly person: VerifiedPerson | undefined
}

export interface CallSettings {
  /** Code of this adapter; the only audience accepted. */
  readonly agency: string
  readonly hub: KeySource
  readonly issuers: readonly IssuerSettings[]
  /** @default a guard of its own for 100,000 calls */
  readonly replayGuard?: ReplayGuard
  /**
   * Seconds since 1970, by the clock as it stands now, at which this process began to remember calls; an older call may have been answered by the
   * process before it. Not a date that is kept: of a clock that was ahead at the start it would refuse everything until the time it showed then.
   */
  readonly startedAt: () => number
  /** Accounts and tokens that are refused although they would be good. @default nobody */
  readonly denied?: (() => Promise<IsDenied>) | undefined
  /** Purposes for which a person's own case or referral must be named. @default INVESTIGATION, PROTECTION, CONSULAR */
  readonly reasonRequiredFor?: readonly Purpose[] | undefined
  /** Takes statements for emergencies. @default every one is refused */
  readonly emergency?: EmergencyDesk | undefined
  /** ISO date in the agency's zone, of seconds since 1970. */
  readonly todayOf: (nowSeconds: number) => string
}

const REFUSED_AS = { full: 'memory', forgotten: 'forgotten', replayed: 'replay' } as const

/** The hub's clock may differ from ours by this many seconds. */
const TOLERANCE_SECONDS = 5

/**
 * Checks that a call is the hub's, unaltered, for this agency, in time and new; then the person's own token.
 *
 * @throws {Refusal} CALL_REFUSED, the same for every reason
 * @throws {HubError} TOKEN_EXPIRED, TOKEN_INVALID, ACCOUNT_DISABLED, PURPOSE_NOT_ALLOWED, REASON_REQUIRED, EMERGENCY_REFUSED, EVIDENCE_UNAVAILABLE: told to the hub alone, after its signature was verified
 */
export type VerifyCall = (call: ArrivedCall, nowSeconds: number) => Promise<VerifiedCall>

export function createVerifyCall(settings: CallSettings): VerifyCall {
  const { agency, startedAt, replayGuard = createReplayGuard(), reasonRequiredFor = REASON_PURPOSES } = settings
  const hubKeys = hubKeysOf(settings.hub)
  const verifyToken = createVerifyToken(settings.issuers, settings.denied)

  const readSigned = async ({ method, path, header, body }: ArrivedCall): Promise<TipContext> => {
    const [written, digest, input, signed] = [CALL_HEADERS.context, CALL_HEADERS.digest, CALL_HEADERS.input, CALL_HEADERS.signature].map(
      header,
    )
    const params = input === undefined ? undefined : readSignatureInput(input)
    const signature = signed === undefined ? undefined : readSignature(signed)
    if (!params || !signature || written === undefined || digest === undefined) throw new Refusal('headers')
    const context = readTipContext(written)
    if (!context) throw new Refusal('context')
    if (digest !== contentDigest(body)) throw new Refusal('digest')
    const key = await hubKeys(params.keyid)
    if (!key) throw new Refusal('key')
    const base = signatureBase({ method, path, contentDigest: digest, context: written }, params)
    if (!verify(null, Buffer.from(base), key, signature)) throw new Refusal('signature')
    if (params.created !== context.iat || params.expires !== context.exp) throw new Refusal('lifetime')
    return context
  }

  const checkFresh = ({ aud, iat, exp, jti }: TipContext, now: number): void => {
    if (aud !== agency) throw new Refusal('audience')
    if (exp <= iat || exp - iat > MAX_CALL_SECONDS) throw new Refusal('lifetime')
    if (iat > now + TOLERANCE_SECONDS || exp < now - TOLERANCE_SECONDS) throw new Refusal('clock', iat - now)
    if (iat < startedAt()) throw new Refusal('restart')
    const taken = replayGuard.take(jti, exp + TOLERANCE_SECONDS, now)
    if (taken !== 'fresh') throw new Refusal(REFUSED_AS[taken])
  }

  const readPerson = async ({ token, purpose, reason, emergency, requestId }: PersonCall, now: number): Promise<VerifiedPerson> => {
    const claims = await verifyToken(token, now)
    if (!claims.purposes.includes(purpose)) throw new HubError('PURPOSE_NOT_ALLOWED', { purpose })
    if (reason === undefined && reasonRequiredFor.includes(purpose)) throw new HubError('REASON_REQUIRED', { purpose })
    const viewer: Viewer = { agency: claims.agency, roles: claims.roles, purpose }
    const person = { subject: accountOf(claims), reason }
    if (emergency === undefined) return { ...person, viewer }
    if (!settings.emergency) throw new EmergencyRefusal('not-taken')
    const question = { text: emergency, claims, purpose, now, today: settings.todayOf(now), requestId }
    const opened = await settings.emergency.open(question)
    return { ...person, viewer: { ...viewer, emergency: opened.access }, opened }
  }

  return async (call, now) => {
    const context = await readSigned(call)
    checkFresh(context, now)
    const { requestId } = context
    if (!isPersonCall(context)) return { requestId, caseKeysFor: undefined, person: undefined }
    const token = createHash('sha256').update(context.token).digest('base64url')
    return { requestId, caseKeysFor: `${requestId} ${token}`, person: await readPerson(context, now) }
  }
}
