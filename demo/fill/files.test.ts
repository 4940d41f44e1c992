import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as xlsx from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FileLayout, generateWorld, holdingsOf, type TableRows } from '../world/index.ts'
import { excelDate } from './file-text.ts'
import { fillFiles, markerFileOf } from './files.ts'
import { INSTITUTIONS, type Institution, institutionOf } from './institutions.ts'
import { NotADemoSourceError } from './sink.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-hub-fill-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const written = (institution: Institution, table: string): TableRows => {
  const parts = [...generateWorld({ seed: 11, scale: 2 })]
    .flatMap((block) => institution.project(holdingsOf(block, institution.code)))
    .filter((part) => part.table === table)
  return { table, columns: parts[0]?.columns ?? [], rows: parts.flatMap(({ rows }) => rows) }
}

/** Reads a file with a reader of its own and gives cells as text, '' for nothing. */
async function readBack(path: string, layout: FileLayout): Promise<{ columns: string[]; rows: string[][]; merges: number }> {
  const bytes = await readFile(path)
  if (layout.format === 'csv') {
    const text = new TextDecoder(layout.encoding, { fatal: true }).decode(bytes)
    const [columns = [], ...rows]: string[][] = parse(text, { delimiter: layout.separator })
    return { columns, rows, merges: 0 }
  }
  if (layout.format === 'json') {
    const documents: Record<string, unknown>[] = JSON.parse(bytes.toString('utf8'))
    const cell = (value: unknown) => (value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value))
    return { columns: Object.keys(documents[0] ?? {}), rows: documents.map((document) => Object.values(document).map(cell)), merges: 0 }
  }
  const sheet = xlsx.read(bytes).Sheets[layout.sheet] ?? {}
  const lines = xlsx.utils.sheet_to_json<unknown[]>(sheet, { header: 1, defval: '', raw: true }).slice(layout.titles.length)
  const [columns = [], ...rows] = lines.map((line) => line.map(String))
  return { columns, rows, merges: (sheet['!merges'] ?? []).length }
}

describe.each(INSTITUTIONS.filter(({ layout }) => layout.length > 0))('the files of $code', (institution) => {
  it('hold every row as it was written, each with its marker beside it', async () => {
    const own = join(folder, institution.code)
    await fillFiles(own, institution, generateWorld({ seed: 11, scale: 2 }))

    for (const layout of institution.layout) {
      const expected = written(institution, layout.table)
      const found = await readBack(join(own, layout.file), layout)
      expect(found.columns).toEqual(expected.columns)
      expect(found.rows.slice(0, expected.rows.length), layout.file).toEqual(asStored(expected, layout))
      expect(JSON.parse(await readFile(markerFileOf(join(own, layout.file)), 'utf8'))).toEqual({
        tip_hub_demo_marker: { seed: 11, scale: 2, generatedBy: 'tip-hub demo world' },
      })
    }
  })
})

/** What the format keeps of a cell: dates counted in days, merged cells only once. */
function asStored({ columns, rows }: TableRows, layout: FileLayout): string[][] {
  return rows.map((row, index) =>
    row.map((cell, i) => {
      const column = columns[i] ?? ''
      if (cell === null) return ''
      if (layout.format !== 'xlsx') return String(cell)
      if (layout.mergeDown.includes(column) && index > 0 && rows[index - 1]?.[i] === cell) return ''
      return layout.dates.includes(column) ? String(excelDate(String(cell))) : String(cell)
    }),
  )
}

describe('filling files', () => {
  it('writes the office export in Windows-1252, accents and dash included', async () => {
    await fillFiles(join(folder, 'encoding'), institutionOf('mnec'), generateWorld({ seed: 11 }))
    const bytes = await readFile(join(folder, 'encoding', 'casos_consulares.csv'))

    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow()
    expect(new TextDecoder('windows-1252').decode(bytes)).toContain('Contacto da família – urgente')
  })

  it('gives the spreadsheets their titles, merged cells and closing line', async () => {
    await fillFiles(join(folder, 'sheets'), institutionOf('klatu'), generateWorld({ seed: 11 }))
    const [layout] = institutionOf('klatu').layout
    const { rows, merges } = layout ? await readBack(join(folder, 'sheets', layout.file), layout) : { rows: [], merges: 0 }

    expect(merges).toBe(7) // two titles, five years
    expect(rows.at(-1)).toEqual(['TOTÁL', '', '', '41', '50', '57', '', ''])
  })

  it('leaves the earlier files when a fill breaks off, and no half file', async () => {
    const own = join(folder, 'again')
    await fillFiles(own, institutionOf('pradet'), generateWorld({ seed: 1 }))
    const before = await readFile(join(own, 'clients.json'), 'utf8')

    const broken = function* () {
      yield* [...generateWorld({ seed: 2 })]
      throw new Error('power cut')
    }
    await expect(fillFiles(own, institutionOf('pradet'), broken())).rejects.toThrow('power cut')
    expect(await readFile(join(own, 'clients.json'), 'utf8')).toBe(before)
    expect((await readdir(own)).filter((name) => name.endsWith('.filling'))).toEqual([])
  })

  it('does not touch a file without a marker', async () => {
    const own = join(folder, 'theirs')
    await fillFiles(own, institutionOf('pradet'), generateWorld({ seed: 1 }))
    await rm(markerFileOf(join(own, 'clients.json')))
    await writeFile(join(own, 'clients.json'), '[{"clientCode":"REAL"}]')

    await expect(fillFiles(own, institutionOf('pradet'), generateWorld({ seed: 1 }))).rejects.toThrow(NotADemoSourceError)
    expect(await readFile(join(own, 'clients.json'), 'utf8')).toContain('REAL')
    expect(existsSync(join(own, 'clients.json.filling'))).toBe(false)
  })
})
