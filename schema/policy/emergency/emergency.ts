import { type EmergencyStatement, minutesOf } from '../../call/emergency.ts'
import type { Vocabulary } from '../../vocabulary/kinds.ts'
import { RECORD_KIND_NAMES, type RecordKindName } from '../../vocabulary/types.ts'
import { covers, isForViewer, LINK, viewerAt } from '../access.ts'
import type { CompiledPolicy, CompiledRule, Coordinate, EmergencyAccess, Viewer } from '../policy.ts'

/** @returns undefined where the text is not `Type.field`, `Type.*` or `Type.class<=n` of the vocabulary; no wildcard for the kind: a scope names kinds */
export function readScopeCoordinate(vocabulary: Vocabulary, text: string): Coordinate | undefined {
  const [kindName, part = '', ...rest] = text.split('.')
  const kind = RECORD_KIND_NAMES.find((name) => name === kindName)
  if (kind === undefined || rest.length > 0) return undefined
  const [, most] = /^class<=([0-3])$/.exec(part) ?? []
  if (most !== undefined) return { kind, classUpTo: Number(most) }
  const isField = part === '*' || Object.hasOwn(vocabulary.kinds[kind].fields, part) || (part === LINK && kind === 'CaseRecord')
  return isField ? { kind, field: part } : undefined
}

/**
 * What a statement says that it opens. Nothing is verified by this: the owner alone can, and does.
 *
 * @returns undefined where it names something that is no field, or its minutes are not whole; the record's key is its opaque id
 */
export function claimedAccess(statement: EmergencyStatement, vocabulary: Vocabulary): EmergencyAccess | undefined {
  const { aud, kind, asker, scope } = statement
  const minutes = minutesOf(statement)
  const coordinates = scope.coordinates.flatMap((text) => readScopeCoordinate(vocabulary, text) ?? [])
  if (minutes === undefined || coordinates.length < scope.coordinates.length) return undefined
  const record = scope.record && { kind: scope.record.kind, key: scope.record.id }
  return { agency: aud, kind, role: asker.role, minutes, coordinates, ...(record ? { record } : {}) }
}

/** A viewer with the statement that would just fulfil this rule: what it could open. @param kind for a statement that names one record */
export const asIfApproved = (
  agency: string,
  viewer: Viewer,
  rule: CompiledRule,
  coordinates: readonly Coordinate[],
  kind: RecordKindName,
): Viewer => {
  if (rule.emergency === undefined) return viewer
  const { kinds, minutes, anyRecord } = rule.emergency
  const [first = 'LIFE'] = kinds
  const role = rule.to.roles === undefined ? (viewer.roles[0] ?? '') : (rule.to.roles.find((name) => viewer.roles.includes(name)) ?? '')
  return {
    ...viewer,
    emergency: { agency, kind: first, role, minutes, coordinates, ...(anyRecord ? {} : { record: { kind, key: '' } }) },
  }
}

/**
 * Whether everything that the viewer's statement names is opened by some rule for emergencies. A scope that is wider than the rules is not cut down
 * to them: whoever approved it meant something else than the owner's file says.
 *
 * @param today ISO date
 */
export function isWithinRules(policy: CompiledPolicy, vocabulary: Vocabulary, viewer: Viewer, today: string): boolean {
  const { emergency } = viewerAt(policy.agency, viewer)
  if (emergency === undefined || emergency.coordinates.length === 0) return false
  const rules = policy.rules.filter((rule) => rule.emergency !== undefined && rule.effect === 'permit' && isForViewer(rule, viewer, today))
  return emergency.coordinates.every((named) => {
    const cells = cellsOf(named, vocabulary)
    return (
      cells.length > 0 &&
      cells.every(({ kind, field, fieldClass }) =>
        rules.some((rule) => rule.coordinates.some((coordinate) => covers(coordinate, 'permit', kind, field, fieldClass))),
      )
    )
  })
}

function cellsOf(named: Coordinate, vocabulary: Vocabulary) {
  return RECORD_KIND_NAMES.flatMap((kind) => {
    const fields = Object.entries(vocabulary.kinds[kind].fields).map(([field, definition]) => ({
      kind,
      field,
      fieldClass: definition.class,
    }))
    const link = kind === 'CaseRecord' ? [{ kind, field: LINK, fieldClass: undefined }] : []
    return [...fields, ...link].filter(({ field, fieldClass }) => covers(named, 'permit', kind, field, fieldClass))
  })
}
