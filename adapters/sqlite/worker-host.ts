import { Worker } from 'node:worker_threads'
import { HubError } from '../../schema/index.ts'
import { toHubError } from './errors.ts'
import { READY, type WorkerAnswer, type WorkerCall, type WorkerSource } from './protocol.ts'

/** A call without its number. */
type Call = WorkerCall extends infer Each ? (Each extends WorkerCall ? Omit<Each, 'id'> : never) : never

interface Pending {
  readonly resolve: (answer: WorkerAnswer) => void
  readonly reject: (error: unknown) => void
}

/** Memory of a worker, megabytes: a file that unpacks into more ends its reader, not the adapter. */
const MOST_MEMORY_MB = 768

/** Longest start of a worker. */
const START_MS = 30_000

/** A worker and whether it can take calls yet. */
interface Opened {
  readonly worker: Worker
  readonly ready: Promise<void>
  isReady: boolean
  readonly reject: (error: HubError) => void
}

export interface CallOptions {
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** SQLite runs in a worker, because its statements cannot be interrupted: at the deadline the worker is ended, and the next call starts another. */
export class WorkerHost {
  readonly #source: WorkerSource
  readonly #agency: string
  readonly #pending = new Map<number, Pending>()
  #opened: Opened | undefined
  #lastId = 0

  constructor(source: WorkerSource, agency: string) {
    this.#source = source
    this.#agency = agency
  }

  /** Whether a worker runs; a new one has read no files yet. */
  get isOpen(): boolean {
    return this.#opened !== undefined
  }

  /** @throws {HubError} AGENCY_TIMEOUT (the worker is ended), SOURCE_UNAVAILABLE, SCHEMA_MISMATCH */
  async call(call: Call, { timeoutMs, signal }: CallOptions): Promise<WorkerAnswer> {
    const worker = await this.#ready(signal)
    const id = ++this.#lastId
    const timeout = new HubError('AGENCY_TIMEOUT', { agency: this.#agency, timeoutMs })
    const stop = (): void => this.#end(timeout)
    const timer = setTimeout(stop, timeoutMs)
    signal?.addEventListener('abort', stop, { once: true })
    try {
      const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
        this.#pending.set(id, { resolve, reject })
        worker.postMessage({ ...call, id })
      })
      if ('failure' in answer) throw toHubError(answer.failure, answer.detail, this.#agency, timeoutMs)
      return answer
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      this.#pending.delete(id)
    }
  }

  /**
   * Waits for a worker that can take calls; the time of its start is not the statement's. A deadline that ends one worker
   * makes the next call wait for another, which a busy machine may take a while to start.
   */
  async #ready(signal: AbortSignal | undefined): Promise<Worker> {
    const opened = this.#open()
    if (opened.isReady) return opened.worker
    const hungUp = Promise.withResolvers<never>()
    const stop = (): void => hungUp.reject(new HubError('AGENCY_TIMEOUT', { agency: this.#agency, timeoutMs: START_MS }))
    const timer = setTimeout(stop, START_MS)
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
    try {
      await Promise.race([opened.ready, hungUp.promise])
      return opened.worker
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    }
  }

  async close(): Promise<void> {
    const worker = this.#opened?.worker
    this.#end(new HubError('SOURCE_UNAVAILABLE', { agency: this.#agency }))
    await worker?.terminate()
  }

  #open(): Opened {
    if (this.#opened) return this.#opened
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#source,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    })
    worker.unref()
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
    ready.catch(() => undefined) // nobody may be waiting when it is lost
    const opened: Opened = { worker, ready, isReady: false, reject }
    worker.on('message', (answer: WorkerAnswer | typeof READY) => {
      if (answer !== READY) return this.#pending.get(answer.id)?.resolve(answer)
      opened.isReady = true
      resolve()
    })
    const lost = (cause?: unknown): void => {
      if (this.#opened === opened) this.#end(new HubError('SOURCE_UNAVAILABLE', { agency: this.#agency }, { cause }))
    }
    worker.on('error', lost)
    worker.on('exit', () => lost())
    this.#opened = opened
    return opened
  }

  #end(error: HubError): void {
    const opened = this.#opened
    this.#opened = undefined
    opened?.reject(error)
    for (const { reject } of this.#pending.values()) reject(error)
    this.#pending.clear()
    // It is lost already where this fails.
    opened?.worker.terminate().catch(() => undefined)
  }
}
