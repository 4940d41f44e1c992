import { hash } from 'node:crypto'
import { type Located, recordKey } from '../asking/located.ts'
import { MARK_BYTES } from './cursor.ts'

/**
 * Matters that were shown already and could come again, each as a mark of one of its records in the cursor; the latest 200 of them.
 *
 * Usually a later record of a matter knows by itself that its matter stands at an earlier one (`Members`). Not so where the agency of that
 * earlier record has left the walk or the record is gone; or, read towards the start, where a record was added that stands still earlier.
 */
export class Pending {
  readonly #backward: boolean
  readonly #marks: Set<string>
  /** Matters shown at the place that was read last: a record added there may stand before the one that they were shown at. */
  #atPlace = { place: '', marks: new Set<string>() }

  constructor(backward: boolean, marks: readonly string[] = []) {
    this.#backward = backward
    this.#marks = new Set(marks)
  }

  /** A matter is shown at the record; `others` are its other records in the list, in its order. */
  shown(record: Located, others: readonly Located[]): void {
    // Forward, one that is still to come, of an agency that does not fail together with this one's. Backward, all others have gone by.
    const marked = this.#backward ? record : (others.find(({ agency }) => agency !== record.agency) ?? others[0])
    if (marked) this.#marks.add(markOf(marked))
    this.#atPlace.marks.add(markOf(record))
  }

  /** Whether the matter of these records was shown before. */
  wasShown(members: readonly Located[]): boolean {
    if (this.#marks.size + this.#atPlace.marks.size === 0) return false
    return members.map(markOf).some((mark) => this.#marks.has(mark) || this.#atPlace.marks.has(mark))
  }

  /** The next record to stream by, or the same one again. */
  reach({ sortKey, agency }: Located): void {
    const place = `${sortKey} ${agency}`
    if (place !== this.#atPlace.place) this.#atPlace = { place, marks: new Set() }
  }

  /** The record has streamed by; where it was the last of its matter, that cannot come again. */
  passed(record: Located, members: readonly Located[]): void {
    if (!this.#backward && members.at(-1) === record) for (const member of members) this.#marks.delete(markOf(member))
  }

  /** Those that may be missed first, first. */
  marks(): readonly string[] {
    return [...this.#atPlace.marks, ...this.#marks]
  }
}

/** A page is gone through more than once, and each time asks for the marks of the same records. */
const marks = new WeakMap<Located, string>()

function markOf(record: Located): string {
  const known = marks.get(record)
  if (known !== undefined) return known
  const mark = hash('sha256', recordKey(record), 'buffer').subarray(0, MARK_BYTES).toString('base64url')
  marks.set(record, mark)
  return mark
}
