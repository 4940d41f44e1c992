import type { IsoDate } from './calendar.ts'
import type {
  AgencyCode,
  ConsentScope,
  ConsentState,
  Country,
  DetectionSource,
  Direction,
  Exploitation,
  JudicialArea,
  JusticeStatus,
  Municipality,
  Offence,
  PerpetratorRole,
  RecruiterRelationship,
  ReferralStatus,
  Sector,
  ServiceType,
  VictimStatus,
} from './codes.ts'
import type { Person } from './people.ts'

/** The ten disagreements of the field that every block plants. */
export const PLANTED_IDS = ['D01', 'D02', 'D03', 'D04', 'D05', 'D06', 'D07', 'D08', 'D09', 'D10'] as const
export type PlantedId = (typeof PLANTED_IDS)[number]

export interface Consent {
  readonly agency: AgencyCode
  readonly scope: ConsentScope
  readonly state: ConsentState
  /** Last day; null = until withdrawn. */
  readonly until: IsoDate | null
}

export interface Referral {
  readonly from: AgencyCode
  readonly to: AgencyCode
  readonly madeOn: IsoDate
  readonly respondedOn: IsoDate | null
  readonly status: ReferralStatus
  readonly serviceType: ServiceType
  /** Sent, and never recorded by the receiver. */
  readonly isLost: boolean
}

/** What one institution did for one victim. */
export interface CareEpisode {
  readonly agency: AgencyCode
  readonly from: IsoDate
  readonly to: IsoDate | null
  readonly services: readonly { readonly type: ServiceType; readonly from: IsoDate; readonly to: IsoDate | null }[]
  readonly referredBy: AgencyCode | null
}

export interface Victim {
  readonly person: Person
  readonly identifiedOn: IsoDate
  /** Where the person was identified; null for matters abroad. */
  readonly municipality: Municipality | null
  /** The status on which each body stands; bodies that decided nothing are absent. */
  readonly status: Readonly<Partial<Record<AgencyCode, VictimStatus>>>
  readonly relationship: RecruiterRelationship
  readonly exploitation: readonly Exploitation[]
  readonly ageWhenTrafficked: number
  /** Declined to be treated as a victim by the prosecution, which therefore does not hold the person. */
  readonly declined: boolean
  readonly care: readonly CareEpisode[]
  readonly referrals: readonly Referral[]
  readonly consents: readonly Consent[]
  /** Planted disagreements about this person. */
  readonly planted: readonly PlantedId[]
}

export interface Sentence {
  readonly type: 'EFE' | 'SUS'
  readonly months: number
}

export interface Suspect {
  readonly person: Person
  readonly roles: readonly PerpetratorRole[]
  readonly status: JusticeStatus
  readonly measure: 'TIR' | 'APR' | 'PSA' | 'HAB' | 'PRV' | null
  readonly sentence: Sentence | null
  readonly planted: readonly PlantedId[]
}

export interface TraffickingEvent {
  readonly kind: 'REC' | 'TRA' | 'EXP'
  readonly from: IsoDate
  readonly to: IsoDate | null
  readonly country: Country
  readonly municipality: Municipality | null
  readonly act: 'REC' | 'TRP' | 'HAR' | 'RCV'
  readonly means: 'DEC' | 'DOC' | 'DEB' | 'WAG' | 'THR' | 'POW' | 'MOV'
  readonly platform: string | null
}

export interface Hearing {
  readonly date: IsoDate
  readonly isAdjourned: boolean
  readonly isClosed: boolean
  readonly isMonitored: boolean
}

/** The dates of a matter; null where it did not come so far before the world's last day. */
export interface Milestones {
  readonly reported: IsoDate
  readonly registered: IsoDate | null
  readonly charged: IsoDate | null
  readonly archived: IsoDate | null
  readonly distributed: IsoDate | null
  readonly verdict: IsoDate | null
  readonly final: IsoDate | null
}

/** Where the books of an institution differ from what is true: the planted mistakes. */
export interface Deviations {
  /** ALFeLa typed the NUC from paper, wrong by one digit. */
  readonly nucAtAlfela?: string
  readonly municipalityAt?: Readonly<Partial<Record<AgencyCode, Municipality>>>
  /** Day and month exchanged by the prosecutor's clerk. */
  readonly chargedAtPgr?: IsoDate
  readonly victimCountAt?: Readonly<Partial<Record<AgencyCode, number>>>
  /** The monitor wrote the sentence in round years. */
  readonly sentenceMonthsAtJsmp?: number
}

/** One matter as it truly is. */
export interface Matter {
  /** `B0-M001`: block, running number. */
  readonly id: string
  readonly nuc: string | null
  readonly isSecret: boolean
  readonly phase: 'INQ' | 'ACU' | 'ARQ' | 'SUSP' | null
  readonly archiveReason: 'INS' | 'VIC' | null
  readonly direction: Direction
  readonly destination: Country
  readonly exploitation: Exploitation
  readonly sector: Sector
  readonly municipality: Municipality
  readonly area: JudicialArea
  readonly detectedBy: DetectionSource
  readonly offenceAtRegistration: readonly Offence[]
  readonly offenceAtCharge: readonly Offence[]
  readonly milestones: Milestones
  readonly victims: readonly Victim[]
  readonly suspects: readonly Suspect[]
  readonly events: readonly TraffickingEvent[]
  readonly hearings: readonly Hearing[]
  readonly compensationUsd: number | null
  /** Institutions that have the matter itself on their books (those that know only a person of it are in `Victim.care`). */
  readonly heldBy: readonly AgencyCode[]
  readonly consular: { readonly openedOn: IsoDate; readonly personCount: number; readonly repatriatedOn: IsoDate | null } | null
  readonly deviations: Deviations
  readonly planted: readonly PlantedId[]
}

/** A row that an institution holds and that has nothing to do with trafficking: the haystack. */
export interface Background {
  readonly agency: AgencyCode
  readonly subject: 'VD' | 'ABUSE' | 'THEFT' | 'TRAVEL' | 'CONSULAR'
  readonly date: IsoDate
  readonly municipality: Municipality
  readonly person: Person
  readonly counterpart: Person | null
  /** A case number, where the institution's books run by it. */
  readonly nuc: string | null
}

/** KLATU's yearly count of potential cases and victims by source and municipality. */
export interface CommissionCount {
  readonly year: number
  readonly source: AgencyCode
  readonly municipality: Municipality
  readonly cases: number
  readonly women: number
  readonly men: number
}

/** One world of the size of the country's; block 0 is the canonical one. */
export interface WorldBlock {
  readonly seed: number
  readonly scale: number
  readonly index: number
  readonly matters: readonly Matter[]
  readonly background: readonly Background[]
  readonly commissionCounts: readonly CommissionCount[]
}
