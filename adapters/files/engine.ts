import { HubError, isHubError, type Limits, type Source } from '../../schema/index.ts'
import { RunQueue } from '../run-queue.ts'
import { introspectSqlite } from '../sqlite/introspect.ts'
import { ReaderHost } from '../sqlite/reader-host.ts'
import type { Engine, KeepReady, RunOptions } from '../types.ts'
import { type Snapshot, Snapshots } from './snapshots.ts'

export interface FilesOptions {
  readonly folder: string
  readonly source: Extract<Source, { readonly engine: 'files' }>
  readonly limits: Limits
  readonly agency: string
  readonly keep?: KeepReady | undefined
}

/** A snapshot and the process that answers from it. */
interface Serving {
  readonly snapshot: Snapshot
  readonly host: ReaderHost
}

/** The folder is looked at so often, asked or not, so that what is told of its date is true. */
const LOOK_AGAIN_MS = 2_000

/**
 * CSV, XLSX and JSON files as tables in memory. They are read at once, so that the first answer already says of when they are; broken ones are met by
 * the first `run`. Changed files are read beside those that serve, and take their place when they are ready.
 */
export const openFiles = async ({ folder, source, limits, agency, keep }: FilesOptions): Promise<Engine> => {
  const snapshots = new Snapshots({ folder, tables: source.tables })
  const queue = new RunQueue({ size: 1, queue: limits.queue, waitMs: limits.waitMs, agency })
  let serving: Serving | undefined
  let refreshing: Promise<void> | undefined
  let isClosed = false

  const current = (): Serving => {
    if (!serving) throw new HubError('SOURCE_UNAVAILABLE', { agency })
    return serving
  }
  const readerOf = async ({ packed }: Snapshot): Promise<ReaderHost> => {
    const host = new ReaderHost({ of: 'snapshot', tables: packed, keep }, agency)
    try {
      await host.start()
      return host
    } catch (cause) {
      host.close()
      if (!keep) throw cause
      // A SELECT that never ends must not keep the tables of others from being served.
      const patient = new ReaderHost({ of: 'snapshot', tables: packed, keep, asViews: true }, agency)
      await patient.start()
      return patient
    }
  }
  const takeOver = async (): Promise<void> => {
    await snapshots.refresh()
    const { good } = snapshots
    if (!good || good === serving?.snapshot || isClosed) return
    const host = await readerOf(good)
    if (isClosed) return host.close()
    serving?.host.retire()
    serving = { snapshot: good, host }
  }
  const refresh = (): Promise<void> => {
    refreshing ??= takeOver().finally(() => {
      refreshing = undefined
    })
    return refreshing
  }
  // What keeps files from being read shows in `isStale`, and to who asks where nothing can be served.
  const looking = setInterval(() => void refresh().catch(() => undefined), LOOK_AGAIN_MS)
  looking.unref()
  await refresh().catch(() => undefined)

  const hostNow = async (options: RunOptions): Promise<ReaderHost> => {
    if (serving) return serving.host
    try {
      await within(refresh(), options, agency)
      return current().host
    } catch (cause) {
      throw isHubError(cause) ? cause : new HubError('SOURCE_UNAVAILABLE', { agency }, { cause })
    }
  }
  const engine: Engine = {
    dialect: 'sqlite',
    capabilities: { cancels: true, isSnapshot: true, keepsSelects: keep !== undefined },
    run: (statement, options) =>
      queue.run(async () => {
        const host = await hostNow(options)
        return host.run(statement, { ...options, timeoutMs: Math.min(options.timeoutMs, limits.statementMs) })
      }, options.signal),
    async introspect(options) {
      const kept = new Set(keep?.selects.map(({ table }) => table))
      return (await introspectSqlite((statement) => engine.run(statement, options))).filter(({ name }) => !kept.has(name))
    },
    asOf: () => serving?.snapshot.asOf,
    isStale: () => snapshots.isStale,
    load: () => queue.load,
    async close() {
      isClosed = true
      clearInterval(looking)
      serving?.host.close()
      await refreshing?.catch(() => undefined)
    },
  }
  return engine
}

/** Reading the files is not cut short by a request's deadline: it would never come to its end. */
const within = <T>(work: Promise<T>, { signal, timeoutMs }: RunOptions, agency: string): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(new HubError('AGENCY_TIMEOUT', { agency, timeoutMs }))
    const timer = setTimeout(stop, timeoutMs)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    })
  })
