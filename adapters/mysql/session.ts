import type { PoolConnection } from 'mysql2/promise'
import type { Limits } from '../../schema/index.ts'

/**
 * Prepares a new connection: read-only, bounded, in the agency's zone.
 *
 * @param timezone IANA name; a server without zone tables knows only offsets, so the zone's present offset stands in
 */
export const prepareSession = async (connection: PoolConnection, limits: Limits, timezone: string): Promise<void> => {
  await connection.query('set session transaction read only')
  const [rows] = await connection.query({ sql: 'select version()', rowsAsArray: true })
  const version = Array.isArray(rows) && Array.isArray(rows[0]) ? String(rows[0][0]) : ''
  // MariaDB counts seconds, MySQL milliseconds.
  if (/mariadb/i.test(version)) await connection.query('set session max_statement_time = ?', [limits.statementMs / 1_000])
  else await connection.query('set session max_execution_time = ?', [limits.statementMs])
  await connection.query('set session lock_wait_timeout = ?, innodb_lock_wait_timeout = ?', [
    seconds(limits.lockMs),
    seconds(limits.lockMs),
  ])
  await connection
    .query('set session time_zone = ?', [timezone])
    .catch(() => connection.query('set session time_zone = ?', [offsetOf(timezone)]))
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000))

/** `Asia/Dili` -> `+09:00`. */
export const offsetOf = (timezone: string): string => {
  const parts = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' }).formatToParts()
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') ?? ''
  return offset === '' ? '+00:00' : offset
}
