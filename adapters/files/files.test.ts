import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { utils, write } from '@e965/xlsx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileTable } from '../../schema/index.ts'
import { FileProblem } from './limits.ts'
import { openTables, packTables } from './pack-tables.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'
import { readXlsx } from './read-xlsx.ts'
import { Snapshots } from './snapshots.ts'

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

  it('refuses a sheet with one cell in a far corner, before it makes a rectangle of empty ones', () => {
    const book = utils.book_new()
    const far = sheet([['No'], [1]])
    far.B100000 = { t: 's', v: 'x' }
    far['!ref'] = 'A1:B100000'
    utils.book_append_sheet(book, far, 'A')
    const bytes: unknown = write(book, { type: 'buffer', bookType: 'xlsx', compression: false })
    if (!Buffer.isBuffer(bytes)) throw new Error('no buffer')
    const hostile = Buffer.from(bytes.toString('latin1').replaceAll('B100000', 'ZZ99999'), 'latin1')

    expect(() => readXlsx(hostile, table({ format: 'xlsx', headerHas: ['No'] }))).toThrow(/cells/)
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

/** A workbook whose sheet unpacks to so many bytes of blanks, and whose directory says that it is small. */
function lyingBomb(bytes: number): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const book = workbook({ A: sheet([['No'], ['1']]) })
  const block = deflateRawSync(Buffer.alloc(1_000_000, ' '), { finishFlush: constants.Z_FULL_FLUSH })
  const deflated = Buffer.concat([...Array.from({ length: bytes / 1_000_000 }, () => block), deflateRawSync(Buffer.alloc(0))])
  expect(inflateRawSync(Buffer.concat([block, deflateRawSync(Buffer.alloc(0))]))).toHaveLength(1_000_000)
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  const end = book.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  let at = book.readUInt32LE(end + 16)
  for (let entry = book.readUInt16LE(end + 10); entry > 0; entry--) {
    const length = 46 + book.readUInt16LE(at + 28) + book.readUInt16LE(at + 30) + book.readUInt16LE(at + 32)
    const record = Buffer.from(book.subarray(at, at + length))
    const isSheet = record.subarray(46, 46 + name.length).equals(name)
    const from = record.readUInt32LE(42)
    const data = book.subarray(from, from + 30 + book.readUInt16LE(from + 26) + book.readUInt16LE(from + 28))
    const head = Buffer.from(data)
    const packed = isSheet ? deflated : book.subarray(from + data.length, from + data.length + record.readUInt32LE(20))
    if (isSheet) {
      for (const [buffer, place] of [
        [head, 18],
        [record, 20],
      ] as const)
        buffer.writeUInt32LE(deflated.length, place)
      for (const [buffer, place] of [
        [head, 8],
        [record, 10],
      ] as const)
        buffer.writeUInt16LE(8, place)
    }
    record.writeUInt32LE(offset, 42)
    parts.push(head, packed)
    directory.push(record)
    offset += head.length + packed.length
    at += length
  }
  const tail = Buffer.from(book.subarray(end))
  tail.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, tail])
}

