import { parse } from 'csv-parse/sync'
import type { FileTable } from '../../schema/index.ts'
import { FileProblem } from './limits.ts'
import { type FileRows, tableOfGrid } from './table.ts'

/** Text of a file in its declared encoding; never guessed, and wrong bytes are refused rather than replaced. */
export const decodeText = (bytes: Uint8Array, encoding: FileTable['encoding']): string => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new FileProblem(`is not ${encoding}`, { cause })
  }
}

export const readCsv = (bytes: Uint8Array, table: FileTable): FileRows => {
  let grid: string[][]
  try {
    grid = parse(decodeText(bytes, table.encoding), {
      bom: true,
      delimiter: table.separator,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 1_000_000,
    })
  } catch (cause) {
    throw cause instanceof FileProblem ? cause : new FileProblem('is not valid CSV', { cause })
  }
  const rows = tableOfGrid(grid, table)
  if (!rows) throw new FileProblem('has no row with the columns of headerHas')
  return rows
}
