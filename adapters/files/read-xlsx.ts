import { read, SSF, utils, type WorkSheet } from '@e965/xlsx'
import type { FileTable } from '../../schema/index.ts'
import { FILE_LIMITS, FileProblem } from './limits.ts'
import { type FileCell, type FileRows, tableOfGrid } from './table.ts'
import { unpackedSize } from './zip-size.ts'

/** One sheet, or all sheets that have the header, one below the other with the column `_sheet`. */
export const readXlsx = (bytes: Buffer, table: FileTable): FileRows => {
  if (unpackedSize(bytes) > FILE_LIMITS.unpackedBytes) throw new FileProblem(`unpacks to more than ${FILE_LIMITS.unpackedBytes} bytes`)
  const book = read(bytes, {
    type: 'buffer',
    dense: false,
    cellNF: true,
    cellHTML: false,
    cellFormula: false,
    cellText: false,
    sheetRows: FILE_LIMITS.rows,
  })
  const names = table.sheet === '*' ? book.SheetNames : [table.sheet ?? book.SheetNames[0] ?? '']
  const found = names.flatMap((name): { name: string; rows: FileRows }[] => {
    const sheet = book.Sheets[name]
    const rows = sheet && tableOfGrid(gridOf(sheet), table)
    return rows ? [{ name, rows }] : []
  })
  const [only] = found
  if (only === undefined) throw new FileProblem('has no such sheet, or no row with the columns of headerHas')
  return table.sheet === '*' ? stacked(found) : only.rows
}

function gridOf(sheet: WorkSheet): readonly (readonly FileCell[])[] {
  const reference = sheet['!ref']
  if (reference === undefined) return []
  const range = utils.decode_range(reference)
  const width = Math.min(range.e.c - range.s.c + 1, FILE_LIMITS.columns + 1)
  const height = range.e.r - range.s.r + 1
  if (width * height > FILE_LIMITS.cells) throw new FileProblem(`has a sheet of more than ${FILE_LIMITS.cells} cells`)
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => cellOf(sheet[utils.encode_cell({ r: range.s.r + row, c: range.s.c + column })])),
  )
}

/** Text of a cell: numbers in full, dates as ISO whatever the sheet shows, errors as nothing. */
function cellOf(cell: unknown): FileCell {
  if (typeof cell !== 'object' || cell === null || !('v' in cell) || !('t' in cell)) return null
  const { t: type, v: value } = cell
  if (type === 'e' || value === null || value === undefined) return null
  const format = 'z' in cell && typeof cell.z === 'string' ? cell.z : ''
  return type === 'n' && typeof value === 'number' && SSF.is_date(format) ? isoOf(value) : String(value)
}

function isoOf(serial: number): string {
  const { y, m, d, H, M, S } = SSF.parse_date_code(serial)
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = `${String(y).padStart(4, '0')}-${two(m)}-${two(d)}`
  return H + M + S === 0 ? day : `${day} ${two(H)}:${two(M)}:${two(Math.floor(S))}`
}

function stacked(found: readonly { readonly name: string; readonly rows: FileRows }[]): FileRows {
  const columns = [...new Set(found.flatMap(({ rows }) => rows.columns))]
  return {
    columns: [...columns, '_sheet'],
    rows: found.flatMap(({ name, rows }) => {
      const places = columns.map((column) => rows.columns.indexOf(column))
      return rows.rows.map((row) => [...places.map((at) => row[at] ?? null), name])
    }),
  }
}
