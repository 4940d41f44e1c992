import type { PoolConnection } from 'mysql2/promise'
import type { Limits } from '../../schema/index.ts'

/** Modes that give statements another meaning, or pad what is read; what a SELECT of the agency may need (ANSI_QUOTES, PIPES_AS_CONCAT) stays. */
const OTHER_READING = new Set(['HIGH_NOT_PRECEDENCE', 'PAD_CHAR_TO_FULL_LENGTH'])

/**
 * Prepares a new connection: read-only, bounded, in the agency's zone.
 *
 * @param timezone IANA name; a server without zone tables knows only offsets, so the zone's present offset stands in
 */
export const prepareSession = async (connection: PoolConnection, limits: Limits, timezone: string): Promise<void> => {
  await connection.query('set session transaction read only')
  const [rows] = await connection.query({ sql: 'select version(), @@session.sql_mode', rowsAsArray: true })
  const [version = '', mode = ''] = Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0].map(String) : []
  const kept = mode.split(',').filter((name) => !OTHER_READING.has(name))
  await connection.query('set session sql_mode = ?', [kept.join(',')])
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
