import type { Logger } from 'pino'
import type { CostlyPlan } from '../../../adapters/index.ts'
import { createProcessLog, errorPlaces } from '../../../platform/index.ts'
import type { DriftEvent } from '../drift/ledger.ts'

/** `account` is a pseudonym that the agency alone can make. */
export type Alarm =
  | { readonly alarm: 'PERSON_BUDGET_SPENT'; readonly recipient: string; readonly account: string }
  | { readonly alarm: 'DENIED_FILE_UNREADABLE' | 'DENIED_LIST_UNREADABLE' }

export interface AnsweredCall {
  readonly path: string
  readonly status: number
  readonly durationMs: number
  readonly statements: number
  readonly hasErrors: boolean
}

/** What an agency's process may log; nothing else has a way in. */
export interface AgencyLog {
  /** @param skewSeconds by how much the hub's clock is ahead of this machine's, where that is why */
  refused(check: string, skewSeconds?: number): void
  /** Something that a person should look at now. */
  alarm(entry: Alarm): void
  /** A statement for an emergency was used, or tried in vain; who and what stands in the owner's notices. */
  emergency(notice: { readonly event: string; readonly statement: string; readonly kind: string }): void
  /** The database is not, or is again, what its lock says. */
  drift(event: DriftEvent): void
  /** A statement was refused for what the database expects of it: names of tables and indexes, no values. */
  costly(plan: CostlyPlan): void
  answered(entry: AnsweredCall): void
  /** An unexpected error: its kind and the places in our own code, never its message, which may hold values. */
  failed(correlationId: string, thrown: unknown): void
}

const CLOCK_REMEDY =
  'skewSeconds is how far the clock of the hub is ahead of this machine: have NTP mend whichever is wrong; nothing has to be restarted'

export function createAgencyLog(agency: string, logger: Logger = createProcessLog()): AgencyLog {
  return {
    refused: (check, skewSeconds) =>
      logger.warn({ agency, check, ...(skewSeconds !== undefined && { skewSeconds, remedy: CLOCK_REMEDY }) }, 'call refused'),
    alarm: (entry) =>
      logger.warn(
        entry.alarm === 'PERSON_BUDGET_SPENT'
          ? { agency, alarm: entry.alarm, recipient: entry.recipient, account: entry.account }
          : { agency, alarm: entry.alarm },
        'alarm',
      ),
    costly: ({ asked, cost, ceiling, wholeTables, indexes }) =>
      logger.warn({ agency, asked, cost, ceiling, wholeTables, indexes }, 'statement refused: the database expects too much of it'),
    emergency: ({ event, statement, kind }) => logger.warn({ agency, event, statement, kind }, 'emergency access'),
    drift: (event) => {
      switch (event.event) {
        case 'no-lock':
          return logger.warn({ agency }, 'no schema.lock.json: what changes in the database is noticed only where a statement fails')
        case 'other-engine':
          return logger.warn({ agency }, 'schema.lock.json is of another kind of database, or of another agency')
        case 'drift': {
          const told = { agency, code: event.code, kind: event.kind, field: event.field }
          if (event.code === 'SCHEMA_MISMATCH') return logger.error(told, 'the database no longer fits its lock')
          return logger.warn(told, 'something changed in the database')
        }
        case 'mended':
          return logger.info({ agency, code: event.code, kind: event.kind, field: event.field }, 'the database fits its lock again')
      }
    },
    answered: ({ path, status, durationMs, statements, hasErrors }) =>
      logger.info({ agency, path, status, durationMs: Math.round(durationMs), statements, hasErrors }, 'answered'),
    failed: (correlationId, thrown) => logger.error({ agency, correlationId, ...errorPlaces(thrown) }, 'unexpected error'),
  }
}
