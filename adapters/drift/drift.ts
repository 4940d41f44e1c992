import {
  type AgencyModel,
  type AgencyProblem,
  compareLocks,
  isHubError,
  type LockChange,
  type RecordKindName,
  type SchemaLock,
} from '../../schema/index.ts'
import { lockEngine, takeLock } from '../lock/take-lock.ts'
import type { Engine } from '../types.ts'
import { type Degraded, degradedBy, NOTHING_DEGRADED } from './degraded.ts'
import { unknownCodes } from './unknown-codes.ts'

/** One thing that is not as it was, in the shared words: no name of a table. */
export type DriftProblem = Omit<AgencyProblem, 'since'>

/** What became of an agency's database since its lock. */
export interface Drift {
  /** For the agency's own eyes: names tables and columns. */
  readonly changes: readonly LockChange[]
  readonly degraded: Degraded
  /** Sorted by kind and field. */
  readonly problems: readonly DriftProblem[]
}

export const NO_DRIFT: Drift = { changes: [], degraded: NOTHING_DEGRADED, problems: [] }

/**
 * Compares the database with the lock.
 *
 * @param lock undefined, or of another engine: nothing is known to have changed
 * @throws {HubError} SOURCE_UNAVAILABLE, AGENCY_TIMEOUT, OVERLOADED
 */
export const findDrift = async (
  model: AgencyModel,
  engine: Engine,
  lock: SchemaLock | undefined,
  options: { readonly signal: AbortSignal; readonly timeoutMs?: number },
): Promise<Drift> => {
  if (!isFor(model, engine, lock)) return NO_DRIFT
  const changes = compareLocks(lock, await takeLock(model, engine, options))
  const degraded = degradedBy(model, engine, lock, changes)
  const unknown = await unknownCodes(model, engine, degraded, options).catch((cause: unknown) => {
    // The codes are good to know; the state of the columns is what must be known.
    if (isHubError(cause)) return []
    throw cause
  })
  return { changes, degraded, problems: problemsOf(model, degraded, unknown) }
}

/** Whether there is a lock, and it is of this kind of database. */
export const isFor = (model: AgencyModel, engine: Engine, lock: SchemaLock | undefined): lock is SchemaLock =>
  lock !== undefined && lock.agency === model.agency && lock.engine === lockEngine(model, engine)

function problemsOf(model: AgencyModel, degraded: Degraded, unknown: readonly { readonly kind: RecordKindName; readonly field: string }[]) {
  const problems: DriftProblem[] = []
  for (const [kind, record] of model.records) {
    if (degraded.kinds.has(kind)) problems.push({ code: 'SCHEMA_MISMATCH', kind })
    else if (degraded.consents && kind === 'VictimRecord') problems.push({ code: 'SCHEMA_MISMATCH', kind, field: 'consents' })
    for (const field of record.fields.keys()) {
      if (degraded.fields.get(kind)?.has(field)) problems.push({ code: 'SCHEMA_MISMATCH', kind, field })
      else if (unknown.some((one) => one.kind === kind && one.field === field)) problems.push({ code: 'UNKNOWN_CODE', kind, field })
    }
  }
  return problems
}
