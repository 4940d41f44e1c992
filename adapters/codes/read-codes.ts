import { parse } from 'csv-parse/sync'
import type { CodeMapRow, Problem } from '../../schema/index.ts'

export const CODES_HEADER = ['source', 'target', 'relation', 'status', 'by', 'date', 'note'] as const
const WIDTH = CODES_HEADER.length

/** What a spreadsheet puts between the cells, by the language of the machine. */
const SEPARATORS = [',', ';', '\t'] as const

/**
 * Rows of `codes/<name>.csv`, also as a spreadsheet saves them back: byte order mark, semicolons or tabs, carriage returns, quotes around everything,
 * blank rows and columns at the end.
 *
 * @param text decoded as UTF-8
 */
export const readCodes = (name: string, text: string, problems: Problem[]): readonly CodeMapRow[] => {
  const fail = (line: number, message: string, remedy: string): readonly CodeMapRow[] => {
    problems.push({ path: `codes/${name}.csv:${line}`, message, remedy })
    return []
  }
  if (text.includes('\ufffd') || text.includes('\u0000'))
    return fail(1 + (text.slice(0, text.search(/[\ufffd\0]/)).match(/\n/g)?.length ?? 0), 'is not UTF-8 there', 'save it as "CSV UTF-8"')
  let rows: string[][]
  try {
    rows = parse(text, { bom: true, delimiter: separatorOf(text), skip_empty_lines: true, relax_column_count: true })
  } catch (cause) {
    const line = typeof cause === 'object' && cause !== null && 'lines' in cause && typeof cause.lines === 'number' ? cause.lines : 1
    return fail(line, 'is not valid CSV', 'every row has the seven columns of the header; texts with commas stand in quotes')
  }
  const [header = [], ...data] = rows.map(withoutEnd)
  if (header.map((column) => column.trim().toLowerCase()).join() !== CODES_HEADER.join())
    return fail(1, 'has another header', `write ${CODES_HEADER.join()}`)
  return data.flatMap((cells, index): CodeMapRow[] => {
    if (cells.length > WIDTH) return [...fail(index + 2, 'has more than seven columns', 'texts with commas stand in quotes')]
    const [source = '', target = '', relation = '', status = '', by = '', date = '', note = ''] = cells
    // A blank row of a spreadsheet is none.
    if (cells.length === 0) return []
    return [{ source, target, relation, status: status.trim().toLowerCase(), by, date, note }]
  })
}

/** The sign behind the first word of the header. */
export const separatorOf = (text: string): string =>
  SEPARATORS.find((sign) => new RegExp(`^\\ufeff?"?source"? *${sign}`, 'i').test(text)) ?? ','

/** Cells without the empty ones at the end. */
const withoutEnd = (cells: readonly string[]): readonly string[] => cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1)
