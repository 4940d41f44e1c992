import { HubError } from '../../../schema/index.ts'

/** The check that a statement failed; for the owner's log and notices, never for the asker. */
export type StatementCheck =
  | 'not-taken'
  | 'form'
  | 'audience'
  | 'key'
  | 'signature'
  | 'approver'
  | 'not-listed'
  | 'disabled'
  | 'asker'
  | 'self-approved'
  | 'future'
  | 'expired'
  | 'minutes'
  | 'record'
  | 'scope'
  | 'spent'
  | 'memory'

/** A statement that opens nothing. All look alike from outside. */
export class EmergencyRefusal extends HubError<'EMERGENCY_REFUSED'> {
  readonly check: StatementCheck

  constructor(check: StatementCheck) {
    super('EMERGENCY_REFUSED')
    this.check = check
  }
}
