import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from '../../../platform/index.ts'
import { RECORD_KIND_NAMES, type RecordKindName } from '../../../schema/index.ts'

/** Name of the file in the adapter's own folder. A source that is filled anew on purpose wants it removed. */
export const HIGH_WATER_FILE = 'drift.json'
const Written = z.strictObject({
  version: z.literal(1),
  /** Digest of the lock: whoever locks anew says that the data are good as they are. */
  lock: z.string(),
  newest: z.partialRecord(z.enum(RECORD_KIND_NAMES), z.string().regex(/^\d{4}(-\d{2}){0,2}$/)),
})

/** How far the data of each kind ever reached, kept over restarts. Dates only, of no record in particular. */
export class HighWater {
  readonly #folder: string | undefined
  readonly #lock: string
  #newest: Map<RecordKindName, string> | undefined

  /** @param folder of the adapter's own. Undefined: what is known is forgotten with the process */
  constructor(folder: string | undefined, lock: string) {
    this.#folder = folder
    this.#lock = lock
  }

  /** @returns kinds whose data reach less far than they did */
  async rise(newest: ReadonlyMap<RecordKindName, string>): Promise<readonly RecordKindName[]> {
    this.#newest ??= await this.#read()
    const known = this.#newest
    const older = [...newest].filter(([kind, date]) => date < (known.get(kind) ?? '')).map(([kind]) => kind)
    const risen = [...newest].filter(([kind, date]) => date > (known.get(kind) ?? ''))
    for (const [kind, date] of risen) known.set(kind, date)
    if (risen.length > 0) await this.#write(known)
    return older
  }

  async #read(): Promise<Map<RecordKindName, string>> {
    if (this.#folder === undefined) return new Map()
    const text = await readFile(join(this.#folder, HIGH_WATER_FILE), 'utf8').catch(() => '')
    try {
      const { lock, newest } = Written.parse(JSON.parse(text))
      return lock === this.#lock
        ? new Map(RECORD_KIND_NAMES.flatMap((kind) => (newest[kind] === undefined ? [] : [[kind, newest[kind]]])))
        : new Map()
    } catch {
      return new Map() // none yet, or cut short: the marks are made anew
    }
  }

  async #write(newest: ReadonlyMap<RecordKindName, string>): Promise<void> {
    if (this.#folder === undefined) return
    const text = JSON.stringify({ version: 1, lock: this.#lock, newest: Object.fromEntries(newest) })
    await replaceFile(join(this.#folder, HIGH_WATER_FILE), text)
  }
}
