import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileTable } from '../../schema/index.ts'
import { FileProblem } from './limits.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'
import { readXlsx } from './read-xlsx.ts'
import { SnapshotFolder } from './snapshot-folder.ts'

const table = (of: Partial<FileTable> & Pick<FileTable, 'format'>): FileTable => ({
  file: 'data',
  encoding: 'utf-8',
  separator: ',',
  fillDown: [],
  unnest: {},
  ...of,
})
const sheet = (rows: readonly (readonly unknown[])[]) => utils.aoa_to_sheet(rows.map((row) => [...row]))
const workbook = (sheets: Readonly<Record<string, ReturnType<typeof sheet>>>): Buffer => {
  const book = utils.book_new()
  for (const [name, each] of Object.entries(sheets)) utils.book_append_sheet(book, each, name)
  const bytes: unknown = write(book, { type: 'buffer', bookType: 'xlsx', compression: true })
  if (!Buffer.isBuffer(bytes)) throw new Error('no buffer')
  return bytes
}

describe('readCsv', () => {
  it('finds a moved header, keeps texts as they are, and names columns once', () => {
    const csv = '\uFEFFRelatóriu 2024;;\n;;\nNo;Data;data\n007;1/2/24;x\n;;\n8;"a;""b""\nc";\n'
    const rows = readCsv(Buffer.from(csv), table({ format: 'csv', separator: ';', headerHas: ['No', 'Data'] }))

    expect(rows).toEqual({
      columns: ['No', 'Data', 'data_2', '_row'],
      rows: [
        ['007', '1/2/24', 'x', '1'],
        ['8', 'a;"b"\nc', null, '3'],
      ],
    })
  })

  it('reads the encoding that is declared and refuses bytes that are not of it', () => {
    const bytes = Buffer.from('nome\nJo\xe3o\n', 'latin1')

    expect(readCsv(bytes, table({ format: 'csv', encoding: 'windows-1252' })).rows).toEqual([['João', '1']])
    expect(() => readCsv(bytes, table({ format: 'csv' }))).toThrow(FileProblem)
  })
})

describe('readXlsx', () => {
  it('gives dates as ISO, numbers in full, and fills merged cells down', () => {
    const dates = sheet([
      ['Dadus'],
      ['Munisípiu', 'Data\n simu', 'Osan ($)', 'Tinan'],
      ['Dili', 45000, 12.5, 17],
      [null, 45000.5, 1234567, null],
      ['Baucau', 'amanhã', null, true],
    ])
    for (const at of ['B3', 'B4']) {
      const cell = dates[at]
      if (cell) cell.z = 'dd/mm/yyyy'
    }
    dates['!merges'] = [{ s: { r: 2, c: 0 }, e: { r: 3, c: 0 } }]
    const rows = readXlsx(workbook({ Dadus: dates }), table({ format: 'xlsx', headerHas: ['Munisípiu'], fillDown: ['Munisípiu'] }))

    expect(rows.columns).toEqual(['Munisípiu', 'Data simu', 'Osan ($)', 'Tinan', '_row'])
    expect(rows.rows).toEqual([
      ['Dili', '2023-03-15', '12.5', '17', '1'],
      ['Dili', '2023-03-15 12:00:00', '1234567', null, '2'],
      ['Baucau', 'amanhã', null, 'true', '3'],
    ])
  })

  it('stacks all sheets that have the header, and says which sheet a row is from', () => {
    const book = workbook({
      Dili: sheet([
        ['No', 'Sexu'],
        [1, 'F'],
      ]),
      Notas: sheet([['nada']]),
      Baucau: sheet([
        ['Sexu', 'No', 'Obs'],
        ['M', 2, 'x'],
      ]),
    })
    const rows = readXlsx(book, table({ format: 'xlsx', sheet: '*', headerHas: ['No', 'Sexu'] }))

    expect(rows.columns).toEqual(['No', 'Sexu', '_row', 'Obs', '_sheet'])
    expect(rows.rows).toEqual([
      ['1', 'F', '1', null, 'Dili'],
      ['2', 'M', '1', 'x', 'Baucau'],
    ])
  })

  it('refuses an archive that says it unpacks to gigabytes, and what is no archive', () => {
    const bomb = workbook({ A: sheet([['No'], [1]]) })
    const entry = bomb.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    bomb.writeUInt32LE(4_000_000_000, entry + 24)

    expect(() => readXlsx(bomb, table({ format: 'xlsx' }))).toThrow(/unpacks to more/)
    expect(() => readXlsx(Buffer.from('x'.repeat(100)), table({ format: 'xlsx' }))).toThrow(FileProblem)
  })
})

