import type { Vocabulary } from '../../vocabulary/kinds.ts'
import { fieldOf } from '../../vocabulary/kinds.ts'
import { RECORD_KIND_NAMES, type RecordKindName } from '../../vocabulary/types.ts'
import { accessFor, covers, isForViewer, isInScope, LINK, scopeOf, viewerAt } from '../access.ts'
import { asIfApproved } from '../emergency/emergency.ts'
import type { CellGrant, CompiledPolicy, CompiledRule, KindAccess, Viewer } from '../policy.ts'
import { and, not, or, type Predicate } from '../predicate.ts'
import { opensRecords } from '../purposes.ts'
import type { Transform } from '../transforms.ts'
import { canHold, type TestBudget } from './can-hold.ts'

/** What a person asks about: a field of a record kind (`link` among them), or one of the products made of many records. */
export type AskedCoordinate =
  | { readonly kind: RecordKindName; readonly field: string }
  | { readonly kind?: undefined; readonly field: 'indicators' | 'releases' }

/** `permitted`: in every row something is shown; `withheld`: in none; `conditional`: it depends on the row. */
export type Effect = 'permitted' | 'conditional' | 'withheld'

/** A form in which a field is shown in some row. */
export interface ShownForm {
  /** Absent: in full. */
  readonly as?: Transform
  readonly rule: string
  /** Holds in every row for which no form before it in the list does. */
  readonly isSure: boolean
}

/** What one viewer gets of one coordinate. */
export interface PolicyCell {
  readonly effect: Effect
  /** Most revealing first; the first that holds is what a row shows. Forms that no row can ever show are left out. */
  readonly forms: readonly ShownForm[]
  /** Where anything of it is shown, and where it is shown in full. */
  readonly shown: Predicate
  readonly inFull: Predicate
}

/** @returns undefined where the text is no coordinate of the vocabulary: `Type.field`, `CaseRecord.link`, `indicators`, `releases` */
export function readCoordinate(vocabulary: Vocabulary, text: string): AskedCoordinate | undefined {
  if (text === 'indicators' || text === 'releases') return { field: text }
  const [kindName = '', field = '', ...rest] = text.split('.')
  const kind = RECORD_KIND_NAMES.find((name) => name === kindName)
  if (kind === undefined || rest.length > 0) return undefined
  const isLink = kind === 'CaseRecord' && field === LINK
  return isLink || fieldOf(vocabulary, kind, field) !== undefined ? { kind, field } : undefined
}

export const coordinateText = ({ kind, field }: AskedCoordinate): string => (kind === undefined ? field : `${kind}.${field}`)

/** Whether a rule speaks of the coordinate, whomever it is for. */
export const speaksOf = (rule: CompiledRule, vocabulary: Vocabulary, { kind, field }: AskedCoordinate): boolean =>
  rule.coordinates.some((coordinate) =>
    kind === undefined
      ? 'product' in coordinate && coordinate.product === field
      : covers(coordinate, rule.effect, kind, field, fieldOf(vocabulary, kind, field)?.class),
  )

/** Tests for one policy, some 100 ms: those of the demonstration take a hundredth. */
const MOST_TESTS = 2_000_000

/** Answers questions about one policy and one day; remembers what it has worked out, for a matrix asks the same thing many times. */
export class PolicyReader {
  readonly policy: CompiledPolicy
  readonly vocabulary: Vocabulary
  /** ISO date. */
  readonly today: string
  readonly #access = new Map<string, KindAccess>()
  readonly #possible = new Map<string, boolean>()
  readonly #budget: TestBudget = { left: MOST_TESTS }

  constructor(policy: CompiledPolicy, vocabulary: Vocabulary, today: string) {
    this.policy = policy
    this.vocabulary = vocabulary
    this.today = today
  }