describe('Snapshots', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tip-hub-files-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const file = (): string => join(folder, 'a.csv')
  const put = async (text: string, at: string): Promise<void> => {
    await writeFile(file(), text)
    await utimes(file(), new Date(at), new Date(at))
  }
  const open = () => {
    const snapshots = new Snapshots({ folder, tables: { a: table({ format: 'csv', file: 'a.csv', headerHas: ['No'] }) } })
    return async (): Promise<readonly unknown[]> => {
      const problem = await snapshots.refresh().then(
        () => undefined,
        (thrown: Error) => thrown.message,
      )
      const { good, isStale } = snapshots
      if (!good) return ['nothing', problem]
      const db = openTables(good.packed)
      const rows = db.prepare('select "No" as no from a').all()
      db.close()
      return [rows.map(({ no }) => no), good.asOf.slice(0, 10), isStale ? problem : 'fresh']
    }
  }

  it('takes changed files over whole, and goes on with the last good ones and their date while they are broken', async () => {
    const look = open()
    expect(await look()).toEqual(['nothing', 'a file of the source is not there'])
    await put('No\n1\n', '2025-01-01T00:00:00Z')
    expect(await look()).toEqual([['1'], '2025-01-01', 'fresh'])
    await put('No\n1\n2\n', '2025-01-02T00:00:00Z')
    expect(await look()).toEqual([['1', '2'], '2025-01-02', 'fresh'])
    await put('Nope\n1\n', '2025-01-03T00:00:00Z')
    expect(await look()).toEqual([['1', '2'], '2025-01-02', 'a: has no row with the columns of headerHas'])
    expect(await look()).toEqual([['1', '2'], '2025-01-02', 'are still those that could not be read'])
    await put('', '2025-01-03T00:00:00Z')
    expect(await look()).toEqual([['1', '2'], '2025-01-02', 'a: has no row with the columns of headerHas'])
    await rm(file())
    expect(await look()).toEqual([['1', '2'], '2025-01-02', 'a file of the source is not there'])
    await put('No\n3\n', '2025-01-04T00:00:00Z')
    expect(await look()).toEqual([['3'], '2025-01-04', 'fresh'])
  })

  it('leaves a file that is being written until it looks the same twice', async () => {
    const look = open()
    await put('No\n1\n', '2025-01-01T00:00:00Z')
    await look()
    const soon = new Date(Date.now() + 3_600_000).toISOString()
    await put('No\n1\n2\n', soon)
    expect(await look()).toEqual([['1'], '2025-01-01', 'are being written'])
    await put('No\n1\n2\n3\n', soon)
    expect(await look()).toEqual([['1'], '2025-01-01', 'are being written'])
    expect(await look()).toEqual([['1', '2', '3'], soon.slice(0, 10), 'fresh'])
  })

  it('keeps serving where a spreadsheet that says it is small unpacks to more than its reader may hold', { timeout: 120_000 }, async () => {
    const order = { folder, tables: { a: table({ format: 'xlsx', file: 'a.xlsx', headerHas: ['No'] }) } }
    const small = workbook({ A: sheet([['No'], ['1']]) })
    await writeFile(join(folder, 'a.xlsx'), small)
    const snapshots = new Snapshots(order)
    await snapshots.refresh()

    await writeFile(join(folder, 'a.xlsx'), lyingBomb(1_500_000_000))
    await utimes(join(folder, 'a.xlsx'), new Date('2025-01-01'), new Date('2025-01-01'))
    await expect(snapshots.refresh()).rejects.toThrow(FileProblem)

    expect(snapshots.isStale).toBe(true)
    expect(snapshots.good?.asOf.slice(0, 4)).not.toBe('2025')
  })

  it('goes back to fresh when the last good file is put back', async () => {
    const look = open()
    await put('No\n1\n', '2025-01-01T00:00:00Z')
    await look()
    await rename(file(), `${file()}.away`)
    expect(await look()).toEqual([['1'], '2025-01-01', 'a file of the source is not there'])
    await rename(`${file()}.away`, file())
    expect(await look()).toEqual([['1'], '2025-01-01', 'fresh'])
  })
})

describe('tables in memory', () => {
  const rows = Array.from({ length: 600 }, (_, index) => [`${index % 200}`.padStart(3, '0'), `act ${index}`])
  const packed = packTables(new Map([['acts', { columns: ['no', 'words'], rows }]]))
  const keep = {
    selects: [
      { table: 'select/cases.sql', sql: 'SELECT no, max(words) AS last FROM acts GROUP BY no -- one row for each' },
      { table: 'select/lost.sql', sql: 'SELECT no, gone FROM acts' },
      { table: 'select/many.sql', sql: 'SELECT a.no FROM acts AS a, acts AS b' },
    ],
    orders: [
      { table: 'acts', expression: 'cast("words" as text) collate binary' },
      { table: 'select/lost.sql', expression: 'cast("no" as text) collate binary' },
    ],
  }
  const isView = (db: DatabaseSync, name: string) => db.prepare('select type from sqlite_schema where name = ?').get(name)?.type === 'view'
  const planOf = (db: DatabaseSync, sql: string) =>
    db
      .prepare(`explain query plan ${sql}`)
      .all()
      .map(({ detail }) => detail)
      .join('\n')

  it('hold the rows of a SELECT, found by their columns without running it again', () => {
    const db = openTables(packed, keep)

    expect(db.prepare('select * from "select/cases.sql" where no = ?').all('007')).toEqual([{ no: '007', last: 'act 7' }])
    expect(isView(db, 'select/cases.sql')).toBe(false)
    expect(planOf(db, 'select words from acts order by cast("words" as text) collate binary')).toMatch(
      /^SCAN acts USING INDEX acts by key$/,
    )
  })

  it('leave a SELECT that asks for a lost column, or gives too much, to who needs it', () => {
    const db = openTables(packed, keep)

    expect(isView(db, 'select/lost.sql') && isView(db, 'select/many.sql')).toBe(true)
    expect(() => db.prepare('select * from "select/lost.sql"').all()).toThrow('no such column: gone')
    expect(db.prepare('select no from "select/many.sql" limit 1').all()).toEqual([{ no: '000' }])
  })

  it.each(["date('now')", 'CURRENT_DATE', "strftime('%Y')", "unixepoch('subsec')", 'random()'])(
    'run a SELECT anew for each statement that says something else from one moment to the next: %s',
    (moment) => {
      const expiring = { table: 'select/valid.sql', sql: `SELECT no FROM acts WHERE no <> (SELECT ${moment})` }
      const db = openTables(packed, { selects: [expiring, ...keep.selects], orders: [] })

      expect(isView(db, 'select/valid.sql')).toBe(true)
      expect(isView(db, 'select/cases.sql')).toBe(false)
    },
  )

  it('run every SELECT anew where that is asked for', () => {
    const db = openTables(packed, keep, true)

    expect(keep.selects.every(({ table }) => isView(db, table))).toBe(true)
    expect(db.prepare('select last from "select/cases.sql" where no = ?').get('007')).toEqual({ last: 'act 7' })
  })
})
