import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { read, utils, type WorkSheet } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import type { FileTable } from '../../schema/index.ts'
import { headerHas, headerOf } from './describe-grid.ts'
import { describeJson } from './describe-json.ts'
import { FILE_LIMITS } from './limits.ts'
import { unpackedSize } from './zip-size.ts'

export interface DescribedFolder {
  /** Ready for `source.tables`; a person checks encodings, separators and headers. */
  readonly tables: Readonly<Record<string, FileTable>>
  /** Files that were left out, and why. */
  readonly notes: readonly string[]
}

const MOST_FILES = 200
const PEEK_BYTES = 30_000_000
const PEEK_ROWS = 200

/** Describes the CSV, XLSX and JSON files of a folder once, so that the description can be checked and kept. When serving nothing is guessed. */
export const describeFolder = async (folder: string): Promise<DescribedFolder> => {
  const names = (await readdir(folder)).filter((name) => /\.(csv|tsv|xlsx|json)$/i.test(name) && !name.endsWith('.marker.json')).toSorted()
  const tables = new Map<string, FileTable>()
  const notes = names.length > MOST_FILES ? [`only the first ${MOST_FILES} of ${names.length} files were looked at`] : []
  for (const file of names.slice(0, MOST_FILES)) {
    try {
      const stat = await lstat(join(folder, file))
      if (!stat.isFile() || stat.size > FILE_LIMITS.bytes) notes.push(`${shown(file)}: is no plain file, or too large`)
      else for (const [name, table] of await describeFile(folder, file, stat.size)) tables.set(freeName(name, tables), table)
    } catch {
      // Whatever a library says of a broken file may hold a piece of it.
      notes.push(`${shown(file)}: could not be read as what its ending says`)
    }
  }
  return { tables: Object.fromEntries(tables), notes }
}

const shown = (file: string): string => JSON.stringify(file.slice(0, 80))

async function describeFile(folder: string, file: string, size: number): Promise<readonly (readonly [string, FileTable])[]> {
  const name = tableNameOf(file)
  if (/\.xlsx$/i.test(file)) return describeXlsx(await readFile(join(folder, file)), file, name)
  const bytes =
    size > PEEK_BYTES && !/\.json$/i.test(file)
      ? (await readFile(join(folder, file))).subarray(0, PEEK_BYTES)
      : await readFile(join(folder, file))
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes).replace(/^\uFEFF/, '')
  if (/\.json$/i.test(file)) return describeJson(JSON.parse(text), name, { file, encoding })
  const separator = separatorOf(text, file)
  const grid: string[][] = parse(text, { delimiter: separator, relax_column_count: true, relax_quotes: true, to_line: PEEK_ROWS })
  const has = headerHas(grid)
  return [[name, { file, format: 'csv', encoding, separator, fillDown: [], unnest: {}, ...(has ? { headerHas: [...has] } : {}) }]]
}

function encodingOf(bytes: Uint8Array): FileTable['encoding'] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  try {
    // A peek may end within a letter.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** The separator that parts the lines most evenly. */
function separatorOf(text: string, file: string): string {
  const lines = text
    .slice(0, 20_000)
    .split(/\r?\n/)
    .slice(0, 20)
    .filter((line) => line.trim() !== '')
  const counts = [';', ',', '\t', '|'].map((separator) => {
    const perLine = lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length - 1).toSorted((a, b) => a - b)
    return { separator, usual: perLine[Math.floor(perLine.length / 2)] ?? 0 }
  })
  const best = counts.toSorted((a, b) => b.usual - a.usual)[0]
  return best && best.usual > 0 ? best.separator : /\.tsv$/i.test(file) ? '\t' : ','
}

function describeXlsx(bytes: Buffer, file: string, name: string): readonly (readonly [string, FileTable])[] {
  if (unpackedSize(bytes) > FILE_LIMITS.unpackedBytes) return []
  const book = read(bytes, { type: 'buffer', cellHTML: false, cellFormula: false, sheetRows: PEEK_ROWS })
  const described = book.SheetNames.flatMap((sheet): readonly (readonly [string, FileTable])[] => {
    const content = book.Sheets[sheet]
    const grid = content && gridOf(content)
    const header = grid && headerOf(grid)
    if (!content || !grid || !header || header.names.length < 2) return []
    const has = headerHas(grid)
    const table: FileTable = {
      file,
      format: 'xlsx',
      encoding: 'utf-8',
      separator: ',',
      sheet,
      fillDown: mergedDown(content, grid, header.row),
      unnest: {},
      ...(has ? { headerHas: [...has] } : {}),
    }
    return [[book.SheetNames.length === 1 ? name : `${name}_${tableNameOf(sheet)}`, table]]
  })
  return described
}

const gridOf = (sheet: WorkSheet): readonly (readonly (string | null)[])[] =>
  utils
    .sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, blankrows: true, defval: null })
    .map((row) => row.map((cell) => (cell === null || cell === undefined ? null : String(cell))))

/** Columns with cells merged over several rows below the header: one value for all of them. */
function mergedDown(sheet: WorkSheet, grid: readonly (readonly (string | null)[])[], headerRow: number): string[] {
  const top = sheet['!ref'] === undefined ? 0 : utils.decode_range(sheet['!ref']).s.r
  const left = sheet['!ref'] === undefined ? 0 : utils.decode_range(sheet['!ref']).s.c
  const merges = (sheet['!merges'] ?? []).filter(({ s, e }) => s.r > headerRow + top && e.r > s.r && s.c === e.c)
  const names = merges.map(({ s }) => (grid[headerRow]?.[s.c - left] ?? '').replace(/\s+/g, ' ').trim())
  return [...new Set(names.filter((name) => name !== ''))]
}

const tableNameOf = (file: string): string =>
  file
    .replace(/\.[a-z]+$/i, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60) || 'table'

function freeName(name: string, taken: ReadonlyMap<string, FileTable>): string {
  const used = new Set([...taken].flatMap(([table, { unnest }]) => [table, ...Object.keys(unnest)]))
  let free = name
  for (let copy = 2; used.has(free); copy++) free = `${name}_${copy}`
  return free
}
