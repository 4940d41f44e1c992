import type { FieldDefinition, FieldGapReason, JsonValue } from '../../../schema/index.ts'
import type { Located } from '../asking/located.ts'
import { agree, commonValue, statementsOf } from './values.ts'

/** How an authoritative agency stands to a value. */
export const AUTHORITY_STATES = [
  'ANSWERED',
  'WITHHELD',
  'NOT_RECORDED',
  'NOT_HELD',
  'UNMAPPED',
  'NO_RECORD',
  'UNAVAILABLE',
  'NOT_ASKED',
] as const
export type AuthorityState = (typeof AUTHORITY_STATES)[number]

export interface Authority {
  readonly agency: string
  readonly state: AuthorityState
}

/** A value over several agencies, and where it comes from. */
export interface Consolidated {
  /** Null where nobody stated one, or those who did differ and nobody is authoritative. */
  readonly value: JsonValue
  /** Agencies that state this value, sorted. */
  readonly basis: readonly string[]
  /** The agency that decides: the best one that answered, else the best one. */
  readonly authority: Authority | null
  /** All authoritative agencies, best first. */
  readonly authorities: readonly Authority[]
}

/** What is known of agencies that gave no record. */
export interface Silence {
  /** Whether the adapter belongs to the institution. */
  readonly speaksFor: (agency: string, institution: string) => boolean
  /** How an institution stands that gave no record of this matter or person. */
  readonly stateOf: (institution: string) => 'NO_RECORD' | 'UNAVAILABLE' | 'NOT_ASKED'
}

/**
 * The value that holds over the records that this viewer got: that of the most authoritative agency that states one; without any, the value
 * that all agree on. Never a majority, never a guess.
 */
export function consolidate(field: string, definition: FieldDefinition, records: readonly Located[], silence: Silence): Consolidated {
  const statements = statementsOf(records, field)
  const authorities = (definition.owners ?? []).map((agency) => ({ agency, state: stateOf(agency, field, records, silence) }))
  const authority = authorities.find(({ state }) => state === 'ANSWERED') ?? authorities[0] ?? null
  const deciding =
    authority?.state === 'ANSWERED' ? statements.filter(({ agency }) => silence.speaksFor(agency, authority.agency)) : statements
  const value = commonValue(deciding) ?? null
  const basis = value === null ? [] : statements.filter((statement) => agree(statement.value, value)).map(({ agency }) => agency)
  return { value, basis: [...new Set(basis)].toSorted(), authority, authorities }
}

/** Reasons for a blank, the most telling first. */
const REASONS = ['WITHHELD', 'UNMAPPED', 'NOT_RECORDED', 'NOT_HELD'] as const satisfies readonly FieldGapReason[]

function stateOf(institution: string, field: string, records: readonly Located[], silence: Silence): AuthorityState {
  const own = records.filter(({ agency }) => silence.speaksFor(agency, institution))
  if (own.length === 0) return silence.stateOf(institution)
  if (statementsOf(own, field).length > 0) return 'ANSWERED'
  if (own.some(({ gaps }) => gaps[field] === 'SCHEMA_MISMATCH')) return 'UNAVAILABLE'
  return REASONS.find((reason) => own.some(({ gaps }) => gaps[field] === reason)) ?? 'NOT_RECORDED'
}