  cell(viewer: Viewer, coordinate: AskedCoordinate): PolicyCell {
    const grants = this.#grants(viewer, coordinate)
    const shown = or(grants.map(({ when }) => when))
    const inFull = or(grants.filter(({ as }) => as === undefined).map(({ when }) => when))
    if (!this.isPossible(shown)) return { effect: 'withheld', forms: [], shown, inFull }

    const forms: ShownForm[] = []
    let before: Predicate = or([])
    for (const { when, as, rule } of grants) {
      const after = or([before, when])
      const isNews = this.isPossible(and([when, not(before)]))
      if (isNews) forms.push({ ...(as === undefined ? {} : { as }), rule, isSure: !this.isPossible(not(after)) })
      before = after
    }
    return { effect: this.isPossible(not(shown)) ? 'conditional' : 'permitted', forms, shown, inFull }
  }

  /** Forms in which some row would be shown with a statement for an emergency, and is not without one. */
  emergencyForms(viewer: Viewer, coordinate: AskedCoordinate): readonly Omit<ShownForm, 'isSure'>[] {
    const { kind, field } = coordinate
    if (kind === undefined || viewerAt(this.policy.agency, viewer).emergency) return []
    return this.policy.rules.flatMap((rule) => {
      if (rule.emergency === undefined || !speaksOf(rule, this.vocabulary, coordinate)) return []
      const asIf = asIfApproved(this.policy.agency, viewer, rule, [{ kind, field }], kind)
      const grant = this.#grants(asIf, coordinate).find((one) => one.rule === rule.id && this.isPossible(one.when))
      return grant ? [{ ...(grant.as === undefined ? {} : { as: grant.as }), rule: rule.id }] : []
    })
  }

  /** What the viewer may know of a kind, as the adapters compile it. */
  access(viewer: Viewer, kind: RecordKindName): KindAccess {
    const key = JSON.stringify([kind, viewer.agency, viewer.roles, viewer.purpose, viewer.emergency ?? null])
    const access = this.#access.get(key) ?? accessFor(this.policy, this.vocabulary, kind, viewer, this.today)
    this.#access.set(key, access)
    return access
  }

  /** Whether some row could fulfil the condition. Where that cannot be told it is taken for possible: never promise what may not hold. */
  isPossible(predicate: Predicate): boolean {
    const key = JSON.stringify(predicate)
    const isPossible = this.#possible.get(key) ?? canHold(predicate, this.today, this.#budget) ?? true
    this.#possible.set(key, isPossible)
    return isPossible
  }

  #grants(viewer: Viewer, coordinate: AskedCoordinate): readonly CellGrant[] {
    if (coordinate.kind === undefined) return this.#productGrants(viewer, coordinate)
    const access = this.access(viewer, coordinate.kind)
    if (coordinate.field !== LINK) return access.cells.get(coordinate.field) ?? []
    const permits = this.rulesFor(viewer, coordinate).filter(({ effect }) => effect === 'permit')
    const forbidden = or(this.rulesFor(viewer, coordinate).flatMap(({ effect, when }) => (effect === 'forbid' ? [when] : [])))
    return permits.map((rule) => ({ rule: rule.id, when: and([rule.when, ...scopeOf(rule, viewer), not(forbidden)]) }))
  }

  #productGrants(viewer: Viewer, coordinate: AskedCoordinate): readonly CellGrant[] {
    const rules = this.rulesFor(viewer, coordinate)
    const forbidden = or(rules.flatMap(({ effect, when }) => (effect === 'forbid' ? [when] : [])))
    return rules
      .filter(({ effect }) => effect === 'permit')
      .map(({ id, when }) => ({ rule: id, when: and([when, not(forbidden)]) }))
      .filter(({ when }) => when.op !== 'false')
  }

  /** Rules of the file that are for this viewer and speak of the coordinate, in the order of the file. STATISTICS opens no record. */
  rulesFor(asking: Viewer, coordinate: AskedCoordinate): readonly CompiledRule[] {
    const viewer = viewerAt(this.policy.agency, asking)
    if (coordinate.kind !== undefined && !opensRecords(viewer.purpose)) return []
    const { kind, field } = coordinate
    const inScope = kind !== undefined && isInScope(viewer, kind, field, fieldOf(this.vocabulary, kind, field)?.class)
    return this.policy.rules.filter(
      (rule) =>
        isForViewer(rule, viewer, this.today) && (rule.emergency === undefined || inScope) && speaksOf(rule, this.vocabulary, coordinate),
    )
  }
}
