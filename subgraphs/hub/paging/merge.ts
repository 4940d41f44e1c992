import type { Located } from '../asking/located.ts'
import type { Slot } from './cursor.ts'
import { comparePlaces, type Direction, type Place } from './place.ts'
import type { Stream } from './stream.ts'

/**
 * Merges what the streams hold so far, in the order of reading. Stops by itself where a stream has run dry that may have more: what it
 * would give next is not known yet.
 */
export class Merge {
  readonly #streams: readonly Stream[]
  readonly #direction: Direction
  readonly #taken = new Map<string, number>()

  constructor(streams: readonly Stream[], direction: Direction) {
    this.#streams = streams
    this.#direction = direction
  }

  /**
   * Streams that must be refilled before `peek` can tell.
   *
   * Read forward, an agency of which only undated records can come is left alone as long as others fill the page before it; where they do
   * not, all are asked at once.
   *
   * @param wanted records that the page still needs at least
   */
  dry(wanted: number): readonly Stream[] {
    const dry = this.#streams.filter((stream) => stream.hasMore && this.#ahead(stream) === 0)
    if (dry.length === 0 || this.#direction.backward) return dry
    const head = this.peek()
    const needed = dry.filter(({ isUndated, agency }) => !isUndated || (head && this.#isBefore({ sortKey: null, agency }, head)))
    if (needed.length > 0) return needed
    const mayFill = this.#streams.some((stream) => stream.hasMore && this.#ahead(stream) > 0)
    const known = this.#streams.reduce((sum, stream) => sum + this.#ahead(stream), 0)
    return mayFill || known >= wanted ? [] : dry
  }

  /** The next record, which is not taken yet; undefined at the end. Only meaningful while nothing is dry. */
  peek(): Located | undefined {
    let first: Located | undefined
    for (const stream of this.#streams) {
      const head = stream.records[this.#index(stream)]
      if (head && (!first || this.#isBefore(head, first))) first = head
    }
    return first
  }

  take(record: Located): void {
    this.#taken.set(record.agency, (this.#taken.get(record.agency) ?? 0) + 1)
  }

  /** Records that follow, in order, as far as they are known. */
  ahead(most: number): readonly Located[] {
    const rest = this.#streams.flatMap((stream) => stream.records.slice(this.#index(stream), this.#index(stream) + most))
    return rest.toSorted((a, b) => (this.#isBefore(a, b) ? -1 : this.#isBefore(b, a) ? 1 : 0)).slice(0, most)
  }

  /** Where each stream stands now. */
  slots(): ReadonlyMap<string, Slot> {
    return new Map(this.#streams.map((stream) => [stream.agency, stream.records[this.#index(stream) - 1]?.position ?? stream.start]))
  }

  #ahead(stream: Stream): number {
    return stream.records.length - this.#index(stream)
  }

  #index(stream: Stream): number {
    return this.#taken.get(stream.agency) ?? 0
  }

  #isBefore(a: Place, b: Place): boolean {
    const order = comparePlaces(a, b, this.#direction.descending)
    return this.#direction.backward ? order > 0 : order < 0
  }
}
