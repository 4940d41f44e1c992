import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Cell } from '../../adapters/index.ts'
import { type AgencyCode, generateBlock, type Held, holdingsOf } from '../../demo/world/index.ts'
import { type Purpose, RECORD_KIND_NAMES, type RecordKindName, type Viewer } from '../../schema/index.ts'
import { type DemoSources, type Everything, readAs, startDemoSources, TODAY } from './mapping-truth.support.ts'

const SEED = 20_260_101
const block = generateBlock({ seed: SEED }, 0)
const as = (agency: string, role: string, purpose: Purpose): Viewer => ({ agency, roles: [role], purpose })
const analyst = as('klatu', 'analyst', 'OVERSIGHT')
const commissioner = as('klatu', 'commissioner', 'OVERSIGHT')
const investigator = as('pcic', 'case-officer', 'INVESTIGATION')
const officer = as('pntl', 'case-officer', 'INVESTIGATION')

let sources: DemoSources
beforeAll(async () => {
  sources = await startDemoSources(SEED)
}, 120_000)
afterAll(() => sources?.close())

const heldBy = (agency: AgencyCode, kind: RecordKindName): readonly Held[] =>
  holdingsOf(block, agency).records.filter((record) => record.kind === kind)
const read = (agency: AgencyCode, kind: RecordKindName, viewer: Viewer): Promise<Everything> => readAs(sources.source(agency), kind, viewer)
const valuesOf = ({ fields, rows }: Everything, field: string): readonly Cell[] =>
  rows.map((row) => row.cells[fields.indexOf(field)] ?? null)
const count = (values: readonly Cell[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(values, String)].map(([value, of]) => [value, of.length]))
const keysOf = ({ rows }: Everything): readonly string[] => rows.map(({ key }) => key).toSorted()
const keyOf = ({ key }: Held): string => (key.length === 1 ? (key[0] ?? '') : JSON.stringify(key))

describe("the prosecution's database, through its policy", () => {
  const secretCases = heldBy('pgr', 'CaseRecord').filter(({ fields }) => fields.inquirySecret === true)
  const inPublishedYears = (date: Cell): boolean => String(date) >= '2023' && String(date) < '2025'

  it('gives the analyst the published totals of 2023 and 2024, secret inquiries counted', async () => {
    const cases = await read('pgr', 'CaseRecord', analyst)
    const dates = valuesOf(cases, 'registeredDate')
    const years = new Set(cases.rows.filter((_, at) => inPublishedYears(dates[at] ?? null)).map(({ key }) => key))
    const inYears = new Set(
      heldBy('pgr', 'CaseRecord')
        .filter(({ fields }) => inPublishedYears(String(fields.registeredDate)))
        .map(keyOf),
    )
    const personsOf = async (kind: RecordKindName, field: string) => {
      const persons = await read('pgr', kind, analyst)
      const caseOf = new Map(heldBy('pgr', kind).map((record) => [keyOf(record), record.caseKey?.[0] ?? '']))
      return count(valuesOf(persons, field).filter((_, at) => inYears.has(caseOf.get(persons.rows[at]?.key ?? '') ?? '')))
    }

    expect(years).toEqual(inYears)
    expect(count(valuesOf(cases, 'stage').filter((_, at) => inPublishedYears(dates[at] ?? null)))).toEqual({ S30: 6, S50: 3, S51: 2 })
    expect(await personsOf('VictimRecord', 'sex')).toEqual({ F: 20, M: 41 })
    expect(await personsOf('VictimRecord', 'nationalityGroup')).toEqual({ TLS: 36, FOREIGN: 25 })
    expect(await personsOf('PerpetratorRecord', 'sex')).toEqual({ F: 5, M: 13 })
    expect(await personsOf('PerpetratorRecord', 'nationalityGroup')).toEqual({ TLS: 6, FOREIGN: 12 })
  })

  it('withholds from the analyst everything else of a secret inquiry, and gives no link', async () => {
    const { fields, rows } = await read('pgr', 'CaseRecord', analyst)
    const secret = rows.filter(({ key }) => secretCases.some((record) => keyOf(record) === key))

    expect(secret.length).toBe(secretCases.length)
    expect(secret.length).toBeGreaterThan(0)
    for (const row of secret) {
      expect(fields.filter((_, at) => row.cells[at] !== null).toSorted()).toEqual(['registeredDate', 'stage'])
      expect(row.linkNuc).toBeNull()
    }
  })

  it('hides a secret inquiry and everybody in it from the commissioner and the police, not from the investigators', async () => {
    const open = (kind: RecordKindName) =>
      heldBy('pgr', kind)
        .filter(({ matter }) => matter?.isSecret === false)
        .map(keyOf)
        .toSorted()

    for (const kind of ['CaseRecord', 'VictimRecord', 'PerpetratorRecord', 'ProceedingRecord'] as const) {
      expect(keysOf(await read('pgr', kind, commissioner)), kind).toEqual(open(kind))
      expect(keysOf(await read('pgr', kind, investigator)), kind).toEqual(heldBy('pgr', kind).map(keyOf).toSorted())
    }
    const seenByPolice = keysOf(await read('pgr', 'CaseRecord', officer))
    expect(secretCases.map(keyOf).filter((key) => seenByPolice.includes(key))).toEqual([])
    expect(seenByPolice.length).toBeGreaterThan(0)
  })

  it('gives the commissioner a link for every case that is not secret, also at the police, the courts, the monitors and legal aid', async () => {
    for (const agency of ['pgr', 'pntl', 'pcic', 'courts', 'jsmp', 'alfela'] as const) {
      const linked = (await read(agency, 'CaseRecord', commissioner)).rows.flatMap(({ linkNuc }) => (linkNuc === null ? [] : [linkNuc]))
      const truth = heldBy(agency, 'CaseRecord').flatMap(({ fields }) =>
        typeof fields.nuc === 'string' && fields.inquirySecret !== true ? [fields.nuc] : [],
      )
      expect(linked.toSorted(), agency).toEqual(truth.toSorted())
      expect(
        (await read(agency, 'CaseRecord', analyst)).rows.every(({ linkNuc }) => linkNuc === null),
        agency,
      ).toBe(true)
    }
  })
})

