import { verify } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import {
  type AgencyModel,
  claimedAccess,
  type EmergencyAccess,
  type EmergencyStatement,
  type IsDenied,
  isWithinRules,
  minutesOf,
  type Purpose,
  readEmergencyStatement,
  type TokenClaims,
  type Viewer,
} from '../../../schema/index.ts'
import type { RecordIds } from '../ids/record-ids.ts'
import type { Approver, Approvers } from './approvers.ts'
import { EmergencyRefusal, type StatementCheck } from './refusal.ts'

export interface StatementQuestion {
  /** As it came. */
  readonly text: string
  readonly claims: TokenClaims
  readonly purpose: Purpose
  /** Seconds since 1970. */
  readonly now: number
  /** ISO date in the agency's zone. */
  readonly today: string
}

export interface StatementRules {
  readonly model: AgencyModel
  readonly ids: RecordIds
  readonly approvers: Approvers
  readonly isDenied: IsDenied
}

/** Clocks of approver and agency may differ by this many seconds. */
const TOLERANCE_SECONDS = 5

/**
 * Whether an approver whom the owner lists has signed this.
 *
 * @throws {EmergencyRefusal} whose `check` is for the owner alone
 */
export function verifySigned(text: string, { model, approvers, isDenied }: StatementRules): EmergencyStatement {
  if (!model.emergency) throw new EmergencyRefusal('not-taken')
  const statement = readEmergencyStatement(text)
  if (!statement) throw new EmergencyRefusal('form')
  if (statement.aud !== model.agency) throw new EmergencyRefusal('audience')
  const approver = approvers.get(decodeProtectedHeader(text).kid ?? '')
  if (!approver) throw new EmergencyRefusal('key')
  const [header = '', payload = '', signature = ''] = text.split('.')
  if (!verify(null, Buffer.from(`${header}.${payload}`), approver.key, Buffer.from(signature, 'base64url')))
    throw new EmergencyRefusal('signature')
  if (statement.iss !== approver.issuer || statement.sub !== approver.account) throw new EmergencyRefusal('approver')
  if (!isListed(approver, model.emergency.approvers)) throw new EmergencyRefusal('not-listed')
  // A statement is taken back like a token, by its id.
  if (isDenied(statement) !== undefined) throw new EmergencyRefusal('disabled')
  return statement
}

/**
 * Whether a signed statement is for this question, and what it opens.
 *
 * @throws {EmergencyRefusal}
 */
export function readAccess(statement: EmergencyStatement, question: StatementQuestion, { model, ids }: StatementRules): EmergencyAccess {
  const refuse = (check: StatementCheck): never => {
    throw new EmergencyRefusal(check)
  }
  const { asker, scope, iat, exp } = statement
  const { claims, purpose, now, today } = question
  if (asker.iss !== claims.iss || asker.sub !== claims.sub || asker.agency !== claims.agency || asker.purpose !== purpose) refuse('asker')
  if (!claims.roles.includes(asker.role)) refuse('asker')
  // The same name at two issuers is taken for one person: better one approval too few.
  if (statement.sub === claims.sub) refuse('self-approved')
  if (iat > now + TOLERANCE_SECONDS) refuse('future')
  if (exp <= now) refuse('expired')
  const minutes = minutesOf(statement)
  if (minutes === undefined || minutes > (model.emergency?.minutes ?? 0)) return refuse('minutes')
  const claimed = claimedAccess(statement, model.vocabulary)
  if (!claimed) return refuse('scope')
  const [key = null] = scope.record ? ids.decode(scope.record.kind, [scope.record.id]) : []
  if (scope.record && key === null) refuse('record')

  const access: EmergencyAccess = scope.record && key !== null ? { ...claimed, record: { kind: scope.record.kind, key } } : claimed
  const viewer: Viewer = { agency: claims.agency, roles: claims.roles, purpose, emergency: access }
  if (!isWithinRules(model.policy, model.vocabulary, viewer, today)) refuse('scope')
  return access
}

const isListed = ({ agency, account }: Approver, listed: NonNullable<AgencyModel['emergency']>['approvers']): boolean =>
  listed.some((named) => named.agency === agency && (named.accounts?.includes(account) ?? true))
