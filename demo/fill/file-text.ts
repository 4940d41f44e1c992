import { type Cell, daysBetween } from '../world/index.ts'

/** Characters of Windows-1252 outside Latin-1 that occur in office exports. */
const WINDOWS_1252: ReadonlyMap<string, number> = new Map([
  ['€', 0x80],
  ['…', 0x85],
  ['‘', 0x91],
  ['’', 0x92],
  ['“', 0x93],
  ['”', 0x94],
  ['•', 0x95],
  ['–', 0x96],
  ['—', 0x97],
])

/**
 * Encodes a text.
 *
 * @throws {RangeError} when Windows-1252 has no such character: the demo never writes a question mark in its place
 */
export function encodeText(text: string, encoding: 'utf-8' | 'windows-1252'): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8')
  return Uint8Array.from([...text], (character) => {
    const code = WINDOWS_1252.get(character) ?? character.codePointAt(0) ?? 0
    if (code > 0xff) throw new RangeError(`Windows-1252 has no character U+${code.toString(16).toUpperCase().padStart(4, '0')}`)
    return code
  })
}

/** One line of a CSV file (RFC 4180), with its line end. */
export const csvLine = (cells: readonly Cell[], separator: string): string =>
  `${cells.map((cell) => csvCell(cell === null ? '' : String(cell), separator)).join(separator)}\r\n`

const csvCell = (text: string, separator: string): string =>
  text.includes(separator) || text.includes('"') || text.includes('\n') || text.includes('\r') ? `"${text.replaceAll('"', '""')}"` : text

/** Days since 1899-12-30, as a spreadsheet counts a date. */
export const excelDate = (isoDate: string): number => daysBetween('1899-12-30', isoDate)
