import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { page } from './asking.ts'
import { HEAD, type OddSource, openOdd, POLICY } from './odd-source.ts'

const YAML = `${HEAD(`
  engine: files
  folderEnv: ODD_FOLDER
  tables:
    kazu: { file: kazu.csv, format: csv, encoding: utf-16le, separator: ";", headerHas: [Nú, Munisípiu] }
    vitima: { file: vitima.csv, format: csv, encoding: windows-1252, separator: "\\t" }
    servisu: { file: servisu.xlsx, format: xlsx, sheet: "*", headerHas: [Kódigu, Servisu], fillDown: [Kódigu] }
    movimentu: { file: movimentu.json, format: json, encoding: utf-16le, items: dados.linhas }`)}
records:
  CaseRecord:
    from: kazu
    key: Nú
    fields: { municipality: { column: Munisípiu, codes: municipality }, registeredDate: { column: "Data rejistu", date: [dd/MM/yyyy, d MMMM yyyy], months: pt } }
    filter: [municipality, registeredDate]
  VictimRecord:
    from: vitima
    key: kode
    case: { column: kazu }
    fields: { names: { column: nome, name: surname-first } }
  ServiceRecord:
    from: servisu
    key: [Kódigu, _row, _sheet]
    victim: { column: Kódigu }
    fields: { serviceType: { column: Servisu, codes: service-type }, startDate: Hahú }
  MovementRecord:
    from: movimentu
    key: id
    fields: { date: { column: passagem.data, date: yyyy-MM-dd } }
${POLICY}`

describe('files that nobody here designed', () => {
  let folder = ''
  let odd: OddSource
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tip-hub-odd-'))
    const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    await writeFile(
      join(folder, 'kazu.csv'),
      utf16('Relatóriu 2024\r\n\r\nMunisípiu;Nú;"Data\r\nrejistu"\r\nDÍLI;007;14/03/2024\r\n;8;2 de março de 2024\r\n'),
    )
    await writeFile(join(folder, 'vitima.csv'), Buffer.from('kode\tkazu\tnome\nV1\t007\t"CONCEIÇÃO, João"\n', 'latin1'))
    await writeFile(
      join(folder, 'movimentu.json'),
      utf16(
        JSON.stringify({
          dados: {
            linhas: [
              { id: 9, passagem: { data: '2024-02-30' } },
              { id: 10, passagem: { data: '2024-02-29' } },
            ],
          },
        }),
      ),
    )
    const sheet = utils.aoa_to_sheet([['Casa'], ['Kódigu', 'Servisu', 'Hahú'], ['V1', 'uma', 45000], [null, 'legal', 45001]])
    for (const at of ['C3', 'C4']) {
      const cell = sheet[at]
      if (cell) cell.z = 'd/m/yy'
    }
    sheet['!merges'] = [{ s: { r: 2, c: 0 }, e: { r: 3, c: 0 } }]
    const book = utils.book_new()
    utils.book_append_sheet(book, sheet, 'Dili')
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([
        ['Servisu', 'Hahú', 'Kódigu'],
        ['uma', '-', 'V9'],
      ]),
      'Baucau',
    )
    await writeFile(join(folder, 'servisu.xlsx'), write(book, { type: 'buffer', bookType: 'xlsx' }))
    const codes = { municipality: { DÍLI: 'TL-DI' }, 'service-type': { uma: 'SHE', legal: 'LEG' } }
    odd = await openOdd({ yaml: YAML, codes }, { ODD_FOLDER: folder })
  })
  afterAll(async () => {
    await odd?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('are read in their encodings and separators, wherever the header has moved to and however it is broken', async () => {
    expect(await odd.cells('CaseRecord', ['municipality', 'registeredDate'])).toEqual({
      '007': ['TL-DI', '2024-03-14'],
      8: ['(NOT_RECORDED)', '2024-03-02'],
    })
    expect(await odd.cells('VictimRecord', ['names'])).toEqual({ V1: [[{ type: 'CIV', text: 'João CONCEIÇÃO' }]] })
    expect(await odd.cells('MovementRecord', ['date'])).toEqual({ 9: ['(NOT_RECORDED)'], 10: ['2024-02-29'] })
  })

  it('give merged cells to every row that they span, dates whatever the sheet shows, and columns by name whatever their order', async () => {
    expect(await odd.cells('ServiceRecord', ['serviceType', 'startDate'])).toEqual({
      '["V1","1","Dili"]': ['SHE', '2023-03-15'],
      '["V1","2","Dili"]': ['LEG', '2023-03-16'],
      '["V9","1","Baucau"]': ['SHE', '(NOT_RECORDED)'],
    })
    expect(await odd.keys('ServiceRecord', { by: 'parents', relation: 'victim' }, ['V1'])).toEqual([
      '["V1","1","Dili"]',
      '["V1","2","Dili"]',
    ])
  })

  it('find keys with leading zeros as they are written, and no others', async () => {
    expect(await odd.keys('CaseRecord', { by: 'keys' }, ['7', '007'])).toEqual(['007'])
    expect(await odd.keys('CaseRecord', page({ filter: [{ field: 'registeredDate', from: '2024-03-10' }] }))).toEqual(['007'])
  })
})
