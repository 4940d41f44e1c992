import {
  type AgencyModel,
  type AgencyProblem,
  compareLocks,
  isHubError,
  type LockChange,
  type RecordKindName,
  type SchemaLock,
} from '../../schema/index.ts'
import { codesMet } from '../codes/codes-met.ts'
import { selectColumns } from '../grants/sql-columns.ts'
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
  options: {
    readonly signal: AbortSignal
    readonly timeoutMs?: number
    /** Also looks at rows, for codes that nobody mapped. @default true */
    readonly withCodes?: boolean
  },
): Promise<Drift> => {
  if (!isFor(model, engine, lock)) return NO_DRIFT
  const changes = compareLocks(lock, await takeLock(model, engine, options))
  const degraded = degradedBy(model, engine, lock, changes)
  const looking = options.withCodes === false ? Promise.resolve([]) : unknownCodes(model, engine, degraded, options)
  const unknown = await looking.catch((cause: unknown) => {
    // The codes are good to know; the state of the columns is what must be known.
    if (isHubError(cause)) return []
    throw cause
  })
  const codes = unknown.map(({ kind, field }): DriftProblem => ({ code: 'UNKNOWN_CODE', kind, field }))
  return { changes, degraded, problems: distinct([...mismatches(model, degraded), ...codes, ...lostIndexes(model, engine, changes)]) }
}

/** Whether there is a lock, and it is of this kind of database. */
export const isFor = (model: AgencyModel, engine: Engine, lock: SchemaLock | undefined): lock is SchemaLock =>
  lock !== undefined && lock.agency === model.agency && lock.engine === lockEngine(model, engine)

/**
 * The same where the data of some kinds reach less far than they once did, as after the restore of an old backup. Their records are shown; consents
 * count as not given, because one that was withdrawn since would be given again.
 */
export const withOlderData = (model: AgencyModel, drift: Drift, older: readonly RecordKindName[]): Drift => {
  if (older.length === 0) return drift
  const degraded = { ...drift.degraded, consents: drift.degraded.consents || model.consents.length > 0 }
  const told = drift.problems.filter(({ code }) => code !== 'SCHEMA_MISMATCH')
  return {
    ...drift,
    degraded,
    problems: [...mismatches(model, degraded), ...told, ...older.map((kind): DriftProblem => ({ code: 'DATA_OLDER', kind }))],
  }
}

/** The same with the fields in whose answers a code was met that nobody mapped: a sample of the rows may have missed it. */
export const withCodesMet = (model: AgencyModel, drift: Drift): Drift => {
  const { kinds, fields } = drift.degraded
  const met = codesMet(model).filter(({ kind, field }) => !kinds.has(kind) && !fields.get(kind)?.has(field))
  const codes = met.map(({ kind, field }): DriftProblem => ({ code: 'UNKNOWN_CODE', kind, field }))
  return codes.length === 0 ? drift : { ...drift, problems: distinct([...drift.problems, ...codes]) }
}

function mismatches(model: AgencyModel, degraded: Degraded): readonly DriftProblem[] {
  const problems: DriftProblem[] = []
  for (const kind of model.records.keys()) {
    if (degraded.kinds.has(kind)) problems.push({ code: 'SCHEMA_MISMATCH', kind })
    else if (degraded.consents && kind === 'VictimRecord') problems.push({ code: 'SCHEMA_MISMATCH', kind, field: 'consents' })
    for (const field of degraded.fields.get(kind) ?? []) problems.push({ code: 'SCHEMA_MISMATCH', kind, field })
  }
  return problems
}

/** Indexes and keys that went, told of the kinds that read the table. */
function lostIndexes(model: AgencyModel, engine: Engine, changes: readonly LockChange[]): readonly DriftProblem[] {
  return changes.flatMap(({ code, table }): DriftProblem[] =>
    code !== 'INDEX_LOST' && code !== 'KEY_LOST'
      ? []
      : [...model.records]
          .filter(([, { from }]) =>
            'table' in from
              ? isSameName(engine, from.table, table)
              : selectColumns(from.sql, from.name, engine.dialect).reads.some((read) => isSameName(engine, read.table, table)),
          )
          .map(([kind]) => ({ code, kind })),
  )
}

const isSameName = ({ dialect }: Engine, a: string, b: string): boolean =>
  a === b || (dialect !== 'postgres' && a.toLowerCase() === b.toLowerCase())

const distinct = (problems: readonly DriftProblem[]): readonly DriftProblem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify([problem.code, problem.kind, problem.field]), problem])).values(),
]
