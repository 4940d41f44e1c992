import type { Profile } from '../access/profile.ts'
import type { Allowance } from '../budget/person-budget.ts'
import type { OpenedStatement } from '../emergency/desk.ts'
import type { RecordIds } from '../ids/record-ids.ts'
import type { Reader } from '../read/reader.ts'
import type { RecordLoader } from './loader.ts'
import type { RowFactsLoader } from './row-facts.ts'

/** What a person's call carries through a request. */
export interface PersonRequest {
  readonly profile: Profile
  /** Stable, opaque account of the person, as their issuer names it. */
  readonly subject: string
  /** The viewer's own case or referral, in their own words; goes into the log as a commitment only. */
  readonly reason: string | undefined
  /** The statement for an emergency that was opened for this question. */
  readonly opened?: OpenedStatement | undefined
  readonly reader: Reader
  readonly loader: RecordLoader
  /** For the shield alone. */
  readonly facts: RowFactsLoader
}

/** Context of one request in either schema of an agency. A request that the hub did not sign never gets one. */
export interface RequestContext {
  readonly requestId: string
  /** What case keys are made for, see `VerifiedCall`; without it none are given or understood. */
  readonly caseKeysFor?: string | undefined
  readonly ids: RecordIds
  readonly signal: AbortSignal
  /** Undefined where the hub asks for itself: description and schema only. */
  readonly person: PersonRequest | undefined
  /** How many persons may still be given; every request of a person that is served has one. */
  readonly allowance?: Allowance | undefined
}
