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
 * @param repeats by column, whether its cells say the same few things over and over
 * @param strings where the texts of those are kept
 */
export function createRowsReader(repeats: readonly boolean[], strings: ByteStrings): RowsReader {
  const rows: (string | null)[][] = []
  let last: readonly (string | null)[] = []
  /** Where the cells of the last row stand: children of one parent follow each other, and each names it. */
  let lastBytes: Buffer = Buffer.alloc(0)
  let starts = new Int32Array(0)

  const textAt = (column: number, bytes: Buffer, start: number, end: number): string => {
    if (repeats[column]) return strings.text(bytes, start, end)
    const above = last[column]
    if (typeof above === 'string' && isSame(lastBytes, starts[column] ?? 0, above.length, bytes, start, end)) return above
    return bytes.toString('utf8', start, end)
  }

  return {
    rows,
    add(bytes, start, end) {
      if (end - start < 2) throw new GarbledRow()
      const count = bytes.readUInt16BE(start)
      if (rows.length === 0) starts = new Int32Array(count)
      else if (count !== last.length) throw new GarbledRow()
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
        row[column] = textAt(column, bytes, at, at + length)
        starts[column] = at
        at += length
      }
      if (at !== end) throw new GarbledRow()
      rows.push(row)
      last = row
      lastBytes = bytes
    },
  }
}

/** Whether a cell holds the bytes of the one above it. Looked at from behind, where neighbours differ first; a text that is not ASCII is as good as new. */
function isSame(before: Buffer, from: number, length: number, bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== length) return false
  for (let at = length - 1; at >= 0; at--) {
    const byte = bytes[start + at] ?? 0
    if (byte !== before[from + at] || byte > 127) return false
  }
  return true
}
