import type { Vocabulary } from '../../vocabulary/kinds.ts'
import { viewerAt } from '../access.ts'
import { asIfApproved } from '../emergency/emergency.ts'
import type { CompiledPolicy, CompiledRule, Coordinate, EmergencyTerms, Viewer } from '../policy.ts'
import { opensRecords, type Purpose } from '../purposes.ts'
import type { Transform } from '../transforms.ts'
import { type AskedCoordinate, coordinateText, type Effect, PolicyReader, speaksOf } from './cell.ts'
import { conditionInWords } from './condition.ts'
import { explanationText } from './text.ts'
import type { PolicyLanguage } from './words.ts'

/** A rule of the file, for people. */
export interface RuleInWords {
  readonly rule: string
  /** The condition in words; absent where there is none. */
  readonly when?: string
  readonly because: string
}
export interface GrantInWords extends RuleInWords {
  /** Absent: in full. */
  readonly as?: Transform
}
/** A rule that permits the coordinate to the viewer's agency, but for another purpose, to other roles or in an emergency. */
export interface ElsewhereInWords extends GrantInWords {
  /** Where another purpose is needed: which ones. */
  readonly purposes?: readonly Purpose[]
  /** Where another role is needed: which ones. */
  readonly roles?: readonly string[]
  /** Where it holds only with a statement for an emergency: which. */
  readonly emergency?: EmergencyTerms
}

/** Why one agency shows one coordinate to one viewer, or does not. */
export interface Explanation {
  readonly agency: string
  readonly policyVersion: number
  readonly coordinate: string
  readonly effect: Effect
  /** Whether the agency maps the field at all; where not, the effect is what the policy says beforehand. */
  readonly isHeld: boolean
  readonly grants: readonly GrantInWords[]
  readonly forbids: readonly RuleInWords[]
  readonly elsewhere: readonly ElsewhereInWords[]
  /** All of it in one sentence. */
  readonly text: string
}

export interface ExplainInput {
  readonly policy: CompiledPolicy
  readonly vocabulary: Vocabulary
  readonly viewer: Viewer
  readonly coordinate: AskedCoordinate
  /** ISO date, for dated membership and conditions. */
  readonly today: string
  /** @default true */
  readonly isHeld?: boolean
  /** @default en */
  readonly language?: PolicyLanguage
}

/**
 * Explains what `decide` would say of the coordinate, over all rows at once.
 *
 * The effect is `withheld` exactly where `decide` withholds it in every row, and `permitted` exactly where it does so in none. A condition
 * that is too tangled to work out counts as one that may hold or not.
 */
export function explain({ policy, vocabulary, viewer, coordinate, today, isHeld = true, language = 'en' }: ExplainInput): Explanation {
  const reader = new PolicyReader(policy, vocabulary, today)
  const { effect } = reader.cell(viewer, coordinate)
  const rules = reader.rulesFor(viewer, coordinate)
  const inWords = ({ id, when, because }: CompiledRule): RuleInWords => ({
    rule: id,
    ...(when.op === 'true' ? {} : { when: conditionInWords(when, vocabulary, language) }),
    because,
  })
  const toGrant = (rule: CompiledRule): GrantInWords => {
    const as = rule.as.get(coordinateText(coordinate))
    return { ...inWords(rule), ...(as === undefined ? {} : { as }) }
  }
  const grants = rules.filter((rule) => rule.effect === 'permit').map(toGrant)
  // In full before any coarser form, as decided.
  const sorted = grants.toSorted((a, b) => Number(a.as !== undefined) - Number(b.as !== undefined))
  const explanation = {
    agency: policy.agency,
    policyVersion: policy.version,
    coordinate: coordinateText(coordinate),
    effect,
    isHeld,
    grants: sorted,
    forbids: rules.filter((rule) => rule.effect === 'forbid').map(inWords),
    elsewhere:
      effect === 'permitted' ? [] : elsewhere(policy, reader, viewer, coordinate).map(([rule, needs]) => ({ ...toGrant(rule), ...needs })),
  }
  const isForStatistics = coordinate.kind !== undefined && !opensRecords(viewer.purpose)
  return { ...explanation, text: explanationText(explanation, isForStatistics, language) }
}

type Needs = Pick<ElsewhereInWords, 'purposes' | 'roles' | 'emergency'>

/** Rules that fit the viewer but for the purpose, the role, or the statement that they ask for. */
function elsewhere(
  policy: CompiledPolicy,
  reader: PolicyReader,
  viewer: Viewer,
  coordinate: AskedCoordinate,
): readonly (readonly [CompiledRule, Needs])[] {
  const fitting = new Set(reader.rulesFor(viewer, coordinate))
  return policy.rules.flatMap((rule): (readonly [CompiledRule, Needs])[] => {
    if (rule.effect !== 'permit' || fitting.has(rule) || !speaksOf(rule, reader.vocabulary, coordinate)) return []
    const purposes = (rule.purposes ?? []).filter((purpose) => coordinate.kind === undefined || opensRecords(purpose))
    const needsPurpose = !purposes.includes(viewer.purpose)
    const needsRole = rule.to.roles !== undefined && !rule.to.roles.some((role) => viewer.roles.includes(role))
    const withoutStatement: Viewer = {
      agency: viewer.agency,
      roles: needsRole ? (rule.to.roles ?? []) : viewer.roles,
      purpose: needsPurpose ? (purposes[0] ?? viewer.purpose) : viewer.purpose,
    }
    const asIf = viewerAt(policy.agency, withoutStatement).emergency
      ? withoutStatement
      : asIfApproved(policy.agency, withoutStatement, rule, [coordinateOf(coordinate)], coordinate.kind ?? 'CaseRecord')
    if (!reader.rulesFor(asIf, coordinate).includes(rule) || reader.cell(asIf, coordinate).effect === 'withheld') return []
    const needs: Needs = {
      ...(needsPurpose ? { purposes } : {}),
      ...(needsRole ? { roles: rule.to.roles ?? [] } : {}),
      ...(rule.emergency ? { emergency: rule.emergency } : {}),
    }
    return [[rule, needs]]
  })
}

const coordinateOf = ({ kind, field }: AskedCoordinate): Coordinate => (kind === undefined ? { product: field } : { kind, field })
