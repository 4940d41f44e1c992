import type { CompiledPolicy } from '../policy/policy.ts'
import type { Vocabulary } from '../vocabulary/kinds.ts'
import type { FieldDefinition, RecordKindName } from '../vocabulary/types.ts'
import type { Limits, Source } from './source.ts'
import type { DateFormat } from './values.ts'

/** A table, a view, or a SELECT that stands in for one. */
export type Relation = { readonly table: string; readonly schema?: string } | { readonly sql: string; readonly name: string }

/** The agency's codes for one shared list. Source values are matched exactly, after trimming. */
export interface CodeMap {
  /** File name without `.csv`; for messages. */
  readonly name: string
  readonly toShared: ReadonlyMap<string, string>
  /** Shared code -> the source values that mean it: a filter on a code becomes `IN (source values)`. */
  readonly toSource: ReadonlyMap<string, readonly string[]>
  /** Every source value that the map has a row for, approved or not. */
  readonly known: ReadonlySet<string>
  /** The column already holds shared codes; anything outside the list is unmapped. */
  readonly isIdentity: boolean
}

/** One conversion, applied to the text of a cell (after path, split and pattern). */
export type Conversion =
  | { readonly to: 'text' }
  | { readonly to: 'code'; readonly codes: CodeMap }
  | {
      readonly to: 'date'
      readonly formats: readonly DateFormat[]
      readonly months: 'en' | 'pt' | 'tet' | 'id'
      readonly precision?: { readonly column: string; readonly codes: ReadonlyMap<string, 'day' | 'month' | 'year'> }
    }
  | { readonly to: 'nuc' }
  | { readonly to: 'yes-no'; readonly yes: ReadonlySet<string>; readonly no: ReadonlySet<string> }
  | { readonly to: 'int' }
  | { readonly to: 'money' }
  | { readonly to: 'months' }
  | { readonly to: 'name'; readonly form: 'full' | 'surname-first' | 'initials' | 'given' | 'surname'; readonly type: string }

/** Reading one column of a row. */
export interface ColumnPlan {
  readonly column: string
  readonly path?: readonly string[]
  /** The cell holds many values: an array of the database or JSON, or a text split at a separator. */
  readonly many?: { readonly array: true } | { readonly split: string }
  readonly pattern?: string
  readonly convert: Conversion
  readonly default?: string
}

/** How a field is read. Every reader yields texts, integers as text included; `null` = not recorded. */
export type FieldReader =
  | { readonly read: 'constant'; readonly values: readonly string[] }
  | { readonly read: 'column'; readonly column: ColumnPlan }
  | { readonly read: 'firstOf'; readonly of: readonly ColumnPlan[] }
  | {
      readonly read: 'flags'
      readonly flags: readonly { readonly column: string; readonly code: string }[]
      readonly yes: ReadonlySet<string>
    }
  | { readonly read: 'names'; readonly of: readonly ColumnPlan[] }
  | {
      readonly read: 'documents'
      readonly of: readonly { readonly column: string; readonly type: string | { readonly column: string; readonly codes: CodeMap } }[]
    }

export interface FieldModel {
  readonly name: string
  readonly definition: FieldDefinition
  readonly reader: FieldReader
  /** May be filtered or ordered by. */
  readonly isFilter: boolean
}

/** A pointer to another record of the same agency. */
export interface ParentModel {
  readonly kind: RecordKindName
  readonly columns: readonly string[]
  /** Columns of the other record's relation; its key unless declared. */
  readonly references: readonly string[]
}

export type SourceTest =
  | {
      readonly test: 'in' | 'notIn' | 'like' | 'contains'
      readonly column: string
      readonly path?: readonly string[]
      readonly values: readonly string[]
    }
  | { readonly test: 'isNull'; readonly column: string; readonly path?: readonly string[]; readonly isNull: boolean }

export interface RecordModel {
  readonly kind: RecordKindName
  readonly from: Relation
  readonly key: readonly string[]
  /** All must hold. */
  readonly only: readonly SourceTest[]
  /** By relation name: `case`, `victim`, `perpetrator`. */
  readonly parents: ReadonlyMap<string, ParentModel>
  readonly fields: ReadonlyMap<string, FieldModel>
}

export interface ConsentModel {
  readonly from: Relation
  readonly only: readonly SourceTest[]
  readonly subject: { readonly columns: readonly string[]; readonly references: readonly string[] }
  readonly scope: FieldReader
  readonly state: FieldReader
  readonly until?: FieldReader
}

/** Bounds of every statement for an emergency, and who may approve one. Not published: a list of approvers is a list of people to threaten. */
export interface EmergencyModel {
  readonly minutes: number
  readonly questions: number
  readonly approvers: readonly { readonly agency: string; readonly accounts?: readonly string[] }[]
}

/** An agency file after validation: shorthands written out, code maps read, policy compiled. What every engine and subgraph works from. */
export interface AgencyModel {
  readonly agency: string
  readonly institution: string
  /** Prefix of the agency's GraphQL types: `Pntl`, `MssiAdults`. */
  readonly typePrefix: string
  readonly name: { readonly en: string; readonly pt: string; readonly tet?: string | undefined }
  readonly vocabulary: Vocabulary
  readonly source: Source
  readonly limits: Limits
  /** Placeholders that mean "not recorded", compared after trimming. */
  readonly nulls: ReadonlySet<string>
  readonly records: ReadonlyMap<RecordKindName, RecordModel>
  readonly consents: readonly ConsentModel[]
  readonly policy: CompiledPolicy
  /** Undefined: no statement for an emergency opens anything. */
  readonly emergency?: EmergencyModel
}
