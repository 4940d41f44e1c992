import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeFolder } from './describe-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-hub-describe-'))
})
afterEach(() => rm(folder, { recursive: true }))

const put = (name: string, content: string | Uint8Array): Promise<void> => writeFile(join(folder, name), content)
const only = async (name: string) => (await describeFolder(folder)).tables[name]

describe('describeFolder', () => {
  it('tells separator and encoding of a CSV file', async () => {
    await put('Casos consulares.csv', Buffer.from('Ref;País;Nota\n1;Malásia;"a;b,c"\n2;Indonésia;x,y\n', 'latin1'))

    expect(await only('casos_consulares')).toEqual({
      file: 'Casos consulares.csv',
      format: 'csv',
      encoding: 'windows-1252',
      separator: ';',
      fillDown: [],
      unnest: {},
    })
  })

  it('finds a header below titles, and does not name one in the first row', async () => {
    await put('a.csv', 'Relatório 2024\n\nno,naran,munisipiu\n1,Bui,DILI\n2,Abuk,SUAI\n')
    await put('b.csv', 'no,naran\n1,Bui\n')
    const { tables } = await describeFolder(folder)

    expect(tables.a?.headerHas).toEqual(['no', 'naran', 'munisipiu'])
    expect(tables.b).not.toHaveProperty('headerHas')
  })

  it('describes each sheet with its merged columns', async () => {
    const sheet = utils.aoa_to_sheet([['Ministry'], ['Munisípiu', 'Naran', 'Tinan'], ['Dili', 'A', 1], [null, 'B', 2], ['Suai', 'C', 3]])
    sheet['!merges'] = [{ s: { r: 2, c: 0 }, e: { r: 3, c: 0 } }]
    const bytes: unknown = write(
      { SheetNames: ['Dadus', 'Notes'], Sheets: { Dadus: sheet, Notes: utils.aoa_to_sheet([['only a word']]) } },
      { type: 'buffer', bookType: 'xlsx' },
    )
    if (!(bytes instanceof Uint8Array)) throw new Error('a book is bytes')
    await put('VBJ.xlsx', bytes)
    const { tables } = await describeFolder(folder)

    expect(Object.keys(tables)).toEqual(['vbj_dadus'])
    expect(tables.vbj_dadus).toMatchObject({
      format: 'xlsx',
      sheet: 'Dadus',
      headerHas: ['Munisípiu', 'Naran', 'Tinan'],
      fillDown: ['Munisípiu'],
    })
  })

  it('finds every array of records in a JSON document, and arrays inside records', async () => {
    await put(
      'db.json',
      JSON.stringify({
        data: {
          clients: [
            { code: 'a', sessions: [{ date: '2024-01-01' }] },
            { code: 'b', sessions: [] },
          ],
          staff: [{ id: 1 }],
        },
      }),
    )
    const { tables } = await describeFolder(folder)

    expect(tables.data_clients).toMatchObject({ items: 'data.clients', unnest: { sessions: { path: 'sessions', keep: ['code'] } } })
    expect(tables.data_staff).toMatchObject({ items: 'data.staff', unnest: {} })
  })

  it('leaves out what it cannot read, without a piece of it in the note', async () => {
    await put('broken.json', '{"naran": "Maria')
    await put('broken.xlsx', 'Maria Ximenes')
    await put('notes.txt', 'Maria')
    await mkdir(join(folder, 'folder.csv'))
    await symlink('/etc/hostname', join(folder, 'link.csv'))
    const { tables, notes } = await describeFolder(folder)

    expect(tables).toEqual({})
    expect(notes).toHaveLength(4)
    expect(notes.join()).not.toContain('Maria')
  })
})
