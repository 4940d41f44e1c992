import {
  type AgencySource,
  catalogueMark,
  codesMetVersion,
  type Drift,
  degradedSource,
  findDrift,
  isFor,
  NO_DRIFT,
  newestDates,
  type RunOptions,
  withCodesMet,
  withOlderData,
} from '../../../adapters/index.ts'
import { isHubError, type SchemaLock } from '../../../schema/index.ts'
import { isoDateIn } from '../support/iso-date-in.ts'
import { HighWater } from './high-water.ts'
import { type DriftEvent, DriftLedger, type OpenProblem } from './ledger.ts'

export interface WatchDriftOptions {
  /** Undefined: the agency never made one, and nothing is known to have changed. */
  readonly lock: SchemaLock | undefined
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly onEvent: (event: DriftEvent) => void
  /** Time between two whole checks that nobody asked for, in milliseconds. @default 3600000 */
  readonly recheckMs?: number | undefined
  /** Folder of the adapter's own: how far the data ever reached. @default it is forgotten with the process */
  readonly stateFolder?: string | undefined
  /** Time for which the columns are believed to be what they were, in milliseconds, while people ask. @default 2000 */
  readonly believedMs?: number | undefined
}

export interface DriftWatch {
  /** The agency without what is degraded at the moment of each read. */
  readonly source: AgencySource
  /** What is not as it was, each with the time since when. */
  problems(): readonly OpenProblem[]
  /** Compares the database with the lock now. @throws {HubError} SOURCE_UNAVAILABLE, AGENCY_TIMEOUT, OVERLOADED */
  check(): Promise<void>
  close(): void
}

const RECHECK_MS = 3_600_000
const BELIEVED_MS = 2_000
/** Longest look at the catalogue. */
const LOOK_MS = 2_000
/** A statement that fails though no column changed, such as for a lost right, has the whole catalogue compared this often at most. */
const AFTER_FAILURE_MS = 10_000

/** A clock that was set back is no reason to believe an old look: what seems to lie ahead is looked at anew. */
const isWithin = (ms: number, since: number, now: number): boolean => now >= since && now - since < ms

/**
 * Watches whether the agency's database is still what its lock says: at the start, hourly, when a statement fails for a table or column, and by a
 * short look at the catalogue while people ask. What changed is taken out of service by itself, and back into it when it is mended.
 */
