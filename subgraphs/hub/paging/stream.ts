import type { LocateInput } from '../../../schema/index.ts'
import type { Asker } from '../asking/asker.ts'
import type { Located } from '../asking/located.ts'
import { type Cursor, ENDED, type Slot } from './cursor.ts'
import type { ListPlan, StreamPlan } from './list-plan.ts'
import { comparePlaces, compareSortKeys } from './place.ts'

/** `locate` gives at most so many records at once. */
const LARGEST_PAGE = 100

/**
 * One agency's records that match the list, in the order of reading, fetched as they are needed.
 *
 * An agency whose records do not come in the order that it was asked for, or come twice, is out: a merge of such streams would lose
 * other agencies' records.
 */
export class Stream {
  readonly agency: string
  /** Fetched so far. */
  readonly records: Located[] = []
  /** The place before `records[0]`, in the direction of reading. */
  start: Slot = null
  /** Whether the agency may have more behind the last record. */
  hasMore = true
  /** Whether it was asked for anything yet; before that, `hasMore` is what may be, not what it said. */
  isAsked = false
  /** Whether what it may still give has no date: it comes behind all that has one, and behind that of the agencies before it. */
  isUndated: boolean

  readonly #plan: StreamPlan
  readonly #list: ListPlan
  readonly #backward: boolean
  readonly #asker: Asker
  readonly #ids = new Set<string>()

  constructor(plan: StreamPlan, list: ListPlan, backward: boolean, asker: Asker) {
    this.agency = plan.agency
    this.#plan = plan
    this.#list = list
    this.#backward = backward
    this.#asker = asker
    this.isUndated = plan.orderBy === undefined
  }

  /** Begins where a cursor stands, or at the start of the list. Asks nothing yet where all of it comes behind what others may have. */
  async open(cursor: Cursor | undefined, size: number): Promise<void> {
    const slot = cursor?.slots.get(this.agency) ?? null
    const isTurning = cursor !== undefined && cursor.backward !== this.#backward && cursor.place.agency !== this.agency
    if (isTurning && slot !== null && slot !== ENDED) return this.#turnRound(cursor, slot, size)
    // Seen from the other side, a start is an end.
    this.start = !isTurning ? slot : slot === null ? ENDED : null
    this.hasMore = this.start !== ENDED
    if (this.#backward || !this.hasMore) return this.hasMore ? this.refill(size) : undefined
    const place = cursor?.place
    if (place?.sortKey !== null) return this.isUndated && this.#list.orderBy !== undefined ? undefined : this.refill(size)
    // The cursor stands among the undated: what the agencies before its own still have lies behind it.
    this.isUndated = true
    if (this.agency === place.agency) return this.refill(size)
    if (this.agency < place.agency && !isTurning) this.hasMore = false
  }

  /** Fetches the next records. */
  async refill(size: number): Promise<void> {
    const read = await this.#read(this.records.at(-1)?.position ?? this.start, this.#backward, size)
    if (!read) return
    const previous = this.records.at(-1)
    if (read.items.some((item, index) => !this.#follows(item, read.items[index - 1] ?? previous, this.#backward)))
      return this.#asker.fail(this.agency, 'INVALID_DATA', 'records out of order')
    if (read.items.some(({ id }) => this.#ids.has(id))) return this.#asker.fail(this.agency, 'INVALID_DATA', 'a record twice')
    for (const item of read.items) this.#ids.add(item.id)
    this.records.push(...read.items)
    this.hasMore = read.hasMore
  }

  /**
   * Begins at a cursor that was made reading the other way. There the agency's slot is a record that lies behind the cursor now, so that
   * the stream begins with that record, not after it: first what comes after the slot, then back again to the cursor's place.
   */
  async #turnRound(cursor: Cursor, slot: string, size: number): Promise<void> {
    this.start = slot
    await this.refill(size)
    if (this.#asker.hasFailed(this.agency)) return
    const back = await this.#readBackTo(cursor, this.records[0]?.position ?? null)
    if (!back) return
    this.start = back.before
    this.records.unshift(...back.records)
    for (const { id } of back.records) this.#ids.add(id)
  }

  async #readBackTo(cursor: Cursor, from: Slot): Promise<{ records: Located[]; before: Slot } | undefined> {
    const records: Located[] = []
    let after = from
    for (;;) {
      const read = await this.#read(after, !this.#backward, 2)
      if (!read) return undefined
      for (const item of read.items) {
        if (!this.#follows(item, records[0], !this.#backward)) {
          this.#asker.fail(this.agency, 'INVALID_DATA', 'records out of order')
          return undefined
        }
        const side = comparePlaces(item, cursor.place, this.#list.descending)
        if (this.#backward ? side >= 0 : side <= 0) return { records, before: item.position }
        records.unshift(item)
        after = item.position
      }
      if (!read.hasMore) return { records, before: null }
    }
  }

  async #read(after: Slot, backward: boolean, size: number) {
    const { kind, filter, descending, wanted } = this.#list
    const { orderBy } = this.#plan
    const input: LocateInput = {
      kind,
      filter,
      descending,
      backward,
      first: Math.min(size, LARGEST_PAGE),
      summary: wanted.summary,
      related: wanted.related,
      ...(orderBy === undefined ? {} : { orderBy }),
      ...(after === null ? {} : { after }),
    }
    this.isAsked = true
    const answer = await this.#asker.locate(this.agency, input)
    if (!answer || this.#asker.hasFailed(this.agency)) return undefined
    if ('unaskable' in answer) {
      this.hasMore = false
      return undefined
    }
    if (orderBy === undefined && answer.items.some(({ sortKey }) => sortKey !== null)) {
      this.#asker.fail(this.agency, 'INVALID_DATA', 'a date that was not asked for')
      return undefined
    }
    return answer
  }

  #follows(item: Located, previous: Located | undefined, backward: boolean): boolean {
    if (!previous) return true
    const order = compareSortKeys(previous.sortKey, item.sortKey, this.#list.descending)
    return backward ? order >= 0 : order <= 0
  }
}
