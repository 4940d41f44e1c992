import { createPool, type PoolConnection } from 'mysql2/promise'
import type { Limits, Source } from '../../schema/index.ts'
import { Deadline } from '../deadline.ts'
import { RunQueue } from '../run-queue.ts'
import type { Engine, RunOptions, Statement } from '../types.ts'
import { isBroken, isNotTold, toHubError } from './errors.ts'
import { introspectMysql } from './introspect.ts'
import { readCost } from './plan-cost.ts'
import { prepareSession } from './session.ts'
import { writtenOut } from './written-out.ts'

export interface MysqlOptions {
  readonly url: string
  readonly source: Extract<Source, { readonly engine: 'mysql' }>
  readonly limits: Limits
  readonly agency: string
}

const CONNECT_MS = 3_000
/** Statements kept prepared on each connection, with the description of their columns; the one used longest ago is closed. */
const MOST_PREPARED = 100

/** MySQL 8 or MariaDB 10.6, or later. */
export const openMysql = ({ url, source, limits, agency }: MysqlOptions): Engine => {
  const connection = {
    uri: url,
    charset: 'utf8mb4_unicode_ci',
    connectTimeout: CONNECT_MS,
    dateStrings: true,
    jsonStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    maxPreparedStatements: 200,
    multipleStatements: false,
    // A server could otherwise ask for any file of this machine.
    flags: ['-LOCAL_FILES'],
  }
  const pool = createPool({
    ...connection,
    connectionLimit: limits.pool,
    maxIdle: limits.pool,
    idleTimeout: 30_000,
    maxPreparedStatements: MOST_PREPARED,
  })
  // Killing needs a connection of its own: those of the pool may all be busy.
  const killer = createPool({ ...connection, connectionLimit: 1, maxIdle: 0, idleTimeout: 1_000 })
  // The driver listens for the first error of a connection only; a second one would end the process.
  for (const each of [pool, killer]) each.on('connection', (client) => client.on('error', () => undefined))
  const queue = new RunQueue({ size: limits.pool, queue: limits.queue, waitMs: limits.waitMs, agency })
  const prepared = new WeakSet<object>()

  const connect = async (): Promise<PoolConnection> => {
    const client = await pool.getConnection()
    const { connection: underlying } = client
    if (prepared.has(underlying)) return client
    try {
      await prepareSession(client, limits, source.timezone)
    } catch (cause) {
      client.destroy()
      throw cause
    }
    prepared.add(underlying)
    return client
  }

  const ask = (client: PoolConnection, statement: Statement) => {
    const text = writtenOut(statement)
    // As text the server writes every value as it does for a parameter's statement: the compiler casts.
    if (text !== undefined) return client.query({ sql: text, rowsAsArray: true })
    return client.execute({ sql: statement.sql, rowsAsArray: true }, statement.parameters.map(inputOf))
  }

  const runOnce = async (statement: Statement, { signal, timeoutMs }: RunOptions): Promise<readonly (string | null)[][]> => {
    const client = await connect()
    const deadline = new Deadline(signal, timeoutMs, () => {
      // A kill that fails is followed by the cut.
      killer.query('kill query ?', [client.threadId]).catch(() => undefined)
    })
    let isLost = false
    try {
      const [rows] = await deadline.race(ask(client, statement), agency)
      return Array.isArray(rows) ? rows.map((row) => (Array.isArray(row) ? row.map(textOf) : [])) : []
    } catch (cause) {
      isLost = deadline.isCut || isBroken(cause)
      throw cause
    } finally {
      deadline.clear()
      if (isLost) client.destroy()
      else client.release()
    }
  }

  return {
    dialect: 'mysql',
    capabilities: { cancels: true, isSnapshot: false },
    async run(statement, options) {
      return queue.run(async () => {
        try {
          return await runOnce(statement, options).catch((cause: unknown) => {
            // A restarted server leaves dead connections behind; reading twice does no harm.
            if (isBroken(cause) && !options.signal.aborted) return runOnce(statement, options)
            throw cause
          })
        } catch (cause) {
          throw toHubError(cause, agency, options.timeoutMs)
        }
      }, options.signal)
    },
    cost: ({ sql, parameters }, options) =>
      queue.run(async () => {
        try {
          return readCost(await runOnce({ sql: `explain ${sql}`, parameters }, options), sql)
        } catch (cause) {
          if (isNotTold(cause)) return undefined
          throw toHubError(cause, agency, options.timeoutMs)
        }
      }, options.signal),
    async introspect(options) {
      return introspectMysql((statement) => this.run(statement, options))
    },
    asOf: () => undefined,
    load: () => queue.load,
    async close() {
      // What is dead already cannot be ended.
      await Promise.allSettled([pool.end(), killer.end()])
    },
  }
}

/** Whole numbers (of LIMIT) go as text: the driver would send them as floating point, which LIMIT refuses. */
const inputOf = (value: unknown): string | null => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null)

const textOf = (cell: unknown): string | null =>
  cell === null || cell === undefined ? null : Buffer.isBuffer(cell) ? cell.toString('utf8') : String(cell)