describe('readJson', () => {
  it('flattens records, keeps arrays as JSON, and makes tables of inner arrays', () => {
    const text = JSON.stringify({
      data: [
        { code: 'A', consent: { stats: true, police: false }, tags: ['x'], sessions: [{ date: '2024', by: { id: 1 } }, { date: '2025' }] },
        { code: 'B', age: 7 },
      ],
    })
    const tables = readJson(
      Buffer.from(text),
      'client',
      table({ format: 'json', items: 'data', unnest: { session: { path: 'sessions', keep: ['code'] } } }),
    )

    expect(tables.get('client')).toEqual({
      columns: ['code', 'consent.stats', 'consent.police', 'tags', 'sessions', '_row', 'age'],
      rows: [
        ['A', 'true', 'false', '["x"]', '[{"date":"2024","by":{"id":1}},{"date":"2025"}]', '1', null],
        ['B', null, null, null, null, '2', '7'],
      ],
    })
    expect(tables.get('session')).toEqual({
      columns: ['code', 'date', 'by.id', '_index', '_row'],
      rows: [
        ['A', '2024', '1', '1', '1'],
        ['A', '2025', null, '2', '2'],
      ],
    })
  })

  it.each([
    ['no JSON', '{'],
    ['no array', '{"a":1}'],
    ['a well of objects', `[${'{"a":'.repeat(50)}1${'}'.repeat(50)}]`],
  ])('refuses %s', (_what, text) => {
    expect(() => readJson(Buffer.from(text), 'client', table({ format: 'json' }))).toThrow(FileProblem)
  })
})

describe('SnapshotFolder', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tip-hub-files-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const put = async (text: string, at: string): Promise<void> => {
    await writeFile(join(folder, 'a.csv'), text)
    await utimes(join(folder, 'a.csv'), new Date(at), new Date(at))
  }

  it('takes changed files over whole, and goes on with the last good ones and their date while they are broken', async () => {
    const snapshots = new SnapshotFolder(folder, { a: table({ format: 'csv', file: 'a.csv', headerHas: ['No'] }) })
    const look = () => {
      const { db, asOf } = snapshots.refresh()
      return [
        db
          .prepare('select "No" from a')
          .all()
          .map(({ No }) => No),
        asOf,
      ]
    }
    expect(look).toThrow()
    await put('No\n1\n', '2025-01-01T00:00:00Z')
    expect(look()).toEqual([['1'], '2025-01-01T00:00:00.000Z'])
    await put('No\n1\n2\n', '2025-01-02T00:00:00Z')
    expect(look()).toEqual([['1', '2'], '2025-01-02T00:00:00.000Z'])
    await put('Nope\n1\n', '2025-01-03T00:00:00Z')
    expect(look()).toEqual([['1', '2'], '2025-01-02T00:00:00.000Z'])
    await rm(join(folder, 'a.csv'))
    expect(look()).toEqual([['1', '2'], '2025-01-02T00:00:00.000Z'])
    await put('No\n3\n', '2025-01-04T00:00:00Z')
    expect(look()).toEqual([['3'], '2025-01-04T00:00:00.000Z'])
  })
})
