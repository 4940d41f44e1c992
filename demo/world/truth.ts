import type { IsoDate } from './calendar.ts'
import type { AgencyCode, ConsentScope, ConsentState } from './codes.ts'
import type { Fields, FieldValue, HeldKind } from './holdings/held.ts'
import type { PlantedId } from './matter.ts'

/** Version of the file's form; raised when a reader must change. */
export const TRUTH_FORMAT = 1

/** One row of one source, by the source's own key (one text per key column). */
export interface RecordRef {
  readonly agency: AgencyCode
  readonly kind: HeldKind
  readonly key: readonly string[]
}

/** A row as a right mapping reads it, field by field of the vocabulary. */
export interface RecordTruth extends RecordRef {
  /** The true matter and person behind it: what no source knows. Null where the row stands for no single one. */
  readonly matter: string | null
  readonly person: string | null
  readonly caseKey: readonly string[] | null
  readonly victimKey: readonly string[] | null
  readonly perpetratorKey: readonly string[] | null
  /** Absent: `NOT_HELD`. Null: `NOT_RECORDED`, or `UNMAPPED` where `unmapped` names the field. Lists are sets. */
  readonly fields: Fields
  /** Field -> the source's own word that no shared code stands for. */
  readonly unmapped: Readonly<Record<string, string>>
  readonly planted: readonly PlantedId[]
}

/** One dated step of a matter, as one institution has it. */
export interface TimelineEntry {
  readonly date: IsoDate
  readonly stage: string
  readonly source: RecordRef
  /** The date field of the case record; `date` for an act of the proceedings. */
  readonly field: string
}

/** A field on which the institutions that share a case number differ. */
export interface DisagreementTruth {
  readonly kind: 'CONFLICT' | 'COUNT_UNIT' | 'DATE_ORDER'
  /** A field of `CaseRecord`, or `sentenceMonths` of `ProceedingRecord`. */
  readonly field: string
  /** What each of them states; institutions that state nothing are absent. */
  readonly values: Readonly<Partial<Record<AgencyCode, FieldValue>>>
  /** Whose value counts; null when none of the owners states one. */
  readonly authoritative: AgencyCode | null
  readonly planted: PlantedId | null
}

/** Records that a case number joins. */
export interface GroupTruth {
  /** Canonical form. */
  readonly nuc: string
  readonly matter: string
  /** Under segredo de justiça: the records join only for recipients whom a rule names. */
  readonly isSecret: boolean
  /** The case records that must come back together, and no other. */
  readonly cases: readonly RecordRef[]
  /** Case records of the same true matter that the number does not reach, and must not: mistyped, or without a number. */
  readonly apart: readonly RecordRef[]
  /** By date, then agency, then stage. */
  readonly timeline: readonly TimelineEntry[]
  readonly disagreements: readonly DisagreementTruth[]
}

/** One planted disagreement and the rows that show it. */
export interface PlantedTruth {
  readonly id: PlantedId
  readonly what: string
  readonly matter: string
  readonly nuc: string | null
  /** Whether the case number alone brings its records together; otherwise it waits for confirmed links. */
  readonly isReachedByNuc: boolean
  readonly records: readonly RecordRef[]
}

export interface VictimTruth {
  readonly agency: AgencyCode
  readonly key: readonly string[]
  readonly person: string | null
  /** `undefined` (absent in the file): the agency holds no such date. */
  readonly identifiedDate?: IsoDate | null
  readonly municipality?: string | null
}

export interface ConsentTruth {
  readonly agency: AgencyCode
  readonly victimKey: readonly string[]
  readonly scope: ConsentScope
  readonly state: ConsentState
  readonly until: IsoDate | null
  readonly planted: readonly PlantedId[]
}

export interface PersonTotals {
  readonly total: number
  readonly women: number
  readonly men: number
  readonly timorese: number
  readonly foreign: number
}

/** Counts of what the sources of this block hold. */
export interface TotalsTruth {
  /** PGR, registered 2023-01-01 to 2024-12-31. */
  readonly pgr2023to2024: {
    readonly cases: number
    readonly charged: number
    readonly archived: number
    readonly inProcess: number
    readonly victims: PersonTotals
    readonly suspects: PersonTotals
  }
  /** PGR, registered in 2025. */
  readonly pgr2025: { readonly cases: number; readonly inProcess: number }
  /** KLATU, 2020–2024. */
  readonly klatu: { readonly cases: number; readonly victims: number; readonly women: number; readonly men: number }
}

/** Everything that is true of one block, and what each source says of it. Made from the generator alone: no code of the hub has a part in it. */
export interface Truth {
  readonly block: number
  readonly records: readonly RecordTruth[]
  readonly groups: readonly GroupTruth[]
  /** Every victim record of every agency, for questions by period and place. */
  readonly victims: readonly VictimTruth[]
  readonly consents: readonly ConsentTruth[]
  readonly planted: readonly PlantedTruth[]
  readonly totals: TotalsTruth
}

/** `truth.json`. */
export interface TruthFile {
  readonly format: typeof TRUTH_FORMAT
  readonly seed: number
  readonly scale: number
  /** The case number of the hero matter of block 0. */
  readonly heroNuc: string
  /** The first blocks, from 0; all of them at a scale of up to 100. */
  readonly blocks: readonly Truth[]
}
