import type { Predicate } from './predicate.ts'
import type { Purpose } from './purposes.ts'
import type { Transform } from './transforms.ts'

/** Who asks, and why. Everything in it comes from the person's own verified token and the purpose of the request. */
export interface Viewer {
  /** Code of the viewer's agency, e.g. `klatu`. */
  readonly agency: string
  readonly roles: readonly string[]
  readonly purpose: Purpose
}

/** What a rule speaks of: a field, all fields up to a class, or everything of a kind or of all kinds. */
export type Coordinate =
  | { readonly kind: string; readonly field: string }
  | { readonly kind: string | '*'; readonly classUpTo: number }
  | { readonly kind: string | '*'; readonly field: '*' }
  | { readonly product: 'indicators' | 'releases' }

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
