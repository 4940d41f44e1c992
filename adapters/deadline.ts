import { HubError } from '../schema/index.ts'

/** After the deadline the server has this long to confirm that the statement is cancelled; then the connection is cut. */
const GRACE_MS = 500

/** Ends a statement when its time is over or its asker has gone: first politely at the database, then by cutting the connection. */
export class Deadline {
  /** The database did not end the statement in time: its connection must not be used again. */
  isCut = false
  readonly #signal: AbortSignal
  readonly #timeoutMs: number
  readonly #timer: NodeJS.Timeout
  readonly #stop: () => void
  #grace: NodeJS.Timeout | undefined
  #cut: (() => void) | undefined

  /** @param cancel asks the database to end the statement; must not throw */
  constructor(signal: AbortSignal, timeoutMs: number, cancel: () => void) {
    this.#signal = signal
    this.#timeoutMs = timeoutMs
    this.#stop = () => {
      if (this.#grace) return
      this.#grace = setTimeout(() => this.#cut?.(), GRACE_MS)
      cancel()
    }
    this.#timer = setTimeout(this.#stop, timeoutMs)
    if (signal.aborted) this.#stop()
    else signal.addEventListener('abort', this.#stop, { once: true })
  }

  /** @throws {HubError} AGENCY_TIMEOUT where the database goes on after it was asked to stop */
  race<T>(work: Promise<T>, agency: string): Promise<T> {
    const cut = new Promise<never>((_, reject) => {
      this.#cut = () => {
        this.isCut = true
        reject(new HubError('AGENCY_TIMEOUT', { agency, timeoutMs: this.#timeoutMs }))
      }
    })
    return Promise.race([work, cut])
  }

  clear(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#grace)
    this.#signal.removeEventListener('abort', this.#stop)
  }
}
