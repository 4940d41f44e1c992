import type { Asker } from '../asking/asker.ts'
import { type Located, recordKey, type Wanted } from '../asking/located.ts'

/** Records that one matter's keys join. */
export interface Matter {
  /** At least one; sorted by agency, then id. */
  readonly records: readonly Located[]
  /** Whether all agencies that may join records were asked about it. */
  readonly isJoined: boolean
  /** Further records may belong to it: joining them would have gone beyond the limits. */
  readonly isUncertain: boolean
}

/** Rounds of asking for the keys that the records found last have brought. */
const MOST_ROUNDS = 4
/** Keys of one matter; a chain that is longer is more likely a fault than a matter. */
const MOST_KEYS = 50
/** `locateByKeys` takes so many keys at once. */
const KEYS_PER_CALL = 50

/**
 * The records of one request, grouped into matters: connected components over case keys.
 *
 * Only agencies that let this viewer join records are asked; which those are follows from the profile, never from data.
 */
export class Matters {
  readonly #asker: Asker
  readonly #joinable: readonly string[]
  readonly #wanted: Wanted
  readonly #records = new Map<string, Located>()
  readonly #byCaseKey = new Map<string, Set<string>>()
  readonly #asked = new Set<string>()
  /** Keys that were never asked for, because of the limits. Records beyond them stay apart. */
  readonly #cut = new Set<string>()
  #matters = new Map<string, Matter>()

  /** @param joinable agencies that may be asked by case key */
  constructor(asker: Asker, joinable: readonly string[], wanted: Wanted) {
    this.#asker = asker
    this.#joinable = joinable
    this.#wanted = wanted
  }

  /** Whether `matterOf` has all that it needs. */
  isResolved(record: Located): boolean {
    return record.caseKeys.every((key) => this.#asked.has(key) || this.#cut.has(key))
  }

  /** Finds the other records of these records' matters. At most four rounds; within a round all agencies are asked at once. */
  async resolve(records: readonly Located[]): Promise<void> {
    // Where a key came from, so that one endless chain does not use up the keys of the other matters.
    const originOf = new Map<string, string>()
    const sizeOf = new Map<string, number>()
    const follow = (key: string, origin: string) => {
      if (this.#asked.has(key) || this.#cut.has(key) || originOf.has(key)) return
      const size = (sizeOf.get(origin) ?? 0) + 1
      if (size > MOST_KEYS) this.#cut.add(key)
      else {
        sizeOf.set(origin, size)
        originOf.set(key, origin)
      }
    }
    for (const record of records) {
      this.#add(record)
      for (const key of record.caseKeys) follow(key, record.caseKeys[0] ?? key)
    }

    for (let round = 1; round <= MOST_ROUNDS; round++) {
      const keys = [...originOf.keys()].filter((key) => !this.#asked.has(key))
      if (keys.length === 0) break
      const found = await this.#ask(keys)
      for (const key of keys) this.#asked.add(key)
      for (const record of found) {
        this.#add(record)
        const origin = record.caseKeys.map((key) => originOf.get(key)).find((known) => known !== undefined)
        if (origin !== undefined) for (const key of record.caseKeys) follow(key, origin)
      }
    }
    for (const key of originOf.keys()) if (!this.#asked.has(key)) this.#cut.add(key)
    this.#matters = new Map()
  }

  /** The matter of a record that is resolved. */
  matterOf(record: Located): Matter {
    const known = this.#matters.get(recordKey(record))
    if (known && !known.records.some(({ agency }) => this.#asker.hasFailed(agency))) return known
    const members = this.#component(record)
    const records = [...members.values()].toSorted((a, b) => (recordKey(a) < recordKey(b) ? -1 : 1))
    const keys = records.flatMap(({ caseKeys }) => caseKeys)
    const matter = { records, isJoined: keys.length > 0, isUncertain: keys.some((key) => this.#cut.has(key)) }
    for (const key of members.keys()) this.#matters.set(key, matter)
    return matter
  }

  #component(record: Located): ReadonlyMap<string, Located> {
    const members = new Map([[recordKey(record), this.#records.get(recordKey(record)) ?? record]])
    for (const member of members.values()) // a Map visits what is added while it is walked
      for (const caseKey of member.caseKeys)
        if (!this.#cut.has(caseKey))
          for (const key of this.#byCaseKey.get(caseKey) ?? []) {
            const other = this.#records.get(key)
            if (other && !this.#asker.hasFailed(other.agency)) members.set(key, other)
          }
    return members
  }

  #add(record: Located): void {
    const key = recordKey(record)
    const known = this.#records.get(key)
    const caseKeys = known ? [...new Set([...known.caseKeys, ...record.caseKeys])] : record.caseKeys
    // What came with the list was asked for the same fields; the order's date is only there.
    this.#records.set(key, { ...record, caseKeys, sortKey: known?.sortKey ?? record.sortKey, position: known?.position ?? record.position })
    for (const caseKey of caseKeys) this.#byCaseKey.set(caseKey, (this.#byCaseKey.get(caseKey) ?? new Set()).add(key))
  }

  async #ask(keys: readonly string[]): Promise<readonly Located[]> {
    const chunks = Array.from({ length: Math.ceil(keys.length / KEYS_PER_CALL) }, (_, index) =>
      keys.slice(index * KEYS_PER_CALL, (index + 1) * KEYS_PER_CALL),
    )
    const { summary, related } = this.#wanted
    const answers = await Promise.all(
      this.#joinable.flatMap((agency) => chunks.map((caseKeys) => this.#asker.locateByKeys(agency, { caseKeys, summary, related }))),
    )
    return answers.flatMap((answer) => (answer && 'items' in answer ? answer.items : []))
  }
}
