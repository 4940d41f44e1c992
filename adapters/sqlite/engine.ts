import type { Limits } from '../../schema/index.ts'
import { RunQueue } from '../run-queue.ts'
import type { Engine } from '../types.ts'
import { introspectSqlite } from './introspect.ts'
import { ReaderHost } from './reader-host.ts'

export interface SqliteOptions {
  readonly path: string
  readonly limits: Limits
  readonly agency: string
}

/** A SQLite database file, read-only. One statement runs at a time. */
export const openSqlite = ({ path, limits, agency }: SqliteOptions): Engine => {
  const host = new ReaderHost({ of: 'database', path, lockMs: limits.lockMs }, agency)
  const queue = new RunQueue({ size: 1, queue: limits.queue, waitMs: limits.waitMs, agency })
  return {
    dialect: 'sqlite',
    capabilities: { cancels: true, isSnapshot: false },
    run: (statement, { signal, timeoutMs }) =>
      queue.run(() => host.run(statement, { signal, timeoutMs: Math.min(timeoutMs, limits.statementMs) }), signal),
    async introspect(options) {
      return introspectSqlite((statement) => this.run(statement, options))
    },
    asOf: () => undefined,
    load: () => queue.load,
    close: async () => host.close(),
  }
}
