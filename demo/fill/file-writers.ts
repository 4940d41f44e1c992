import { type FileHandle, open, writeFile } from 'node:fs/promises'
import * as xlsx from '@e965/xlsx'
import type { Cell, FileLayout, TableRows } from '../world/index.ts'
import { csvLine, encodeText, excelDate } from './file-text.ts'

/** Writes one table into one file, block after block. */
export interface FileWriter {
  write(rows: TableRows): Promise<void>
  /** Completes the file; also called once when nothing was written. */
  close(): Promise<void>
}

export function createFileWriter(path: string, layout: FileLayout): FileWriter {
  switch (layout.format) {
    case 'csv':
      return new CsvWriter(path, layout)
    case 'json':
      return new JsonWriter(path, layout)
    case 'xlsx':
      return new XlsxWriter(path, layout)
  }
}

type Csv = Extract<FileLayout, { format: 'csv' }>
type Json = Extract<FileLayout, { format: 'json' }>
type Xlsx = Extract<FileLayout, { format: 'xlsx' }>

class CsvWriter implements FileWriter {
  readonly #path: string
  readonly #layout: Csv
  #file: FileHandle | null = null

  constructor(path: string, layout: Csv) {
    this.#path = path
    this.#layout = layout
  }

  async write({ columns, rows }: TableRows): Promise<void> {
    const { separator, encoding } = this.#layout
    const header = this.#file === null ? csvLine(columns, separator) : ''
    this.#file ??= await open(this.#path, 'w')
    await this.#file.write(encodeText(header + rows.map((row) => csvLine(row, separator)).join(''), encoding))
  }

  async close(): Promise<void> {
    await this.#file?.close()
  }
}

class JsonWriter implements FileWriter {
  readonly #path: string
  readonly #layout: Json
  #file: FileHandle | null = null
  #isFirst = true

  constructor(path: string, layout: Json) {
    this.#path = path
    this.#layout = layout
  }

  async write({ columns, rows }: TableRows): Promise<void> {
    this.#file ??= await open(this.#path, 'w')
    const documents = rows.map((row) => {
      const entries = columns.map((column, i): [string, unknown] => {
        const cell = row[i] ?? null
        return [column, this.#layout.nested.includes(column) && typeof cell === 'string' ? JSON.parse(cell) : cell]
      })
      const before = this.#isFirst ? '[\n' : ',\n'
      this.#isFirst = false
      return before + JSON.stringify(Object.fromEntries(entries))
    })
    await this.#file.write(documents.join(''))
  }

  async close(): Promise<void> {
    this.#file ??= await open(this.#path, 'w')
    await this.#file.write(this.#isFirst ? '[]\n' : '\n]\n')
    await this.#file.close()
  }
}

/** A spreadsheet is one document: its rows are kept until the end. */
class XlsxWriter implements FileWriter {
  readonly #path: string
  readonly #layout: Xlsx
  #columns: readonly string[] = []
  readonly #rows: (readonly Cell[])[] = []

  constructor(path: string, layout: Xlsx) {
    this.#path = path
    this.#layout = layout
  }

  async write({ columns, rows }: TableRows): Promise<void> {
    this.#columns = columns
    for (const row of rows) this.#rows.push(row)
  }

  async close(): Promise<void> {
    const { sheet, titles, mergeDown, dates, totalLabel, sums } = this.#layout
    const headerRow = titles.length
    const dateColumns = new Set(dates.map((name) => this.#columns.indexOf(name)))
    const body = this.#rows.map((row) =>
      row.map((cell, i) => (dateColumns.has(i) && typeof cell === 'string' ? excelDate(cell) : cellOf(cell))),
    )
    const total =
      totalLabel === undefined
        ? []
        : [this.#columns.map((name, i) => (i === 0 ? totalLabel : sums.includes(name) ? sumOf(this.#rows, i) : null))]
    const worksheet = xlsx.utils.aoa_to_sheet([...titles.map((title) => [title]), [...this.#columns], ...body, ...total])

    const width = this.#columns.length - 1
    const merges = titles.map((_, row) => ({ s: { r: row, c: 0 }, e: { r: row, c: width } }))
    for (const name of mergeDown) merges.push(...runsOf(this.#rows, this.#columns.indexOf(name), headerRow + 1))
    worksheet['!merges'] = merges
    // Merged cells keep the value of the first one only, as a spreadsheet programme leaves them.
    for (const { s, e } of merges) for (let r = s.r + 1; r <= e.r; r++) delete worksheet[xlsx.utils.encode_cell({ r, c: s.c })]
    for (const column of dateColumns) {
      for (let r = 0; r < body.length; r++) {
        const cell: unknown = worksheet[xlsx.utils.encode_cell({ r: headerRow + 1 + r, c: column })]
        if (typeof cell === 'object' && cell !== null) Object.assign(cell, { z: 'dd/mm/yyyy' })
      }
    }
    const book = xlsx.utils.book_new()
    xlsx.utils.book_append_sheet(book, worksheet, sheet)
    const bytes: unknown = xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true })
    if (!(bytes instanceof Uint8Array)) throw new TypeError('the spreadsheet writer returned no bytes')
    await writeFile(this.#path, bytes)
  }
}

const cellOf = (cell: Cell): string | number | null => (typeof cell === 'bigint' ? String(cell) : cell)
const sumOf = (rows: readonly (readonly Cell[])[], column: number): number => rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0)

/** Stretches of equal cells, one under the other. */
function runsOf(rows: readonly (readonly Cell[])[], column: number, firstRow: number) {
  const runs: { s: { r: number; c: number }; e: { r: number; c: number } }[] = []
  for (let from = 0; from < rows.length; ) {
    let to = from
    while (to + 1 < rows.length && rows[to + 1]?.[column] === rows[from]?.[column]) to++
    if (to > from) runs.push({ s: { r: firstRow + from, c: column }, e: { r: firstRow + to, c: column } })
    from = to + 1
  }
  return runs
}
