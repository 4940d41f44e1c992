import type { IsoDate } from '../calendar.ts'
import type { AgencyCode, ConsentScope, ConsentState } from '../codes.ts'
import type { Background, CommissionCount, Matter, PlantedId } from '../matter.ts'
import type { Person } from '../people.ts'
import { hash32 } from '../random.ts'

/** The record kinds of the shared vocabulary. */
export type HeldKind =
  | 'CaseRecord'
  | 'VictimRecord'
  | 'PerpetratorRecord'
  | 'ProceedingRecord'
  | 'ReferralRecord'
  | 'ServiceRecord'
  | 'EventRecord'
  | 'MovementRecord'
  | 'ReportedTotal'

export interface HeldName {
  readonly type: string
  readonly text: string
}
export interface HeldDocument {
  readonly type: string
  readonly number: string
}
export type FieldValue = string | number | boolean | null | readonly string[] | readonly HeldName[] | readonly HeldDocument[]

/** Values by field name of the vocabulary. Absent: the institution has no such column. Null: it has, and nothing is recorded. */
export type Fields = Readonly<Record<string, FieldValue>>

/** One row as one institution holds it, in the shared vocabulary: what a right mapping reads out of its database. */
export interface Held {
  readonly agency: AgencyCode
  readonly kind: HeldKind
  /** The source's own key, one text per key column. */
  readonly key: readonly string[]
  /** The true matter behind the row; null for what is no trafficking. */
  readonly matter: Matter | null
  readonly person: Person | null
  /** Keys of the records of the same institution that this one belongs to. */
  readonly caseKey: readonly string[] | null
  readonly victimKey: readonly string[] | null
  readonly perpetratorKey: readonly string[] | null
  readonly fields: Fields
  /** Field -> the source's own word, where no shared code stands for it. The field is null in `fields`. */
  readonly unmapped: Readonly<Record<string, string>>
  /** What the source needs and the vocabulary has no word for, e.g. the number that joins two of its tables. */
  readonly own: Readonly<Record<string, string>>
  readonly planted: readonly PlantedId[]
  /** A number of the row's own, for choices that only the writing depends on (spelling, which of two words). */
  readonly mark: number
}

export interface HeldConsent {
  readonly key: string
  readonly victimKey: readonly string[]
  readonly scope: ConsentScope
  readonly state: ConsentState
  readonly until: IsoDate | null
  readonly planted: readonly PlantedId[]
  readonly mark: number
}

/** A row that is no trafficking, under a key of the same series. */
export interface HeldBackground {
  readonly key: string
  readonly row: Background
  readonly mark: number
}

/** Everything that one institution holds of one block. */
export interface AgencyHoldings {
  readonly agency: AgencyCode
  readonly block: number
  readonly records: readonly Held[]
  readonly consents: readonly HeldConsent[]
  readonly background: readonly HeldBackground[]
  readonly counts: readonly CommissionCount[]
}

export interface HeldInput {
  readonly key: readonly string[]
  readonly matter?: Matter | null
  readonly person?: Person | null
  readonly caseKey?: readonly string[] | null
  readonly victimKey?: readonly string[] | null
  readonly perpetratorKey?: readonly string[] | null
  readonly fields: Fields
  readonly unmapped?: Readonly<Record<string, string>>
  readonly own?: Readonly<Record<string, string>>
  readonly planted?: readonly PlantedId[]
}

/** Collects what one institution holds of one block, and numbers its rows. */
export class Ledger {
  readonly records: Held[] = []
  readonly consents: HeldConsent[] = []
  readonly background: HeldBackground[] = []
  readonly #series = new Map<string, number>()
  readonly agency: AgencyCode
  readonly block: number
  readonly seed: number

  constructor(agency: AgencyCode, block: number, seed: number) {
    this.agency = agency
    this.block = block
    this.seed = seed
  }

  /** The next whole number of a series; blocks never share one. Fits a 32-bit integer up to 10,000 blocks. */
  next(series: string, stride = 10_000): number {
    const used = this.#series.get(series) ?? 0
    this.#series.set(series, used + 1)
    return this.block * stride + used + 1
  }

  add(kind: HeldKind, input: HeldInput): Held {
    const held: Held = {
      agency: this.agency,
      kind,
      key: input.key,
      matter: input.matter ?? null,
      person: input.person ?? null,
      caseKey: input.caseKey ?? null,
      victimKey: input.victimKey ?? null,
      perpetratorKey: input.perpetratorKey ?? null,
      fields: input.fields,
      unmapped: input.unmapped ?? {},
      own: input.own ?? {},
      planted: input.planted ?? [],
      mark: this.markOf(kind, input.key.join('/')),
    }
    this.records.push(held)
    return held
  }

  consent(consent: Omit<HeldConsent, 'mark'>): void {
    this.consents.push({ ...consent, mark: this.markOf('Consent', consent.key) })
  }

  /** Rows that are no trafficking, numbered by `key`. */
  fill(rows: readonly Background[], key: (row: Background) => string): void {
    for (const row of rows) {
      if (row.agency !== this.agency) continue
      const own = key(row)
      this.background.push({ key: own, row, mark: this.markOf('Background', own) })
    }
  }

  markOf(what: string, key: string): number {
    return hash32(`${this.seed}|${this.agency}|${what}|${key}`)
  }

  holdings(counts: readonly CommissionCount[] = []): AgencyHoldings {
    return { agency: this.agency, block: this.block, records: this.records, consents: this.consents, background: this.background, counts }
  }
}
