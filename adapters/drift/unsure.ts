import {
  type AgencyModel,
  and,
  FALSE,
  type KindAccess,
  not,
  or,
  type ParentModel,
  type Predicate,
  type RecordKindName,
  TRUE,
} from '../../schema/index.ts'
import { wayUp } from '../compile/scope.ts'
import type { Degraded } from './degraded.ts'

/** Fields that say whether a referral lives and whom it is between. */
const OF_REFERRALS = ['fromAgency', 'toAgency', 'status', 'expiresOn']

/** Whether a condition on a row of this kind asks something that cannot be known now. */
export const isUnsure = (model: AgencyModel, degraded: Degraded, kind: RecordKindName, predicate: Predicate): boolean => {
  switch (predicate.op) {
    case 'true':
    case 'false':
      return false
    case 'and':
    case 'or':
      return predicate.of.some((part) => isUnsure(model, degraded, kind, part))
    case 'not':
      return isUnsure(model, degraded, kind, predicate.of)
    case 'in':
    case 'date':
      return degraded.fields.get(predicate.kind)?.has(predicate.field) === true || isWayLost(model, degraded, kind, predicate.kind)
    case 'record':
      return isWayLost(model, degraded, kind, predicate.kind)
    case 'consent':
      return degraded.consents || isWayLost(model, degraded, kind, 'VictimRecord')
    case 'involvement':
      return (
        isLost(degraded, 'ReferralRecord') ||
        OF_REFERRALS.some((field) => degraded.fields.get('ReferralRecord')?.has(field)) ||
        // A referral may be of the victim, of the case, or of another victim of the case.
        (['VictimRecord', 'CaseRecord'] as const).some((of) => isLost(degraded, of))
      )
  }
}

/**
 * The condition with everything that cannot be known taken for what denies: a permit does not hold, a forbid does. Access conditions have their
 * forbids negated, so that both are the same rule: unknown is false, and under a `not` true.
 */
export const denying = (model: AgencyModel, degraded: Degraded, kind: RecordKindName, predicate: Predicate): Predicate => {
  const walk = (part: Predicate, isNegated: boolean): Predicate => {
    switch (part.op) {
      case 'and':
        return and(part.of.map((inner) => walk(inner, isNegated)))
      case 'or':
        return or(part.of.map((inner) => walk(inner, isNegated)))
      case 'not':
        return not(walk(part.of, !isNegated))
      default:
        if (!isUnsure(model, degraded, kind, part)) return part
        return isNegated ? TRUE : FALSE
    }
  }
  return walk(predicate, false)
}

/** What a viewer may get while some of it cannot be known. */
export const denyingAccess = (model: AgencyModel, degraded: Degraded, kind: RecordKindName, access: KindAccess): KindAccess => {
  const surely = (when: Predicate): Predicate => denying(model, degraded, kind, when)
  const cells = [...access.cells].flatMap(([field, grants]) => {
    const left = grants.map((grant) => ({ ...grant, when: surely(grant.when) })).filter(({ when }) => when.op !== 'false')
    return left.length === 0 ? [] : [[field, left] as const]
  })
  return { row: surely(access.row), cells: new Map(cells), link: surely(access.link) }
}

const isLost = (degraded: Degraded, kind: RecordKindName): boolean => degraded.kinds.has(kind)

/** Whether a record on the way up from one kind to another cannot be read. Where there is no way, the answer is known: there is none. */
const isWayLost = (model: AgencyModel, degraded: Degraded, from: RecordKindName, to: RecordKindName): boolean => {
  const way: readonly ParentModel[] | undefined = wayUp(model, from, to)
  return way !== undefined && [from, ...way.map(({ kind }) => kind)].some((kind) => isLost(degraded, kind))
}
