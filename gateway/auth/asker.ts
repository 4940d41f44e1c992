import type { IncomingHttpHeaders } from 'node:http'
import type { TokenClaims } from '../../schema/index.ts'
import {
  accountOf,
  claimedAccess,
  EMERGENCY_HEADER,
  HubError,
  isReason,
  MAX_REASON_LENGTH,
  PURPOSES,
  type Purpose,
  REASON_PURPOSES,
  readEmergencyStatement,
  type Viewer,
  vocabulary,
} from '../../schema/index.ts'
import type { TokenVerifier } from './access-token.ts'

/** Who asks this request, and why. Made from the token and two headers; nothing else from outside says anything about the asker. */
export interface Asker {
  readonly viewer: Viewer
  /** The account, named with its issuer. */
  readonly account: string
  /** Opaque account id from the token; another person's at another issuer. */
  readonly subject: string
  /** Who vouches for it, `iss` of the token. */
  readonly issuer: string
  /** What the token would allow. */
  readonly purposes: readonly Purpose[]
  /** The viewer's own case or referral, in their words. */
  readonly reason: string | undefined
  /** The person's own token, for the agencies to verify. */
  readonly token: string
  /** A statement for an emergency, for the one agency to verify; `viewer.emergency` is what it claims, and nobody has believed it yet. */
  readonly emergency?: { readonly agency: string; readonly statement: string; readonly text: string }
}

export interface AskerOptions {
  readonly verifier: TokenVerifier
  /** Purposes that need the header `tip-reason`. @default INVESTIGATION, PROTECTION, CONSULAR */
  readonly reasonRequiredFor?: readonly Purpose[]
}

/**
 * @returns null where the request carries no token: only public fields may then be asked
 * @throws {HubError} TOKEN_INVALID, TOKEN_EXPIRED, ACCOUNT_DISABLED, PURPOSE_REQUIRED, PURPOSE_NOT_ALLOWED, REASON_REQUIRED, BAD_ARGUMENT, EMERGENCY_REFUSED
 */
export async function readAsker(headers: IncomingHttpHeaders, options: AskerOptions): Promise<Asker | null> {
  const { authorization } = headers
  if (authorization === undefined) return null
  const [, token] = /^Bearer ([A-Za-z0-9_.-]+)$/i.exec(authorization) ?? []
  if (token === undefined) throw new HubError('TOKEN_INVALID')
  const claims = await options.verifier.verify(token)
  const purpose = purposeOf(headerText(headers['tip-purpose']), claims)
  const reason = reasonOf(headerText(headers['tip-reason']))
  if (reason === undefined && (options.reasonRequiredFor ?? REASON_PURPOSES).includes(purpose))
    throw new HubError('REASON_REQUIRED', { purpose })
  const statement = readStatement(headers[EMERGENCY_HEADER])
  return {
    viewer: { agency: claims.agency, roles: claims.roles, purpose, ...(statement ? { emergency: statement.access } : {}) },
    account: accountOf(claims),
    subject: claims.sub,
    issuer: claims.iss,
    purposes: claims.purposes,
    reason,
    token,
    ...(statement ? { emergency: { agency: statement.access.agency, statement: statement.id, text: statement.text } } : {}),
  }
}

/** What has not the form of a statement, or came twice, is refused as the agency would refuse it. */
function readStatement(header: string | string[] | undefined) {
  if (header === undefined) return undefined
  const text = headerText(header)
  const statement = text === undefined ? undefined : readEmergencyStatement(text)
  const access = statement && claimedAccess(statement, vocabulary)
  if (text === undefined || !statement || !access) throw new HubError('EMERGENCY_REFUSED')
  return { text, id: statement.jti, access }
}

function purposeOf(named: string | undefined, { purposes }: TokenClaims): Purpose {
  if (named === undefined) {
    const [only, ...others] = purposes
    if (only === undefined || others.length > 0) throw new HubError('PURPOSE_REQUIRED')
    return only
  }
  const purpose = PURPOSES.find((known) => known === named)
  // A purpose that does not exist is not repeated: what a client wrote goes into no message.
  if (purpose === undefined) throw new HubError('PURPOSE_REQUIRED')
  if (!purposes.includes(purpose)) throw new HubError('PURPOSE_NOT_ALLOWED', { purpose })
  return purpose
}

function reasonOf(text: string | undefined): string | undefined {
  const reason = text === undefined ? undefined : decoded(text).trim()
  if (reason === undefined || reason === '') return undefined
  if (!isReason(reason))
    throw new HubError('BAD_ARGUMENT', { argument: 'tip-reason', problem: `at most ${MAX_REASON_LENGTH} characters in one line` })
  return reason
}

/** Node reads a header as Latin-1; who writes Tetum or Portuguese sends UTF-8. */
function decoded(text: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'))
  } catch {
    return text
  }
}

/** A header sent twice is no header: two readers of it could take different ones. Node joins most of them with a comma. */
const headerText = (value: string | string[] | undefined): string | undefined => (typeof value === 'string' ? value : undefined)