export function watchDrift(served: AgencySource, options: WatchDriftOptions): DriftWatch {
  const { model, engine } = served
  const { lock, clock } = options
  const believedMs = options.believedMs ?? BELIEVED_MS
  const ledger = new DriftLedger(options.onEvent)
  if (!isFor(model, engine, lock)) {
    options.onEvent({ event: lock ? 'other-engine' : 'no-lock' })
    return { source: served, problems: () => [], check: async () => undefined, close: () => undefined }
  }

  let now: { readonly source: AgencySource; readonly drift: Drift } = { source: served, drift: NO_DRIFT }
  /** What was found last, and how many codes had been met by then. */
  let seen = { drift: NO_DRIFT, codes: 0 }
  let mark: string | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  let comparedAt = Number.NEGATIVE_INFINITY
  const stop = new AbortController()
  const highWater = new HighWater(options.stateFolder, lock.digest)

  const [compare, comparing]: Single = single(async () => {
    const options = { signal: stop.signal }
    // Read before the catalogue itself: what is altered in between is seen at the next look.
    const marked = await catalogueMark(model, engine, { ...options, timeoutMs: LOOK_MS })
    // Somebody may be waiting for the first one.
    const withCodes = mark !== undefined
    const found = await findDrift(model, engine, lock, { ...options, withCodes })
    const today = isoDateIn(model.source.timezone, clock())
    const newest = await newestDates(degradedSource(model, engine, found.degraded), today, { ...options, timeoutMs: LOOK_MS })
    const drift = withOlderData(model, found, await highWater.rise(newest))
    if (JSON.stringify(degradedText(drift)) !== JSON.stringify(degradedText(now.drift)))
      now = { source: degradedSource(model, engine, drift.degraded), drift }
    mark = marked
    lookedAt = comparedAt = clock()
    seen = { drift, codes: codesMetVersion() }
    ledger.write(withCodesMet(model, drift), clock())
    if (!withCodes && !stop.signal.aborted) setImmediate(() => void compare().catch(() => undefined))
  })
  const [look] = single(async () => {
    lookedAt = clock()
    const seen = await catalogueMark(model, engine, { signal: stop.signal, timeoutMs: LOOK_MS })
    if (seen !== mark) await compare()
  })

  /** Before the first comparison nothing is read: it might be another column than was mapped. */
  const isSure = (): boolean => mark !== undefined && isWithin(believedMs, lookedAt, clock())
  const beSure = async (): Promise<void> => {
    if (mark === undefined) return compare()
    if (isSure()) return
    await look().catch((cause: unknown) => {
      if (!isHubError(cause)) throw cause
      lookedAt = Number.NEGATIVE_INFINITY // a database that cannot be looked at says so itself, to the statement that comes now
    })
  }
  const afterFailure = async (): Promise<void> => {
    if (!isWithin(AFTER_FAILURE_MS, comparedAt, clock())) return compare()
    return look()
  }

  /** An answer may have met a code that no sample of the rows had. */
  const tellCodesMet = (): void => {
    if (codesMetVersion() === seen.codes) return
    seen = { ...seen, codes: codesMetVersion() }
    ledger.write(withCodesMet(model, seen.drift), clock())
  }

  /** Runs what was prepared for the state of the moment; once more where the first run shows that the state is another one. */
  const createWatched = <Prepared>(prepare: (source: AgencySource) => Prepared) => {
    let prepared = { by: now.source, read: prepare(now.source) }
    const current = () => {
      if (prepared.by !== now.source) prepared = { by: now.source, read: prepare(now.source) }
      return prepared
    }
    return {
      first: prepared.read,
      async run<Result>({ signal }: RunOptions, run: (prepared: Prepared) => Promise<Result>): Promise<Result> {
        // Nearly always there is nothing to wait for, and to listen for who hangs up meanwhile takes longer than to look.
        if (isSure()) signal.throwIfAborted()
        else await untilGone(beSure(), signal)
        const first = current()
        try {
          const result = await run(first.read)
          tellCodesMet()
          return result
        } catch (cause) {
          if (!isHubError(cause, 'SCHEMA_MISMATCH')) throw cause
          await untilGone(afterFailure(), signal)
          const second = current()
          if (second.by === first.by) throw cause
          return run(second.read)
        }
      },
    }
  }

  const timer = setInterval(() => void compare().catch(() => undefined), options.recheckMs ?? RECHECK_MS)
  timer.unref()
  // A database that is down at the start is compared when it is first asked.
  void compare().catch(() => undefined)
  return {
    source: {
      model,
      engine,
      prepare: (query) => {
        const reads = createWatched((source) => source.prepare(query))
        return { query, sql: reads.first.sql, run: (input, runOptions) => reads.run(runOptions, (read) => read.run(input, runOptions)) }
      },
      prepareFacts: (query) => {
        const facts = createWatched((source) => source.prepareFacts(query))
        return { query, sql: facts.first.sql, run: (input, runOptions) => facts.run(runOptions, (read) => read.run(input, runOptions)) }
      },
    },
    problems: () => ledger.open,
    async check() {
      // A comparison that is under way may have read the catalogue before now.
      await comparing()?.catch(() => undefined)
      await compare()
    },
    close() {
      clearInterval(timer)
      stop.abort()
    },
  }
}

const degradedText = ({ degraded: { kinds, fields, consents } }: Drift): unknown => [
  [...kinds].sort(),
  [...fields].map(([kind, names]) => [kind, ...[...names].sort()]),
  consents,
]

/** Others may wait for the same look: whoever hangs up, or whose time is over, leaves it to them. */
const untilGone = (work: Promise<void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason)
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })

/** Runs it, or waits for the run that is under way; and that run, if there is one. */
type Single = readonly [run: () => Promise<void>, underWay: () => Promise<void> | undefined]

function single(work: () => Promise<void>): Single {
  let running: Promise<void> | undefined
  const run = (): Promise<void> => {
    running ??= work().finally(() => {
      running = undefined
    })
    return running
  }
  return [run, () => running]
}
