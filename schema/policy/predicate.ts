import type { RecordKindName } from '../vocabulary/types.ts'

/**
 * A condition on one row, written out. Two-valued: a test of a field that is not recorded (or not mapped) is false, so that
 * `not` of it is true, the same in `decide` and in SQL (`coalesce(test, false)`).
 */
export type Predicate =
  | { readonly op: 'true' }
  | { readonly op: 'false' }
  | { readonly op: 'and' | 'or'; readonly of: readonly Predicate[] }
  | { readonly op: 'not'; readonly of: Predicate }
  /** A field of the row itself, or of the record that it points to (`CaseRecord.stage` on a victim's row). Shared codes; booleans as `true`/`false`. */
  | { readonly op: 'in'; readonly kind: RecordKindName; readonly field: string; readonly values: readonly string[] }
  /** A date field: earlier than, later than (ISO dates), or within so many days before today. */
  | {
      readonly op: 'date'
      readonly kind: RecordKindName
      readonly field: string
      readonly before?: string
      readonly after?: string
      readonly withinDays?: number
    }
  /** A consent of this scope, GIVEN and not ended, by the victim that the row is or points to; none where she refused or withdrew that scope. */
  | { readonly op: 'consent'; readonly scope: string }
  /** A live referral (not rejected, done, revoked or expired) of the victim or case that the row is or points to, made or received by the viewer's institution. */
  | { readonly op: 'involvement'; readonly side: 'made' | 'received' | 'either' }
  /** The row is this record, or points to it. Of a statement for an emergency; no rule is written with it. */
  | { readonly op: 'record'; readonly kind: RecordKindName; readonly key: string }

export const TRUE: Predicate = { op: 'true' }
export const FALSE: Predicate = { op: 'false' }

/** Conjunction, with constants folded away. */
export const and = (parts: readonly Predicate[]): Predicate => {
  const rest = parts.filter((part) => part.op !== 'true')
  if (rest.some((part) => part.op === 'false')) return FALSE
  const [only] = rest
  return only === undefined ? TRUE : rest.length === 1 ? only : { op: 'and', of: rest }
}

/** Disjunction, with constants folded away. */
export const or = (parts: readonly Predicate[]): Predicate => {
  const rest = parts.filter((part) => part.op !== 'false')
  if (rest.some((part) => part.op === 'true')) return TRUE
  const [only] = rest
  return only === undefined ? FALSE : rest.length === 1 ? only : { op: 'or', of: rest }
}

/** Negation, with constants folded away. */
export const not = (part: Predicate): Predicate => {
  if (part.op === 'true') return FALSE
  if (part.op === 'false') return TRUE
  return part.op === 'not' ? part.of : { op: 'not', of: part }
}

/** A condition that stands alone: what is asked of a row, before `all`, `any` and `not` put the answers together. */
export type SingleCondition = Extract<Predicate, { readonly op: 'in' | 'date' | 'consent' | 'involvement' | 'record' }>

/** Equal for conditions that ask the same. */
export const conditionKey = (condition: SingleCondition): string => JSON.stringify(condition)

/** The single conditions of which predicates are made, each once. */
export const singleConditions = (predicates: readonly Predicate[]): readonly SingleCondition[] => {
  const found = new Map<string, SingleCondition>()
  const visit = (predicate: Predicate): void => {
    switch (predicate.op) {
      case 'true':
      case 'false':
        return
      case 'and':
      case 'or':
        predicate.of.forEach(visit)
        return
      case 'not':
        visit(predicate.of)
        return
      default:
        found.set(conditionKey(predicate), predicate)
    }
  }
  predicates.forEach(visit)
  return [...found.values()]
}
