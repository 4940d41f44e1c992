import type { CodeListName } from '../codes/names.ts'

/**
 * How sensitive a field is (reference: HTCDS guidance; survivor-safety practice).
 * 0 public · 1 non-identifying attribute · 2 case detail, need to know · 3 identifying. Class 4 (health, narrative, shelter address)
 * never enters the graph, so it has no value here.
 */
export type SensitivityClass = 0 | 1 | 2 | 3

/** The unit of IC-TIP that a field describes; its code tables were not seen, so only the unit is named. */
export type CountingEntity = 'event' | 'victim' | 'perpetrator' | 'reporting entity'

/**
 * The value types of the shared language.
 * `date` is ISO 8601 of full or reduced precision (`2025-03-01`, `2025-03`, `2025`): the precision is in the text, so no `Date` is needed.
 * `nuc` is the canonical Número Único de Crime (`0062/18.PDSUA`). `money` is a decimal text in USD.
 */
export type FieldType = 'code' | 'date' | 'int' | 'text' | 'boolean' | 'nuc' | 'money' | 'names' | 'documents'

/** One field of a record kind. */
export interface FieldDefinition {
  readonly type: FieldType
  /** A list of values; scalars otherwise. `names` and `documents` are lists by nature. */
  readonly list?: true
  /** The shared code list that the values come from; required where `type` is `code`. */
  readonly codes?: CodeListName
  readonly class: SensitivityClass
  readonly description: string
  /** HTCDS 2.0 name with its prefix, e.g. `vic_AgeWhenTrafficked`. */
  readonly htcds?: string
  readonly entity?: CountingEntity
  /** Agencies that are authoritative when values differ, best first (reference § 5, "Owner"). */
  readonly owners?: readonly string[]
  /** The procedural stage that this date marks; such fields feed `Case.timeline`. */
  readonly milestone?: string
  /** Vocabulary version that introduced the field. @default 1 */
  readonly since?: number
}

/** A relation to other records of the same agency. */
export interface RelationDefinition {
  readonly to: RecordKindName
  /** `many`: the other record's mapping names this one as its parent. `one`: this record's mapping names the parent. */
  readonly many: boolean
  readonly description: string
}

/** A record kind: one instance is one row as ONE agency knows it. */
export interface RecordKind {
  readonly name: RecordKindName
  readonly description: string
  readonly fields: Readonly<Record<string, FieldDefinition>>
  readonly relations: Readonly<Record<string, RelationDefinition>>
  /** Date fields that a list of this kind may be ordered by; the first is the default. */
  readonly orderBy: readonly string[]
}

export const RECORD_KIND_NAMES = [
  'CaseRecord',
  'VictimRecord',
  'PerpetratorRecord',
  'ProceedingRecord',
  'ReferralRecord',
  'ServiceRecord',
  'EventRecord',
  'MovementRecord',
  'ReportedTotal',
] as const
export type RecordKindName = (typeof RECORD_KIND_NAMES)[number]

/** Kinds of which each record stands for a person; how many of them somebody is shown is counted. */
export const PERSON_KINDS: ReadonlySet<RecordKindName> = new Set(['VictimRecord', 'PerpetratorRecord', 'MovementRecord'])
