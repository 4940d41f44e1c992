import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadAgencyFolder } from '../../adapters/index.ts'
import { AGENCY_CODES } from '../../demo/world/index.ts'

const folderOf = (agency: string): string => join(import.meta.dirname, agency)
const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

/**
 * Columns that no mapping names: class 4 (narratives, health, shelter, risk, safety), names of officials and lawyers, and what would
 * single a person out. The demo databases hold them all.
 */
const NEVER_NAMED: Readonly<Record<string, readonly string[]>> = {
  pntl: ['deskrisaun', 'kondisaun_saude', 'detalle', 'investigador'],
  pcic: ['observacoes', 'resumo', 'coordenadas', 'relatorio', 'objeto', 'inspetor_id', 'diligencia', 'apreensao'],
  pgr: ['TEXTO', 'MORADA', 'MAGISTRADO'],
  courts: ['texto', 'motivo', 'juiz'],
  mssi: ['risk_level', 'safety_plan', 'notes', 'owned_by', 'hidden_name'],
  'mssi-adults': ['Obs', 'Osan'],
  migration: ['InterviewNotes', 'WatchlistHit', 'GroundsCode', 'Carrier', 'VisaClass'],
  mnec: ['Observações', 'Custo_USD', 'Posto'],
  alfela: ['istoria', 'no_telf', 'advogadu'],
  jsmp: ['JSMP_comment', 'victim_initials', 'defendant_initials', 'victim_sex', 'victim_minor', 'defender'],
  fokupers: ['hela_fatin_uma_mahon', 'labarik_hamutuk', 'risku', 'notas', 'data_sai'],
  pradet: ['forensicExam', 'note', 'dischargeReason'],
  klatu: ['Obs'],
}

/** Without comments, which may speak of what is left out. */
const codeOf = (path: string): string => readFileSync(path, 'utf8').replace(/^\s*--.*$|(?:^|\s)#.*$/gm, '')
const textsIn = (folder: string, files: RegExp, read = codeOf): readonly string[] =>
  readdirSync(folder)
    .filter((file) => files.test(file))
    .map((file) => read(join(folder, file)))
const isNamedIn = (texts: readonly string[], column: string): boolean =>
  texts.some((text) => new RegExp(`(?<![\\p{L}_])${column}(?![\\p{L}_])`, 'u').test(text))

it('gives every adapter of the demo world a folder, and no other', () => {
  expect(folders.toSorted()).toEqual([...AGENCY_CODES].toSorted())
})

describe.each(folders)('the folder of %s', (agency) => {
  it('is whole and right in the shared language', async () => {
    const model = await loadAgencyFolder(folderOf(agency))

    expect(model.agency).toBe(agency)
    expect(model.records.size).toBeGreaterThan(0)
  })

  it('names no column that must not leave, neither in the mapping nor in a SELECT', () => {
    const columns = NEVER_NAMED[agency] ?? []
    const mapping = textsIn(folderOf(agency), /\.(yaml|sql)$/)
    const database = textsIn(join(folderOf(agency), 'database'), /\.(sql|ts)$/)

    expect(columns.filter((column) => isNamedIn(mapping, column))).toEqual([])
    expect(
      columns.filter((column) => !isNamedIn(database, column)),
      'columns of no database',
    ).toEqual([])
    expect(columns.length).toBeGreaterThan(0)
  })

  it('serves only code rows that somebody approved, with a name and a date', () => {
    for (const file of readdirSync(join(folderOf(agency), 'codes'))) {
      const [header, ...rows] = readFileSync(join(folderOf(agency), 'codes', file), 'utf8')
        .trimEnd()
        .split('\n')
      expect(header, file).toBe('source,target,relation,status,by,date,note')
      for (const row of rows) expect(row, file).toMatch(/,(?:approved,[^,]+,\d{4}-\d{2}-\d{2},|proposed,,,)/)
    }
  })

  it('says in its README what is held, what is not mapped, and who sees what', () => {
    const readme = readFileSync(join(folderOf(agency), 'README.md'), 'utf8')

    for (const part of ['**Quirks.**', '**Not mapped.**', '**Who sees what**', 'nothing here is a real'])
      expect(readme.replaceAll('\n', ' ')).toContain(part)
  })
})
