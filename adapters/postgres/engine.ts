import pg from 'pg'
import type { Limits, Source } from '../../schema/index.ts'
import { Deadline } from '../deadline.ts'
import { RunQueue } from '../run-queue.ts'
import type { Engine, PlanCost, RunOptions, Statement } from '../types.ts'
import { writeLists } from './array-text.ts'
import { createByteStrings } from './byte-strings.ts'
import { isBroken, isPassing, toHubError } from './errors.ts'
import { introspectPostgres } from './introspect.ts'
import { costStatements, readPlan, UNCOUNTED } from './plan-cost.ts'
import { createRowsReader } from './read-rows.ts'
import { RowClient } from './row-client.ts'

export interface PostgresOptions {
  readonly url: string
  readonly source: Extract<Source, { readonly engine: 'postgres' }>
  readonly limits: Limits
  readonly agency: string
}

/** Statements kept prepared on each connection, from their second use on: each takes the server's memory as long as the connection lasts. Later texts run unprepared. */
const MOST_PREPARED = 300
const MOST_SEEN_ONCE = 1_000
const CONNECT_MS = 3_000

/** Every type as the text that the server writes: dates and big numbers are not to be read by a driver. */
const asText = { getTypeParser: () => (text: string) => text }

/** PostgreSQL 12 or later. */
export const openPostgres = ({ url, source, limits, agency }: PostgresOptions): Engine => {
  const connection = {
    connectionString: url,
    application_name: 'tip-hub',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: limits.statementMs,
    lock_timeout: limits.lockMs,
    options: sessionOptions(source),
    keepAlive: true,
  }
  const pool = new pg.Pool({ ...connection, Client: RowClient, max: limits.pool, idleTimeoutMillis: 30_000, allowExitOnIdle: true })
  // Cancelling needs a connection of its own: those of the pool may all be busy.
  const canceller = new pg.Pool({ ...connection, max: 1, idleTimeoutMillis: 1_000, allowExitOnIdle: true })
  // A connection that the server closes is replaced by the next query, and who was using it is told by their own query. Without a listener, of the
  // pool for idle connections and of each client for those in use, it would end the process.
  for (const each of [pool, canceller]) each.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined))

  const queue = new RunQueue({ size: limits.pool, queue: limits.queue, waitMs: limits.waitMs, agency })
  const names = new Map<string, string>()
  const seenOnce = new Set<string>()
  const nameOf = (text: string): { readonly name?: string } => {
    const known = names.get(text)
    if (known !== undefined) return { name: known }
    if (names.size >= MOST_PREPARED) return {}
    if (!seenOnce.delete(text)) {
      if (seenOnce.size >= MOST_SEEN_ONCE) seenOnce.clear()
      seenOnce.add(text)
      return {}
    }
    const name = `tip_${names.size}`
    names.set(text, name)
    return { name }
  }

  const strings = createByteStrings()
  const runOnce = async (
    { sql, parameters, repeats = [] }: Statement,
    { signal, timeoutMs }: RunOptions,
  ): Promise<readonly (string | null)[][]> => {
    const client = await pool.connect()
    const deadline = new Deadline(signal, timeoutMs, () => {
      const pid = 'processID' in client && typeof client.processID === 'number' ? client.processID : undefined
      // A cancel that fails is followed by the cut.
      if (pid !== undefined) canceller.query('select pg_cancel_backend($1)', [pid]).catch(() => undefined)
    })
    try {
      if (!(client instanceof RowClient)) throw new TypeError('the pool made a client of another kind')
      const reader = createRowsReader(repeats, strings)
      await deadline.race(client.into(reader, { ...nameOf(sql), text: sql, values: writeLists(parameters) }), agency)
      client.release()
      return reader.rows
    } catch (cause) {
      client.release(deadline.isCut || isBroken(cause))
      throw cause
    } finally {
      deadline.clear()
    }
  }

  const costOnce = async ({ sql, parameters }: Statement, { signal, timeoutMs }: RunOptions): Promise<PlanCost | undefined> => {
    const client = await pool.connect()
    const deadline = new Deadline(signal, timeoutMs, () => undefined)
    const cell = async (text: string, values?: readonly unknown[]): Promise<string | undefined> => {
      const query = client.query<[string]>({ text, rowMode: 'array', types: asText, ...(values ? { values: [...values] } : {}) })
      return (await deadline.race(query, agency)).rows[0]?.[0]
    }
    const { prepare, explain, forget } = costStatements(sql, parameters.length)
    try {
      await cell(prepare)
      const plan = readPlan((await cell(explain)) ?? '[]')
      await cell(forget)
      const uncounted = plan && (await cell(UNCOUNTED, [plan.tables.map(({ schema }) => schema), plan.tables.map(({ table }) => table)]))
      client.release()
      return uncounted === '0' ? plan : undefined
    } catch (cause) {
      // What was prepared would stand in the way of the next one.
      client.release(true)
      throw cause
    } finally {
      deadline.clear()
    }
  }

  return {
    dialect: 'postgres',
    capabilities: { cancels: true, isSnapshot: false },
    async run(statement, options) {
      return queue.run(async () => {
        try {
          return await runOnce(statement, options).catch((cause: unknown) => {
            // A restarted server leaves dead connections behind, a replica cancels who is in its way; reading twice does no harm.
            if (isPassing(cause) && !options.signal.aborted) return runOnce(statement, options)
            throw cause
          })
        } catch (cause) {
          throw toHubError(cause, agency, options.timeoutMs)
        }
      }, options.signal)
    },
    cost: (statement, options) =>
      queue.run(async () => {
        try {
          return await costOnce(statement, options)
        } catch (cause) {
          throw toHubError(cause, agency, options.timeoutMs)
        }
      }, options.signal),
    async introspect(options) {
      return introspectPostgres((statement) => this.run(statement, options))
    },
    asOf: () => undefined,
    load: () => queue.load,
    async close() {
      // What is dead already cannot be ended.
      await Promise.allSettled([pool.end(), canceller.end()])
    },
  }
}

/** Settings that come with the connection itself, so that no statement is ever run without them. */
function sessionOptions({ timezone, searchPath }: PostgresOptions['source']): string {
  const settings = {
    default_transaction_read_only: 'on',
    DateStyle: 'ISO,YMD',
    TimeZone: timezone,
    bytea_output: 'hex',
    // Paths of JSON columns stand in the SQL as literals, so that an index can serve them. A server that took backslashes in them for the
    // start of something else would read another text than was written.
    standard_conforming_strings: 'on',
    // Compiling a short statement takes longer than running it.
    jit: 'off',
    // A role with rights on columns alone is given no statistics of expressions, so that a plan made for the values asked takes every filter for
    // rare and reads whole tables for a page of twenty. A plan for any values goes by the index, and is made once.
    plan_cache_mode: 'force_generic_plan',
    ...(searchPath === undefined ? {} : { search_path: searchPath }),
  }
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replace(/[\\ ]/g, '\\$&')}`)
    .join(' ')
}
