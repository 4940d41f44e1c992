import type { ChildProcess } from 'node:child_process'
import { HubError } from '../../schema/index.ts'
import { startChild } from '../child-process.ts'
import type { RunOptions, Statement } from '../types.ts'
import { toHubError } from './errors.ts'
import { READY, type ReaderAnswer, type ReaderSource } from './protocol.ts'

interface Pending {
  readonly resolve: (answer: ReaderAnswer) => void
  readonly reject: (error: unknown) => void
}

/** Longest start of a reader. */
const START_MS = 30_000

/** A reader and whether it can take calls yet. */
interface Opened {
  readonly child: ChildProcess
  readonly ready: Promise<void>
  isReady: boolean
  readonly reject: (error: HubError) => void
}

/** SQLite runs in a process of its own, because its statements cannot be interrupted: at the deadline the process is ended, and the next call starts another. */
export class ReaderHost {
  readonly #source: ReaderSource
  readonly #agency: string
  readonly #pending = new Map<number, Pending>()
  #opened: Opened | undefined
  #lastId = 0
  #calls = 0
  #isRetired = false

  constructor(source: ReaderSource, agency: string) {
    this.#source = source
    this.#agency = agency
  }

  /** Waits until a reader can take calls, so that no question has to. */
  async start(): Promise<void> {
    await this.#ready(undefined)
  }

  /** @throws {HubError} AGENCY_TIMEOUT (the reader is ended), SOURCE_UNAVAILABLE, SCHEMA_MISMATCH */
  async run(statement: Statement, options: RunOptions): Promise<readonly (readonly (string | null)[])[]> {
    this.#calls++
    try {
      return await this.#run(statement, options)
    } finally {
      this.#calls--
      if (this.#isRetired && this.#calls === 0) this.close()
    }
  }

  /** Ends it when its last call is answered: another one takes over. */
  retire(): void {
    this.#isRetired = true
    if (this.#calls === 0) this.close()
  }

  close(): void {
    this.#end(new HubError('SOURCE_UNAVAILABLE', { agency: this.#agency }))
  }

  async #run({ sql, parameters }: Statement, { timeoutMs, signal }: RunOptions): Promise<readonly (readonly (string | null)[])[]> {
    const child = await this.#ready(signal)
    const id = ++this.#lastId
    const stop = (): void => this.#end(new HubError('AGENCY_TIMEOUT', { agency: this.#agency, timeoutMs }))
    const timer = setTimeout(stop, timeoutMs)
    signal.addEventListener('abort', stop, { once: true })
    try {
      const answer = await new Promise<ReaderAnswer>((resolve, reject) => {
        this.#pending.set(id, { resolve, reject })
        child.send({ id, sql, parameters })
      })
      if ('failure' in answer) throw toHubError(answer.failure, answer.detail, this.#agency, timeoutMs)
      return answer.rows
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      this.#pending.delete(id)
    }
  }

  /** The time of a start is not the statement's: a busy machine may take a while for it. */
  async #ready(signal: AbortSignal | undefined): Promise<ChildProcess> {
    const opened = this.#open()
    if (opened.isReady) return opened.child
    const hungUp = Promise.withResolvers<never>()
    const stop = (): void => hungUp.reject(new HubError('AGENCY_TIMEOUT', { agency: this.#agency, timeoutMs: START_MS }))
    const timer = setTimeout(stop, START_MS)
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
    try {
      await Promise.race([opened.ready, hungUp.promise])
      return opened.child
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    }
  }

  #open(): Opened {
    if (this.#opened) return this.#opened
    const child = startChild(new URL('./reader.ts', import.meta.url))
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
    ready.catch(() => undefined) // nobody may be waiting when it is lost
    const opened: Opened = { child, ready, isReady: false, reject }
    child.on('message', (message: ReaderAnswer | typeof READY) => {
      if (message !== READY) return this.#pending.get(message.id)?.resolve(message)
      opened.isReady = true
      resolve()
    })
    const lost = (cause?: unknown): void => {
      if (this.#opened === opened) this.#end(new HubError('SOURCE_UNAVAILABLE', { agency: this.#agency }, { cause }))
    }
    child.on('error', lost)
    child.on('exit', () => lost())
    child.send({ open: this.#source })
    this.#opened = opened
    return opened
  }

  #end(error: HubError): void {
    const opened = this.#opened
    this.#opened = undefined
    opened?.reject(error)
    for (const { reject } of this.#pending.values()) reject(error)
    this.#pending.clear()
    opened?.child.kill('SIGKILL')
  }
}
