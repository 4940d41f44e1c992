import { FILE_LIMITS, FileProblem } from './limits.ts'

/** A cell of a file. */
export type FileCell = string | null
/** One table read from a file: names of columns, and rows in their order. */
export interface FileRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly FileCell[])[]
}

/** Column that holds the place of a row in its file, from 1: a key where the file has none. It changes when rows are inserted above. */
export const ROW_COLUMN = '_row'

interface GridOptions {
  readonly headerHas?: readonly string[] | undefined
  readonly fillDown: readonly string[]
}

/**
 * Makes a table of a grid of cells: finds the header, drops empty rows, fills down.
 *
 * @returns undefined where the grid has no such header
 */
export const tableOfGrid = (grid: readonly (readonly FileCell[])[], { headerHas, fillDown }: GridOptions): FileRows | undefined => {
  const headerAt = grid.slice(0, FILE_LIMITS.headerRows).findIndex((row) => isHeader(row, headerHas))
  if (headerAt < 0) return undefined
  const columns = columnNames(grid[headerAt] ?? [])
  if (columns.length > FILE_LIMITS.columns) throw new FileProblem(`more than ${FILE_LIMITS.columns} columns`)
  const filled = fillDown.map((name) => {
    const at = columns.indexOf(name)
    if (at < 0) throw new FileProblem('a column of fillDown is not in the header')
    return at
  })
  const above: FileCell[] = columns.map(() => null)
  const rows = grid.slice(headerAt + 1).flatMap((cells, index): FileCell[][] => {
    if (cells.every(isBlank)) return []
    const row = columns.map((_, at) => (isBlank(cells[at]) ? null : (cells[at] ?? null)))
    for (const at of filled) {
      row[at] ??= above[at] ?? null
      above[at] = row[at] ?? null
    }
    return [[...row, String(index + 1)]]
  })
  if (rows.length > FILE_LIMITS.rows) throw new FileProblem(`more than ${FILE_LIMITS.rows} rows`)
  return { columns: [...columns, ROW_COLUMN], rows }
}

const isBlank = (cell: FileCell | undefined): boolean => cell === undefined || cell === null || cell.trim() === ''

const isHeader = (row: readonly FileCell[], headerHas: readonly string[] | undefined): boolean => {
  if (headerHas === undefined) return !row.every(isBlank)
  const names = new Set(row.map(headerName))
  return headerHas.every((name) => names.has(name))
}

/** Headers are broken over lines and padded in spreadsheets. */
const headerName = (cell: FileCell | undefined): string => (cell ?? '').replace(/\s+/g, ' ').trim()

/** Names without repetition (SQLite ignores case): a second `Data` is `Data_2`, a column without a name `column_3`. */
function columnNames(header: readonly FileCell[]): readonly string[] {
  const last = header.findLastIndex((cell) => !isBlank(cell))
  const seen = new Set<string>([ROW_COLUMN, '_sheet', '_index'])
  return header.slice(0, last + 1).map((cell, index) => {
    const name = headerName(cell) || `column_${index + 1}`
    let unique = name
    for (let copy = 2; seen.has(unique.toLowerCase()); copy++) unique = `${name}_${copy}`
    seen.add(unique.toLowerCase())
    return unique
  })
}
