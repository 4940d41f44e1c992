import { referralRecord, serviceRecord } from './care-records.ts'
import { caseRecord } from './case-record.ts'
import { eventRecord, movementRecord, reportedTotal } from './event-records.ts'
import { perpetratorRecord } from './perpetrator-record.ts'
import { proceedingRecord } from './proceeding-record.ts'
import type { FieldDefinition, RecordKind, RecordKindName } from './types.ts'
import { victimRecord } from './victim-record.ts'

/** The version of the shared language. An agency's file may speak an older one; its missing fields are `NOT_HELD`. */
export const VOCABULARY_VERSION = 1

/** A version of the shared language: its record kinds. A parameter wherever two versions must live side by side. */
export interface Vocabulary {
  readonly version: number
  readonly kinds: Readonly<Record<RecordKindName, RecordKind>>
}

export const vocabulary: Vocabulary = {
  version: VOCABULARY_VERSION,
  kinds: {
    CaseRecord: caseRecord,
    VictimRecord: victimRecord,
    PerpetratorRecord: perpetratorRecord,
    ProceedingRecord: proceedingRecord,
    ReferralRecord: referralRecord,
    ServiceRecord: serviceRecord,
    EventRecord: eventRecord,
    MovementRecord: movementRecord,
    ReportedTotal: reportedTotal,
  },
}

/** The definition of one field, or undefined where the vocabulary has none of that name. */
export const fieldOf = (of: Vocabulary, kind: RecordKindName, field: string): FieldDefinition | undefined =>
  Object.hasOwn(of.kinds[kind].fields, field) ? of.kinds[kind].fields[field] : undefined
