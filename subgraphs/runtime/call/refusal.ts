import { HubError } from '../../../schema/index.ts'

/** The check that a call failed; for the agency's own log, never for the caller. */
export type FailedCheck =
  | 'headers'
  | 'context'
  | 'digest'
  | 'key'
  | 'signature'
  | 'lifetime'
  | 'clock'
  | 'restart'
  | 'audience'
  | 'replay'
  | 'memory'
  | 'forgotten'
  | 'person'

/** A call that is not the hub's, not for this agency, or not the first of its kind. All look alike from outside. */
export class Refusal extends HubError<'CALL_REFUSED'> {
  readonly check: FailedCheck
  /** Seconds by which the hub's clock is ahead; told only to a caller whose signature is the hub's. */
  readonly skewSeconds: number | undefined

  constructor(check: FailedCheck, skewSeconds?: number) {
    super('CALL_REFUSED')
    this.check = check
    this.skewSeconds = skewSeconds
  }
}
