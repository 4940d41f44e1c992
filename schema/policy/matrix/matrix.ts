import type { HeldKind } from '../../call/description.ts'
import type { Vocabulary } from '../../vocabulary/kinds.ts'
import { fieldOf } from '../../vocabulary/kinds.ts'
import { RECORD_KIND_NAMES, type RecordKindName, type SensitivityClass } from '../../vocabulary/types.ts'
import { LINK } from '../access.ts'
import { type AskedCoordinate, coordinateText, type PolicyCell, PolicyReader, type ShownForm } from '../explain/cell.ts'
import type { CompiledPolicy, Viewer } from '../policy.ts'
import { type Recipient, viewerOf } from './recipients.ts'

/** An agency's policy with what it maps. */
export interface HeldPolicy {
  readonly policy: CompiledPolicy
  readonly kinds: Readonly<Partial<Record<RecordKindName, Pick<HeldKind, 'fields'>>>>
}

/** What one recipient gets of one coordinate at one agency. */
export interface MatrixCell extends Pick<PolicyCell, 'effect' | 'forms'> {
  readonly recipient: Recipient
  /** Rules behind the forms, each once, in the order in which they decide. */
  readonly rules: readonly string[]
  /** Forms that a statement for an emergency opens besides. */
  readonly emergency: readonly Omit<ShownForm, 'isSure'>[]
}

/** One line of the matrix. */
export interface MatrixRow {
  readonly agency: string
  readonly policyVersion: number
  readonly coordinate: AskedCoordinate
  /** `VictimRecord.names`, `indicators` … */
  readonly name: string
  /** Absent for `link` and for products. */
  readonly class?: SensitivityClass
  /** In the order of the recipients that were asked for. */
  readonly cells: readonly MatrixCell[]
}

/**
 * Who gets what: a row for every field that an agency maps, for the case key and for the products, a cell for every recipient.
 * Agrees with `decide` as `explain` does.
 *
 * @param today ISO date
 */
export const matrix = (
  policies: readonly HeldPolicy[],
  recipients: readonly Recipient[],
  vocabulary: Vocabulary,
  today: string,
): readonly MatrixRow[] =>
  policies.flatMap((held) =>
    matrixFor(held, recipients.map(viewerOf), vocabulary, today).map(
      (row): MatrixRow => ({
        ...row,
        cells: row.cells.flatMap((cell, index) => (recipients[index] ? [{ ...cell, recipient: recipients[index] }] : [])),
      }),
    ),
  )

/** The part of one agency, for viewers who may have several roles; cells in their order. */
export const matrixFor = (
  held: HeldPolicy,
  viewers: readonly Viewer[],
  vocabulary: Vocabulary,
  today: string,
): readonly (Omit<MatrixRow, 'cells'> & { readonly cells: readonly Omit<MatrixCell, 'recipient'>[] })[] => {
  const reader = new PolicyReader(held.policy, vocabulary, today)
  return coordinatesOf(held, vocabulary).map((coordinate) => {
    const sensitivity = coordinate.kind && fieldOf(vocabulary, coordinate.kind, coordinate.field)?.class
    return {
      agency: held.policy.agency,
      policyVersion: held.policy.version,
      coordinate,
      name: coordinateText(coordinate),
      ...(sensitivity === undefined ? {} : { class: sensitivity }),
      cells: viewers.map((viewer) => {
        const { effect, forms } = reader.cell(viewer, coordinate)
        return {
          effect,
          forms,
          rules: [...new Set(forms.map(({ rule }) => rule))],
          emergency: reader.emergencyForms(viewer, coordinate),
        }
      }),
    }
  })
}

/** Everything of an agency that a rule can open, in the order of the vocabulary. */
export function coordinatesOf({ kinds }: Pick<HeldPolicy, 'kinds'>, vocabulary: Vocabulary): readonly AskedCoordinate[] {
  const fields = RECORD_KIND_NAMES.flatMap((kind): AskedCoordinate[] => {
    const held = new Set(kinds[kind]?.fields)
    const known = Object.keys(vocabulary.kinds[kind].fields).filter((field) => held.has(field))
    const link = kind === 'CaseRecord' && held.has('nuc') ? [LINK] : []
    return [...known, ...link].map((field) => ({ kind, field }))
  })
  return [...fields, { field: 'indicators' }, { field: 'releases' }]
}
