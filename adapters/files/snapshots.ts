import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { importFiles } from './import-files.ts'
import type { ImportOrder } from './importer.ts'
import { FILE_LIMITS, FileProblem } from './limits.ts'

/** Files that were taken over whole. */
export interface Snapshot {
  readonly packed: Uint8Array
  /** ISO date-time of the newest file in it. */
  readonly asOf: string
}

interface Look {
  /** Number, size and time of every file. */
  readonly mark: string
  /** Milliseconds since 1970. */
  readonly newest: number
}

/** A file that nobody touched for so long is taken for whole; one that is younger must look the same twice. */
const SETTLED_AFTER_MS = 1_500

/** A busy machine may have been the reason; files that are broken cost a reading each time. */
const TRY_AGAIN_MS = { nothingServes: 30_000, lastGoodServes: 300_000 }

/** The files of a folder, taken over whole or not at all: while they cannot be read, the last good ones stay, with their own date. */
export class Snapshots {
  readonly #order: ImportOrder
  #good: (Snapshot & Pick<Look, 'mark'>) | undefined
  /** Files that could not be read, so that they are not tried again and again until they change. */
  #bad: { readonly mark: string; readonly until: number } | undefined
  #lastMark: string | undefined
  #isStale = false

  constructor(order: ImportOrder) {
    this.#order = order
  }

  get good(): Snapshot | undefined {
    return this.#good
  }

  /** Whether the folder holds something else than what is served: it is gone, broken, or still being written. */
  get isStale(): boolean {
    return this.#isStale
  }

  /**
   * Looks at the files, and reads them where they have changed and are whole.
   *
   * @throws {FileProblem} why the files of the folder are not served
   */
  async refresh(): Promise<void> {
    try {
      const look = await this.#look()
      if (look.mark !== this.#good?.mark) await this.#takeOver(look)
      this.#isStale = false
    } catch (cause) {
      this.#isStale = this.#good !== undefined
      throw cause
    }
  }

  async #takeOver(look: Look): Promise<void> {
    const isSettled = look.mark === this.#lastMark || Date.now() - look.newest > SETTLED_AFTER_MS
    this.#lastMark = look.mark
    if (look.mark === this.#bad?.mark && performance.now() < this.#bad.until)
      throw new FileProblem('are still those that could not be read')
    // The first ones are read at once: there is nothing else to serve, and a half-written one is read again when it has grown.
    if (this.#good && !isSettled) throw new FileProblem('are being written')
    try {
      const packed = await importFiles(this.#order)
      if ((await this.#look()).mark !== look.mark) throw new FileProblem('changed while they were read')
      this.#good = { packed, mark: look.mark, asOf: new Date(look.newest).toISOString() }
      this.#bad = undefined
    } catch (cause) {
      this.#bad = { mark: look.mark, until: performance.now() + TRY_AGAIN_MS[this.#good ? 'lastGoodServes' : 'nothingServes'] }
      throw cause
    }
  }

  async #look(): Promise<Look> {
    const { folder, tables } = this.#order
    const files = [...new Set(Object.values(tables).map(({ file }) => file))]
    const stats = await Promise.all(
      files.map(async (file) => {
        const stat = await lstat(join(folder, file)).catch((cause: unknown) => {
          throw new FileProblem('a file of the source is not there', { cause })
        })
        if (!stat.isFile()) throw new FileProblem('a file of the source is no plain file')
        if (stat.size > FILE_LIMITS.bytes) throw new FileProblem(`a file is larger than ${FILE_LIMITS.bytes} bytes`)
        return stat
      }),
    )
    return {
      mark: stats.map(({ size, mtimeMs, ino }) => `${ino}/${size}/${mtimeMs}`).join(),
      newest: Math.max(0, ...stats.map(({ mtimeMs }) => mtimeMs)),
    }
  }
}
