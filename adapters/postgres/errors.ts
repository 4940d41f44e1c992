import { HubError, isHubError } from '../../schema/index.ts'
import { GarbledRow } from './read-rows.ts'

/** SQLSTATEs of a database that no longer is what the mapping says: relation, column, function, type, right or value form. */
const MISMATCH = new Set([
  '42P01',
  '42703',
  '42883',
  '42804',
  '42846',
  '42501',
  '3F000',
  '42P18',
  '22P02',
  '22003',
  '22007',
  '22008',
  '42P08',
  '42725',
])
const TIMEOUT = new Set(['57014', '55P03', '25P03'])
const FULL = new Set(['53300', '53200', '53400'])

export const sqlStateOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''

/** Whether the connection broke, so that another one may answer. */
export const isBroken = (cause: unknown): boolean => {
  if (cause instanceof GarbledRow) return true
  const code = sqlStateOf(cause)
  if (/^(08|57P)/.test(code) || /^E[A-Z]+$/.test(code)) return true
  return code === '' && cause instanceof Error && /connection|terminated|ended/i.test(cause.message)
}

/** A replica cancelled the statement for what it had to replay, or two statements waited for each other: run again, it comes through. */
const PASSING = new Set(['40001', '40P01'])

/** Whether the same statement, read once more, may be answered. */
export const isPassing = (cause: unknown): boolean => isBroken(cause) || PASSING.has(sqlStateOf(cause))

/** An error of the driver in the hub's words; the driver's own go into `cause` alone. */
export const toHubError = (cause: unknown, agency: string, timeoutMs: number): HubError => {
  if (isHubError(cause)) return cause
  const code = sqlStateOf(cause)
  if (TIMEOUT.has(code)) return new HubError('AGENCY_TIMEOUT', { agency, timeoutMs }, { cause })
  if (MISMATCH.has(code)) return new HubError('SCHEMA_MISMATCH', { agency, field: 'a mapped table' }, { cause })
  if (FULL.has(code)) return new HubError('OVERLOADED', { service: agency }, { cause })
  return new HubError('SOURCE_UNAVAILABLE', { agency }, { cause })
}
