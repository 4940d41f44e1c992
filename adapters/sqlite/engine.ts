import type { Limits } from '../../schema/index.ts'
import { RunQueue } from '../run-queue.ts'
import type { Engine } from '../types.ts'
import { introspectSqlite } from './introspect.ts'
import { WorkerHost } from './worker-host.ts'

export interface SqliteOptions {
  readonly path: string
  readonly limits: Limits
  readonly agency: string
}

/** A SQLite database file, read-only. One statement runs at a time. */
export const openSqlite = ({ path, limits, agency }: SqliteOptions): Engine => {
  const host = new WorkerHost({ of: 'database', path, lockMs: limits.lockMs }, agency)
  const queue = new RunQueue({ size: 1, queue: limits.queue, waitMs: limits.waitMs, agency })
  return {
    dialect: 'sqlite',
    capabilities: { cancels: true, isSnapshot: false },
    run: ({ sql, parameters }, { signal, timeoutMs }) =>
      queue.run(async () => {
        const answer = await host.call({ call: 'run', sql, parameters }, { signal, timeoutMs: Math.min(timeoutMs, limits.statementMs) })
        return 'rows' in answer ? answer.rows : []
      }, signal),
    async introspect(options) {
      return introspectSqlite((statement) => this.run(statement, options))
    },
    asOf: () => undefined,
    close: () => host.close(),
  }
}
