import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inspectAgencyFolder, loadAgencyFolder } from '../load-agency.ts'
import { writeCodes } from './write-codes.ts'

const WHOLE = new URL('../../test/contract/agency/', import.meta.url).pathname
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-hub-codes-'))
  await cp(WHOLE, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

const path = () => join(folder, 'codes/sex.csv')
const write = (text: string | Uint8Array) => writeFile(path(), text)
const sexes = async (): Promise<readonly (readonly [string, string])[]> => {
  const reader = (await loadAgencyFolder(folder)).records.get('VictimRecord')?.fields.get('sex')?.reader
  return reader?.read === 'column' && reader.column.convert.to === 'code' ? [...reader.column.convert.codes.toShared] : []
}

describe('codes/*.csv', () => {
  it.each([
    ['semicolons', 'source;target;relation;status;by;date;note\nF;F;exactMatch;approved;ana;2025-01-02;"a, b"\n'],
    [
      'a byte order mark and carriage returns',
      '\ufeffsource,target,relation,status,by,date,note\r\nF,F,exactMatch,approved,ana,2025-01-02,\r\n',
    ],
    [
      'quotes around everything',
      '"source";"target";"relation";"status";"by";"date";"note"\r\n"F";"F";"exactMatch";"approved";"ana";"2025-01-02";""\r\n',
    ],
    ['tabs', 'source\ttarget\trelation\tstatus\tby\tdate\tnote\nF\tF\texactMatch\tapproved\tana\t2025-01-02\t\n'],
    [
      'blank rows and columns at the end',
      'source;target;relation;status;by;date;note;;\nF;F;exactMatch;approved;ana;2025-01-02;;;\n;;;;;;;;\n\n',
    ],
    ['a capital letter that it put there itself', 'Source,target,relation,status,by,date,note\nF,F,exactMatch,Approved ,ana,2025-01-02,\n'],
    [
      'fewer cells where the last are empty',
      'source,target,relation,status\nF,F,exactMatch,approved\n'.replace('status\n', 'status,by,date,note\n'),
    ],
  ])('is read as a spreadsheet saves it back, with %s', async (_what, text) => {
    await write(text)

    expect(await sexes()).toEqual([['F', 'F']])
  })

  it('serves approved rows alone', async () => {
    const row = (source: string, status: string) => `${source},F,exactMatch,${status},ana,2025-01-02,`
    await write(
      [
        'source,target,relation,status,by,date,note',
        row('A', 'approved'),
        row('B', 'proposed'),
        row('C', ''),
        row('D', 'aproved'),
        '',
      ].join('\n'),
    )

    expect(await sexes()).toEqual([['A', 'F']])
  })

  it('refuses letters of another encoding, with the line, instead of matching them to nothing', async () => {
    await write(Buffer.from('source,target,relation,status,by,date,note\nFÉ,F,exactMatch,approved,ana,2025-01-02,\n', 'latin1'))

    expect((await inspectAgencyFolder(folder)).problems).toContainEqual(
      expect.objectContaining({ path: 'codes/sex.csv:2', message: 'is not UTF-8 there' }),
    )
  })
})

describe('writeCodes', () => {
  it('appends what nobody mapped in the form of the file, and leaves every row that is there as it is', async () => {
    const before = '\ufeffsource;target;relation;status;by;date;note\r\nF;F;exactMatch;approved;ana;2025-01-02;"um; dois"\r\n'
    await write(before)

    expect(await writeCodes(folder, 'sex', ['X;Y', 'F', 'Z', 'Z'])).toBe(2)

    expect(await readFile(path(), 'utf8')).toBe(`${before}"X;Y";;unmapped;proposed;;;\r\nZ;;unmapped;proposed;;;\r\n`)
    expect(await sexes()).toEqual([['F', 'F']])
    expect(await writeCodes(folder, 'sex', ['Z'])).toBe(0)
  })

  it('writes nothing that a spreadsheet would run', async () => {
    expect(await writeCodes(folder, 'sex', ['=cmd()', '+1+cmd', '@x', '-2+cmd()', 'a\u0007b', '-1'])).toBe(1)
  })

  it('does not touch a file that it cannot read', async () => {
    await write('a,b\n1,2\n')

    await expect(writeCodes(folder, 'sex', ['Z'])).rejects.toMatchObject({ code: 'MAPPING_INVALID' })
    expect(await readFile(path(), 'utf8')).toBe('a,b\n1,2\n')
  })
})
