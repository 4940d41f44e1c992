import { HubError } from '../schema/index.ts'
import type { EngineLoad } from './types.ts'

export interface RunQueueOptions {
  /** Runs at once. */
  readonly size: number
  /** Waiting runs at most. */
  readonly queue: number
  /** Longest wait, milliseconds. */
  readonly waitMs: number
  /** Code of the agency, for errors. */
  readonly agency: string
}

/** Lets few run at once and few wait: an agency's database is not the hub's to exhaust. */
export class RunQueue {
  #running = 0
  readonly #waiting: (() => void)[] = []
  readonly #options: RunQueueOptions

  constructor(options: RunQueueOptions) {
    this.#options = options
  }

  get load(): EngineLoad {
    const { size, queue } = this.#options
    return { running: this.#running, most: size, waiting: this.#waiting.length, mostWaiting: queue }
  }

  /** @throws {HubError} OVERLOADED where the queue is full or the wait too long; AGENCY_TIMEOUT where the asker has gone */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (signal.aborted) throw new HubError('AGENCY_TIMEOUT', { agency: this.#options.agency, timeoutMs: 0 })
    await this.#enter(signal)
    try {
      return await work()
    } finally {
      this.#running--
      this.#waiting.shift()?.()
    }
  }

  #enter(signal: AbortSignal): Promise<void> | void {
    const { size, queue, waitMs, agency } = this.#options
    if (this.#running < size) {
      this.#running++
      return
    }
    if (this.#waiting.length >= queue) throw new HubError('OVERLOADED', { service: agency })
    return new Promise((resolve, reject) => {
      const leave = (error: HubError): void => {
        const at = this.#waiting.indexOf(enter)
        if (at >= 0) this.#waiting.splice(at, 1)
        settle()
        reject(error)
      }
      const onAbort = (): void => leave(new HubError('AGENCY_TIMEOUT', { agency, timeoutMs: waitMs }))
      const timer = setTimeout(() => leave(new HubError('OVERLOADED', { service: agency })), waitMs)
      const settle = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
      }
      const enter = (): void => {
        settle()
        this.#running++
        resolve()
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#waiting.push(enter)
    })
  }
}
