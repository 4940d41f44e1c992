import type { ByteStrings } from './byte-strings.ts'

/** The rows of one statement, taken from the bytes in which the server sends them. */
export interface RowsReader {
  readonly rows: readonly (string | null)[][]
  /**
   * Takes the body of one DataRow.
   *
   * @throws {GarbledRow}
   */
  add(bytes: Buffer, start: number, end: number): void
}

/** Bytes that are no row: nothing of the answer can be believed. */
export class GarbledRow extends Error {
  constructor() {
    super('the server sent a row that is not as long as it says')
  }
}

/**
 * @param repeats by column, see `Statement.repeats`
 * @param strings where the texts of those are kept
 */
export function createRowsReader(repeats: readonly boolean[], strings: ByteStrings): RowsReader {
  const rows: (string | null)[][] = []
  return {
    rows,
    add(bytes, start, end) {
      if (end - start < 2) throw new GarbledRow()
      const count = bytes.readUInt16BE(start)
      if (rows.length > 0 && count !== rows[0]?.length) throw new GarbledRow()
      const row = new Array<string | null>(count)
      let at = start + 2
      for (let column = 0; column < count; column++) {
        if (at + 4 > end) throw new GarbledRow()
        const length = bytes.readInt32BE(at)
        at += 4
        if (length === -1) {
          row[column] = null
          continue
        }
        if (length < 0 || at + length > end) throw new GarbledRow()
        row[column] = repeats[column] ? strings.text(bytes, at, at + length) : bytes.toString('utf8', at, at + length)
        at += length
      }
      if (at !== end) throw new GarbledRow()
      rows.push(row)
    },
  }
}
