import { createHash } from 'node:crypto'
import { type Located, recordKey } from '../asking/located.ts'
import { MARK_BYTES } from './cursor.ts'

/**
 * Matters that were shown already and could come again, as marks of their records in the cursor; the latest 48 of them.
 *
 * Usually a later record of a matter knows by itself that its matter stands at an earlier one (`Members`). Not so where the agency of that
 * earlier record has left the walk or the record is gone; or, read towards the start, where a record was added that stands still earlier.
 */
export class Pending {
  readonly #backward: boolean
  readonly #marks: Set<string>

  constructor(backward: boolean, marks: readonly string[] = []) {
    this.#backward = backward
    this.#marks = new Set(marks)
  }

  /** A matter is shown at the record; `others` are its other records in the list. */
  shown(record: Located, others: readonly Located[]): void {
    // Forward, the others are still to come. Backward, they have gone by, and only a record that is not there yet can follow.
    for (const one of this.#backward ? [record] : others) this.#marks.add(markOf(one))
  }

  /** A record streams by, of a matter with these others. @returns whether the matter was shown before */
  wasShown(record: Located, others: readonly Located[]): boolean {
    if (this.#backward) return others.some((other) => this.#marks.has(markOf(other)))
    return this.#marks.delete(markOf(record)) // it will not come again
  }

  /** Oldest first. */
  marks(): readonly string[] {
    return [...this.#marks]
  }
}

const markOf = (record: Located): string =>
  createHash('sha256').update(recordKey(record)).digest().subarray(0, MARK_BYTES).toString('base64url')
