import { appendFile, lstat, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HubError } from '../../schema/index.ts'
import { CODES_HEADER, readCodes, separatorOf } from './read-codes.ts'

/**
 * Appends codes that the database holds and `codes/<name>.csv` does not name, as rows `unmapped`, `proposed` that serve nothing until somebody
 * approves them. A file that is not there is made, with its header alone where there are no codes. The rows that are there are not touched: neither their order, nor their quotes, nor the separator and line ends of the file.
 *
 * @param codes trimmed, as the database writes them
 * @returns how many rows were appended
 * @throws {HubError} MAPPING_INVALID where the file cannot be read
 */
export const writeCodes = async (folder: string, name: string, codes: readonly string[]): Promise<number> => {
  const path = join(folder, 'codes', `${name}.csv`)
  const found = await lstat(path).catch(() => undefined)
  if (found && !found.isFile()) throw invalid(name, 'is no plain file')
  const text = found ? await readFile(path, 'utf8') : ''
  const problems: Parameters<typeof readCodes>[2] = []
  const known = new Set(found ? readCodes(name, text, problems).map(({ source }) => source.trim()) : [])
  const [first] = problems
  if (first) throw invalid(name, first.message)
  const fresh = [...new Set(codes)].filter((code) => !known.has(code) && isWritable(code)).toSorted()
  if (fresh.length === 0 && found) return 0

  const separator = found ? separatorOf(text) : ','
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const rows = fresh.map((code) => [code, '', 'unmapped', 'proposed', '', '', ''].map((cell) => quoted(cell, separator)).join(separator))
  if (!found) {
    await mkdir(join(folder, 'codes'), { recursive: true })
    await writeFile(path, [CODES_HEADER.join(), ...rows, ''].join(lineEnd), { flag: 'wx' })
  } else await appendFile(path, `${text === '' || /\n$/.test(text) ? '' : lineEnd}${rows.join(lineEnd)}${lineEnd}`)
  return fresh.length
}

/** What a spreadsheet would run as a formula, and what is no code: such cells stay out, and are told as unmapped again. */
export const isWritable = (code: string): boolean => code.length <= 100 && !/^[=+@]|^-.*[^\d.,-]|\p{Cc}/u.test(code)

const quoted = (cell: string, separator: string): string =>
  cell.includes(separator) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell

const invalid = (name: string, message: string): HubError =>
  new HubError('MAPPING_INVALID', { where: `codes/${name}.csv`, problems: `- codes/${name}.csv ${message}; mend it first` })
