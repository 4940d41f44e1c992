import type { RecordKindName } from '../vocabulary/types.ts'
import type { EmergencyKind } from './emergency/kinds.ts'
import type { Predicate } from './predicate.ts'
import type { Purpose } from './purposes.ts'
import type { Transform } from './transforms.ts'

/** Who asks, and why. Everything in it comes from the person's own verified token and the purpose of the request. */
export interface Viewer {
  /** Code of the viewer's agency, e.g. `klatu`. */
  readonly agency: string
  readonly roles: readonly string[]
  readonly purpose: Purpose
  /** A statement for an emergency; rules with `emergency` hold only with one for their agency. */
  readonly emergency?: EmergencyAccess
}

/** What a rule speaks of: a field, all fields up to a class, or everything of a kind or of all kinds. */
export type Coordinate =
  | { readonly kind: string; readonly field: string }
  | { readonly kind: string | '*'; readonly classUpTo: number }
  | { readonly kind: string | '*'; readonly field: '*' }
  | { readonly product: 'indicators' | 'releases' }

/** What a rule asks of a statement before it holds. */
export interface EmergencyTerms {
  readonly kinds: readonly EmergencyKind[]
  /** Longest life of a statement. */
  readonly minutes: number
  /** Questions that one statement opens. */
  readonly questions: number
  /** Agencies whose people may approve; which of them the owner alone knows. */
  readonly approvedBy: readonly string[]
  /** Whether a statement may leave open which record it is for. */
  readonly anyRecord: boolean
}

/** A statement as far as rules ask about it. Whoever makes one of it has verified the statement, or shows nothing by it. */
export interface EmergencyAccess {
  /** The one agency that it is for; at all others it is as if it were not there. */
  readonly agency: string
  readonly kind: EmergencyKind
  /** The one role in which the statement lets ask. */
  readonly role: string
  readonly minutes: number
  readonly coordinates: readonly Coordinate[]
  /** The record that it is for, with all that belongs to it. At the owner the row's key; elsewhere whatever names it. */
  readonly record?: { readonly kind: RecordKindName; readonly key: string }
}

export interface CompiledRule {
  readonly id: string
  readonly effect: 'permit' | 'forbid'
  readonly coordinates: readonly Coordinate[]
  /** Absent parts fit everyone. A group is written out to the agencies it holds, with dates. */
  readonly to: {
    readonly agencies?: readonly string[]
    readonly roles?: readonly string[]
    readonly groups?: readonly (readonly { readonly agency: string; readonly from?: string; readonly until?: string }[])[]
  }
  /** Absent: every purpose (forbid only). */
  readonly purposes?: readonly Purpose[]
  readonly when: Predicate
  /** `Type.field` -> coarser form; fields not named are shown in full. */
  readonly as: ReadonlyMap<string, Transform>
  readonly because: string
  /** The rule holds only with a statement that fulfils these terms. */
  readonly emergency?: EmergencyTerms
}

export interface CompiledPolicy {
  readonly agency: string
  readonly version: number
  readonly rules: readonly CompiledRule[]
}

/** One way in which a cell may be shown: in this form where the predicate holds. */
export interface CellGrant {
  readonly when: Predicate
  /** Absent: in full. */
  readonly as?: Transform
  readonly rule: string
}

/** What one viewer may get of one record kind. */
export interface KindAccess {
  /** Holds for the rows that the viewer may know of at all: those of which at least one cell is shown. */
  readonly row: Predicate
  /** Fields that may be shown in some row; the first grant whose predicate holds decides. Most revealing first. A field not in the map is withheld in every row. */
  readonly cells: ReadonlyMap<string, readonly CellGrant[]>
  /** Where `CaseRecord.link` is granted: rows whose case key may be used to join records. FALSE for other kinds. */
  readonly link: Predicate
}
