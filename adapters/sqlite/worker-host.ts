import { Worker } from 'node:worker_threads'
import { HubError } from '../../schema/index.ts'
import { toHubError } from './errors.ts'
import type { WorkerAnswer, WorkerCall, WorkerSource } from './protocol.ts'

/** A call without its number. */
type Call = WorkerCall extends infer Each ? (Each extends WorkerCall ? Omit<Each, 'id'> : never) : never

interface Pending {
  readonly resolve: (answer: WorkerAnswer) => void
  readonly reject: (error: unknown) => void
}

/** Memory of a worker, megabytes: a file that unpacks into more ends its reader, not the adapter. */
const MOST_MEMORY_MB = 768

export interface CallOptions {
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** SQLite runs in a worker, because its statements cannot be interrupted: at the deadline the worker is ended, and the next call starts another. */
export class WorkerHost {
  readonly #source: WorkerSource
  readonly #agency: string
  readonly #pending = new Map<number, Pending>()
  #worker: Worker | undefined
  #lastId = 0

  constructor(source: WorkerSource, agency: string) {
    this.#source = source
    this.#agency = agency
  }

  /** Whether a worker runs; a new one has read no files yet. */
  get isOpen(): boolean {
    return this.#worker !== undefined
  }

  /** @throws {HubError} AGENCY_TIMEOUT (the worker is ended), SOURCE_UNAVAILABLE, SCHEMA_MISMATCH */
  async call(call: Call, { timeoutMs, signal }: CallOptions): Promise<WorkerAnswer> {
    const worker = this.#open()
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

  async close(): Promise<void> {
    const worker = this.#worker
    this.#end(new HubError('SOURCE_UNAVAILABLE', { agency: this.#agency }))
    await worker?.terminate()
  }

  #open(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#source,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    })
    worker.unref()
    worker.on('message', (answer: WorkerAnswer) => this.#pending.get(answer.id)?.resolve(answer))
    const lost = (cause?: unknown): void => {
      if (this.#worker === worker) this.#end(new HubError('SOURCE_UNAVAILABLE', { agency: this.#agency }, { cause }))
    }
    worker.on('error', lost)
    worker.on('exit', () => lost())
    this.#worker = worker
    return worker
  }

  #end(error: HubError): void {
    const worker = this.#worker
    this.#worker = undefined
    for (const { reject } of this.#pending.values()) reject(error)
    this.#pending.clear()
    // It is lost already where this fails.
    worker?.terminate().catch(() => undefined)
  }
}
