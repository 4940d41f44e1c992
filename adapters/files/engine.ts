import { HubError, type Limits, type Source } from '../../schema/index.ts'
import { RunQueue } from '../run-queue.ts'
import { introspectSqlite } from '../sqlite/introspect.ts'
import { WorkerHost } from '../sqlite/worker-host.ts'
import type { Engine, RunOptions } from '../types.ts'

export interface FilesOptions {
  readonly folder: string
  readonly source: Extract<Source, { readonly engine: 'files' }>
  readonly limits: Limits
  readonly agency: string
}

/** The folder is looked at again after so long, when somebody asks. */
const LOOK_AGAIN_MS = 2_000
/** Longest reading of all files. */
const IMPORT_MS = 60_000

/** CSV, XLSX and JSON files as tables in memory. They are read at once, so that the first answer already says of when they are; a broken one is met by the first `run`. */
export const openFiles = async ({ folder, source, limits, agency }: FilesOptions): Promise<Engine> => {
  const host = new WorkerHost({ of: 'files', folder, tables: source.tables }, agency)
  const queue = new RunQueue({ size: 1, queue: limits.queue, waitMs: limits.waitMs, agency })
  let lookedAt = Number.NEGATIVE_INFINITY
  let asOf: string | undefined
  let refreshing: Promise<void> | undefined

  /** Reading the files is not cut short by a request's deadline: it would never come to its end. */
  const refresh = (): Promise<void> => {
    if (host.isOpen && performance.now() - lookedAt < LOOK_AGAIN_MS) return refreshing ?? Promise.resolve()
    lookedAt = performance.now()
    refreshing = host
      .call({ call: 'refresh' }, { timeoutMs: IMPORT_MS })
      .then((answer) => {
        if ('asOf' in answer) asOf = answer.asOf
      })
      .catch((cause: unknown) => {
        lookedAt = Number.NEGATIVE_INFINITY
        throw cause
      })
      .finally(() => {
        refreshing = undefined
      })
    return refreshing
  }

  const within = <T>(work: Promise<T>, { signal, timeoutMs }: RunOptions): Promise<T> =>
    new Promise((resolve, reject) => {
      const stop = (): void => reject(new HubError('AGENCY_TIMEOUT', { agency, timeoutMs }))
      const timer = setTimeout(stop, timeoutMs)
      signal.addEventListener('abort', stop, { once: true })
      work.then(resolve, reject).finally(() => {
        clearTimeout(timer)
        signal.removeEventListener('abort', stop)
      })
    })

  await refresh().catch(() => undefined)
  const engine: Engine = {
    dialect: 'sqlite',
    capabilities: { cancels: true, isSnapshot: true },
    run: ({ sql, parameters }, options) =>
      queue.run(async () => {
        await within(refresh(), options)
        const { signal, timeoutMs } = options
        const answer = await host.call({ call: 'run', sql, parameters }, { signal, timeoutMs: Math.min(timeoutMs, limits.statementMs) })
        return 'rows' in answer ? answer.rows : []
      }, options.signal),
    introspect: (options) => introspectSqlite((statement) => engine.run(statement, options)),
    asOf: () => asOf,
    close: () => host.close(),
  }
  return engine
}
