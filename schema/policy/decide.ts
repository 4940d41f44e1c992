import type { Vocabulary } from '../vocabulary/kinds.ts'
import type { RecordKindName } from '../vocabulary/types.ts'
import { accessFor, LINK } from './access.ts'
import type { CompiledPolicy, KindAccess, Viewer } from './policy.ts'
import type { Predicate, SingleCondition } from './predicate.ts'
import type { Transform } from './transforms.ts'

/** What is known of one row when a decision is made; everything in shared terms. */
export interface RowFacts {
  /** `Type.field` -> value (code, ISO date, `true`/`false`); absent or null: not recorded. */
  readonly fields: Readonly<Record<string, string | null>>
  /** Scopes of consents that are given, not ended, and nowhere refused or withdrawn (withdrawn wins: the tables have no order in time). */
  readonly consents: readonly string[]
  /** Live referrals that the viewer's institution made or received (`mssi-adults` and `mssi` are one). */
  readonly involvement: readonly ('made' | 'received')[]
  /** Records that the row is or points to, as `Type key`. @default none */
  readonly records?: readonly string[]
  /** ISO date of the request, in the agency's zone. */
  readonly today: string
}

export type Decision =
  | { readonly effect: 'full'; readonly rule: string }
  | { readonly effect: 'transformed'; readonly as: Transform; readonly rule: string }
  | { readonly effect: 'withheld'; readonly rule: string }

/** Whether a predicate holds, given which of its single conditions are met: `all`, `any` and `not` in one place. */
export function holdsBy(predicate: Predicate, isMet: (condition: SingleCondition) => boolean): boolean {
  switch (predicate.op) {
    case 'true':
      return true
    case 'false':
      return false
    case 'and':
      return predicate.of.every((part) => holdsBy(part, isMet))
    case 'or':
      return predicate.of.some((part) => holdsBy(part, isMet))
    case 'not':
      return !holdsBy(predicate.of, isMet)
    default:
      return isMet(predicate)
  }
}

/** Whether a predicate holds for a row. The same truth table as the SQL that it compiles to. */
export const holds = (predicate: Predicate, facts: RowFacts): boolean => holdsBy(predicate, (condition) => isMetBy(condition, facts))

function isMetBy(condition: SingleCondition, facts: RowFacts): boolean {
  switch (condition.op) {
    case 'in': {
      const value = facts.fields[`${condition.kind}.${condition.field}`]
      return value != null && condition.values.includes(value)
    }
    case 'date': {
      const value = facts.fields[`${condition.kind}.${condition.field}`]
      if (value == null) return false
      if (condition.before !== undefined && !(value < condition.before)) return false
      if (condition.after !== undefined && !(value > condition.after)) return false
      return condition.withinDays === undefined || (value >= daysBefore(facts.today, condition.withinDays) && value <= facts.today)
    }
    case 'consent':
      return facts.consents.includes(condition.scope)
    case 'involvement':
      return condition.side === 'either' ? facts.involvement.length > 0 : facts.involvement.includes(condition.side)
    case 'record':
      return facts.records?.includes(`${condition.kind} ${condition.key}`) ?? false
  }
}

/** The ISO date so many days before another. */
export const daysBefore = (isoDate: string, days: number): string =>
  new Date(Date.parse(`${isoDate}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

/**
 * Decides what `viewer` gets of `kind.field` in a row with these facts. Nothing permits it: withheld. Permits add up; one `forbid` wins.
 *
 * Pure, so that a decision can be replayed from the evidence log. The SQL of the adapters is compiled from the same `accessFor`.
 */
export function decide(
  policy: CompiledPolicy,
  vocabulary: Vocabulary,
  viewer: Viewer,
  coordinate: { readonly kind: RecordKindName; readonly field: string },
  facts: RowFacts,
): Decision {
  const access = accessFor(policy, vocabulary, coordinate.kind, viewer, facts.today)
  return decideBy(access, coordinate.field, (condition) => isMetBy(condition, facts))
}

/** `decide` with the policy worked in already, for a row of which it is known which single conditions are met. */
export function decideBy(access: KindAccess, field: string, isMet: (condition: SingleCondition) => boolean): Decision {
  if (field === LINK) return holdsBy(access.link, isMet) ? { effect: 'full', rule: LINK } : { effect: 'withheld', rule: 'default' }
  const grant = access.cells.get(field)?.find(({ when }) => holdsBy(when, isMet))
  if (!grant) return { effect: 'withheld', rule: 'default' }
  return grant.as === undefined ? { effect: 'full', rule: grant.rule } : { effect: 'transformed', as: grant.as, rule: grant.rule }
}
