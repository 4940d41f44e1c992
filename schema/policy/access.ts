import type { Vocabulary } from '../vocabulary/kinds.ts'
import type { RecordKindName } from '../vocabulary/types.ts'
import type { CellGrant, CompiledPolicy, CompiledRule, Coordinate, EmergencyAccess, EmergencyTerms, KindAccess, Viewer } from './policy.ts'
import { and, FALSE, not, or, type Predicate } from './predicate.ts'
import { opensRecords } from './purposes.ts'

/** The pseudo-field that grants the use of a case's key for joining records of one matter. */
export const LINK = 'link'

const includes = <T>(list: readonly T[] | undefined, value: T): boolean => list === undefined || list.includes(value)

/** The viewer as this agency's rules see them: without a statement that is for another one. */
export const viewerAt = (agency: string, viewer: Viewer): Viewer => {
  if (viewer.emergency === undefined || viewer.emergency.agency === agency) return viewer
  const { emergency: _foreign, ...without } = viewer
  return without
}

/** Whether the rule is for this viewer. `today` (ISO date) decides dated group membership. */
export const isForViewer = (rule: CompiledRule, viewer: Viewer, today: string): boolean =>
  includes(rule.to.agencies, viewer.agency) &&
  (rule.to.roles === undefined || rule.to.roles.some((role) => viewer.roles.includes(role))) &&
  (rule.emergency === undefined || isFulfilled(rule, rule.emergency, viewer.emergency)) &&
  (rule.to.groups === undefined ||
    rule.to.groups.some((members) =>
      members.some((m) => m.agency === viewer.agency && (m.from ?? '') <= today && (m.until === undefined || today <= m.until)),
    )) &&
  includes(rule.purposes, viewer.purpose)

/** Whether the statement is one that the rule asks for. Its scope is looked at cell by cell. */
const isFulfilled = ({ to }: CompiledRule, terms: EmergencyTerms, statement: EmergencyAccess | undefined): boolean =>
  statement !== undefined &&
  terms.kinds.includes(statement.kind) &&
  statement.minutes <= terms.minutes &&
  includes(to.roles, statement.role) &&
  (terms.anyRecord || statement.record !== undefined)

/** Whether a coordinate covers a field. `link` is never covered by a class or a wildcard permit: it must be named. */
export const covers = (
  coordinate: Coordinate,
  effect: 'permit' | 'forbid',
  kind: string,
  field: string,
  fieldClass: number | undefined,
): boolean => {
  if ('product' in coordinate) return false
  if (coordinate.kind !== '*' && coordinate.kind !== kind) return false
  if ('classUpTo' in coordinate) return fieldClass !== undefined && fieldClass <= coordinate.classUpTo
  if (coordinate.field === '*') return field !== LINK || effect === 'forbid'
  return coordinate.field === field
}

/**
 * What the viewer may get of one record kind: the policy with everything known beforehand worked in, as predicates over a row.
 *
 * Cedar's semantics: nothing permits it, withheld; permits add up; one forbid wins. Pure: same policy, viewer and day, same answer.
 */
export function accessFor(policy: CompiledPolicy, vocabulary: Vocabulary, kind: RecordKindName, asking: Viewer, today: string): KindAccess {
  const viewer = viewerAt(policy.agency, asking)
  const rules = opensRecords(viewer.purpose) ? policy.rules.filter((rule) => isForViewer(rule, viewer, today)) : []

  const grantsOf = (field: string, fieldClass: number | undefined): readonly CellGrant[] => {
    const inScope = isInScope(viewer, kind, field, fieldClass)
    const matching = rules.filter(
      (rule) => (rule.emergency === undefined || inScope) && rule.coordinates.some((c) => covers(c, rule.effect, kind, field, fieldClass)),
    )
    const forbidden = or(matching.filter((rule) => rule.effect === 'forbid').map((rule) => rule.when))
    const grants = matching
      .filter((rule) => rule.effect === 'permit')
      .map((rule): CellGrant => {
        const transform = rule.as.get(`${kind}.${field}`)
        return {
          when: and([rule.when, ...scopeOf(rule, viewer), not(forbidden)]),
          rule: rule.id,
          ...(transform === undefined ? {} : { as: transform }),
        }
      })
      .filter((grant) => grant.when.op !== 'false')
    // In full before any coarser form; among coarser forms the order of the file (stable sort).
    return grants.toSorted((a, b) => Number(a.as !== undefined) - Number(b.as !== undefined))
  }

  const cells = new Map<string, readonly CellGrant[]>()
  for (const [name, definition] of Object.entries(vocabulary.kinds[kind].fields)) {
    const grants = grantsOf(name, definition.class)
    if (grants.length > 0) cells.set(name, grants)
  }
  const row = or(distinct([...cells.values()].flat().map((grant) => grant.when)))
  const link = kind === 'CaseRecord' ? or(grantsOf(LINK, undefined).map((grant) => grant.when)) : FALSE
  return { row, cells, link }
}

/** Whether the viewer's statement speaks of the field; rules for emergencies open nothing else. */
export const isInScope = ({ emergency }: Viewer, kind: string, field: string, fieldClass: number | undefined): boolean =>
  emergency?.coordinates.some((coordinate) => covers(coordinate, 'permit', kind, field, fieldClass)) ?? false

/** Of a rule for emergencies: the record that the statement names. */
export const scopeOf = ({ emergency }: CompiledRule, viewer: Viewer): readonly Predicate[] => {
  const record = emergency && viewer.emergency?.record
  return record ? [{ op: 'record', kind: record.kind, key: record.key }] : []
}

/** Equal predicates once: most rules share their condition, and each one costs the database a test per row. */
function distinct(predicates: readonly Predicate[]): readonly Predicate[] {
  return [...new Map(predicates.map((predicate) => [JSON.stringify(predicate), predicate])).values()]
}
