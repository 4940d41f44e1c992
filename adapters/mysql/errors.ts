import { HubError, isHubError } from '../../schema/index.ts'

// Numbers of errors, MySQL and MariaDB.
const MISMATCH = new Set([1044, 1049, 1054, 1142, 1143, 1146, 1267, 1305, 1366, 3141, 4038])
const TIMEOUT = new Set([1205, 1317, 1969, 3024])
const FULL = new Set([1040, 1203, 1226])

const numberOf = (cause: unknown): number =>
  typeof cause === 'object' && cause !== null && 'errno' in cause && typeof cause.errno === 'number' ? cause.errno : 0

/** MariaDB tells a role with rights on columns alone no plan of a statement that reads from a SELECT. */
export const isNotTold = (cause: unknown): boolean => numberOf(cause) === 1345

/** Whether the connection broke, so that another one may answer. */
export const isBroken = (cause: unknown): boolean => {
  if (typeof cause !== 'object' || cause === null) return false
  if ('fatal' in cause && cause.fatal === true) return true
  return 'code' in cause && typeof cause.code === 'string' && /^(PROTOCOL_|E[A-Z]+$)/.test(cause.code) && !cause.code.startsWith('ER_')
}

/** An error of the driver in the hub's words; the driver's own go into `cause` alone. */
export const toHubError = (cause: unknown, agency: string, timeoutMs: number): HubError => {
  if (isHubError(cause)) return cause
  const number = numberOf(cause)
  if (TIMEOUT.has(number)) return new HubError('AGENCY_TIMEOUT', { agency, timeoutMs }, { cause })
  if (MISMATCH.has(number)) return new HubError('SCHEMA_MISMATCH', { agency, field: 'a mapped table' }, { cause })
  if (FULL.has(number)) return new HubError('OVERLOADED', { service: agency }, { cause })
  return new HubError('SOURCE_UNAVAILABLE', { agency }, { cause })
}
