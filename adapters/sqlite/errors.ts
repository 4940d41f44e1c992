import { HubError } from '../../schema/index.ts'
import type { ReaderFailure } from './protocol.ts'

const BUSY = new Set([5, 6]) // SQLITE_BUSY, SQLITE_LOCKED
const MISMATCH = /^(no such (table|column|function)|ambiguous column|near )/

/** What went wrong in the reader, in three kinds. */
export const failureOf = (cause: unknown): ReaderFailure => {
  const code = typeof cause === 'object' && cause !== null && 'errcode' in cause && typeof cause.errcode === 'number' ? cause.errcode : 0
  if (BUSY.has(code & 0xff)) return 'busy'
  return cause instanceof Error && MISMATCH.test(cause.message) ? 'mismatch' : 'unavailable'
}

/** The failure in the hub's words; SQLite's own go into `cause` alone. */
export const toHubError = (failure: ReaderFailure, detail: string, agency: string, timeoutMs: number): HubError => {
  const options = { cause: new Error(detail) }
  switch (failure) {
    case 'busy':
      return new HubError('AGENCY_TIMEOUT', { agency, timeoutMs }, options)
    case 'mismatch':
      return new HubError('SCHEMA_MISMATCH', { agency, field: 'a mapped table' }, options)
    case 'unavailable':
      return new HubError('SOURCE_UNAVAILABLE', { agency }, options)
  }
}