describe("the psychosocial service's database, through its policy", () => {
  const consented = (scope: string): readonly string[] =>
    holdingsOf(block, 'pradet')
      .consents.filter((consent) => consent.scope === scope && consent.state === 'GIVEN' && (consent.until ?? TODAY) >= TODAY)
      .map(({ victimKey }) => victimKey[0] ?? '')
      .toSorted()

  it('gives the police exactly the clients who agreed to that; a consent for statistics alone gives them nobody', async () => {
    const statisticsOnly = heldBy('pradet', 'VictimRecord')
      .filter(({ planted }) => planted.includes('D08'))
      .map(keyOf)

    const seen = keysOf(await read('pradet', 'VictimRecord', investigator))

    expect(seen).toEqual(consented('AUT'))
    expect(statisticsOnly.length).toBeGreaterThan(0)
    expect(statisticsOnly.some((key) => consented('STA').includes(key))).toBe(true)
    expect(seen.filter((key) => statisticsOnly.includes(key) && !consented('AUT').includes(key))).toEqual([])
    expect((await read('pradet', 'ServiceRecord', investigator)).rows).toEqual([])
  })

  it('gives the analyst the clients who agreed to statistics, and nothing that could identify them', async () => {
    const { fields, rows } = await read('pradet', 'VictimRecord', analyst)

    expect(rows.map(({ key }) => key).toSorted()).toEqual(consented('STA'))
    expect(fields).not.toContain('localCode')
    expect(fields).not.toContain('age')
  })
})

describe('every database, through its policy', () => {
  it.each([
    ['a partner application', as('partner', 'partner-app', 'STATISTICS')],
    ['the auditor', as('ombudsman', 'auditor', 'AUDIT')],
    ['the analyst, for statistics', { ...analyst, purpose: 'STATISTICS' as const }],
  ])('gives %s no record', async (_who, viewer) => {
    for (const agency of new Set(holdingsOfAll.map(([code]) => code))) {
      for (const kind of RECORD_KIND_NAMES.filter((name) => sources.source(agency).model.records.has(name))) {
        expect((await read(agency, kind, viewer)).rows, `${agency} ${kind}`).toEqual([])
      }
    }
  })

  it('gives the analyst the dates of identification by which victims are listed, all of those that are held', async () => {
    for (const [agency, victims] of holdingsOfAll) {
      const dated = victims.filter(({ fields }) => typeof fields.identifiedDate === 'string')
      if (dated.length === 0) continue
      const seen = valuesOf(await read(agency, 'VictimRecord', analyst), 'identifiedDate').filter((date) => date !== null)
      const hidden =
        agency === 'pradet' ? dated.length - seen.length : agency === 'pcic' ? dated.filter(({ matter }) => matter?.isSecret).length : 0
      expect(seen.length, agency).toBe(dated.length - hidden)
      expect(seen.length, agency).toBeGreaterThan(0)
    }
  })
})

const holdingsOfAll = (
  ['pntl', 'pcic', 'pgr', 'courts', 'mssi', 'mssi-adults', 'migration', 'mnec', 'alfela', 'jsmp', 'fokupers', 'pradet', 'klatu'] as const
).map((agency) => [agency, heldBy(agency, 'VictimRecord')] as const)
