import { createHash } from 'node:crypto'
import { type Located, recordKey } from '../asking/located.ts'
import { MARK_BYTES } from './cursor.ts'

/**
 * Records still to come whose matter was shown already, as marks in the cursor.
 *
 * Usually a later record of a matter knows by itself that its matter stands at an earlier one (`Members`). Not so where the agency of that
 * earlier record has left the walk, or the record is gone: then the mark says that the matter was shown. Read towards the start, a
 * matter is shown at the last of its records to stream by, so that nothing is pending there.
 */
export class Pending {
  readonly #marks: Set<string>

  constructor(marks: readonly string[] = []) {
    this.#marks = new Set(marks)
  }

  /** The matter was shown; these records of it are still to come. */
  expect(later: readonly Located[]): void {
    for (const record of later) this.#marks.add(markOf(record))
  }

  /** The record has streamed by. @returns whether its matter was shown before */
  meet(record: Located): boolean {
    return this.#marks.delete(markOf(record))
  }

  /** Oldest first. */
  marks(): readonly string[] {
    return [...this.#marks]
  }
}

const markOf = (record: Located): string =>
  createHash('sha256').update(recordKey(record)).digest().subarray(0, MARK_BYTES).toString('base64url')
