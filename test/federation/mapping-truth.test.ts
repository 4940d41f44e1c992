import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Cell, RecordRow } from '../../adapters/index.ts'
import { AGENCY_CODES, type FieldValue, generateBlock, type Held, holdingsOf } from '../../demo/world/index.ts'
import { institutionOfAgency } from '../../schema/index.ts'
import { type DemoSources, readByNuc, readEverything, startDemoSources, TODAY } from './mapping-truth.support.ts'

const SEED = 20_260_101
const block = generateBlock({ seed: SEED }, 0)

let sources: DemoSources
beforeAll(async () => {
  sources = await startDemoSources(SEED)
}, 120_000)
afterAll(() => sources?.close())

describe.each(AGENCY_CODES)('the agency folder of %s', (agency) => {
  const held = Map.groupBy(holdingsOf(block, agency).records, ({ kind }) => kind)

  it('maps every record kind and every field that its database holds', () => {
    const { records } = sources.source(agency).model

    expect([...records.keys()].toSorted()).toEqual([...held.keys()].toSorted())
    for (const [kind, rows] of held) {
      const stated = new Set(rows.flatMap(({ fields }) => Object.keys(fields)))
      const missing = [...stated].filter((field) => !records.get(kind)?.fields.has(field))
      expect(missing, kind).toEqual([])
    }
  })

  it('reads what the truth says: every row, no other row, every value, every gap, every parent', async () => {
    for (const [kind, truth] of held) {
      const { fields, parents, rows } = await readEverything(sources.source(agency), kind)
      const byKey = new Map(rows.map((row) => [row.key, row]))

      expect([...byKey.keys()].toSorted(), kind).toEqual(truth.map(keyOf).toSorted())
      for (const record of truth) {
        const row = byKey.get(keyOf(record))
        expect(row && readable(row, fields, parents, record), `${kind} ${keyOf(record)}`).toEqual(truthOf(record, fields, parents))
      }
    }
  })

  it('filters by every field that it offers, in shared terms', async () => {
    for (const [kind, truth] of held) {
      const { fields, rows: all } = await readEverything(sources.source(agency), kind)
      for (const { name, isFilter, definition } of sources.source(agency).model.records.get(kind)?.fields.values() ?? []) {
        const stated = truth.map((record) => record.fields[name]).find((value) => typeof value === 'string')
        if (!isFilter || typeof stated !== 'string') continue
        const filter = definition.type === 'date' ? { field: name, from: stated, to: stated } : { field: name, in: [stated] }

        const { rows } = await readEverything(sources.source(agency), kind, { filter })

        expect(keysOf(rows), `${kind}.${name} = ${stated}`).toEqual(keysOf(all.filter((row) => row.cells[fields.indexOf(name)] === stated)))
        expect(rows.length).toBeGreaterThan(0)
      }
    }
  })

  it('orders by every date that it offers', async () => {
    for (const [kind] of held) {
      for (const { name, isFilter, definition } of sources.source(agency).model.records.get(kind)?.fields.values() ?? []) {
        if (!isFilter || definition.type !== 'date') continue

        const { fields, rows } = await readEverything(sources.source(agency), kind, { orderBy: name })

        const dates = rows.map((row) => row.cells[fields.indexOf(name)] ?? null)
        expect(dates, `${kind}.${name}`).toEqual(dates.toSorted((a, b) => compareDates(String(a ?? '9'), String(b ?? '9'))))
      }
    }
  })

  it('finds its cases by the canonical case number, however it is written there', async () => {
    const cases = (held.get('CaseRecord') ?? []).filter(({ fields }) => typeof fields.nuc === 'string')
    if (cases.length === 0) return expect(sources.source(agency).model.records.get('CaseRecord')?.fields.has('nuc') ?? false).toBe(false)

    const found = await readByNuc(sources.source(agency), [...new Set(cases.map(({ fields }) => String(fields.nuc)))])

    expect(found.map(({ key, linkNuc }) => [key, linkNuc]).toSorted()).toEqual(
      cases.map((record) => [keyOf(record), record.fields.nuc]).toSorted(),
    )
  })

  it('opens by consent exactly the victims who gave it and neither withdrew it nor let it end', async () => {
    const { model } = sources.source(agency)
    const { consents } = holdingsOf(block, agency)
    expect(model.consents.length > 0).toBe(consents.length > 0)

    for (const scope of new Set(consents.map((consent) => consent.scope))) {
      const given = consents.filter((consent) => consent.scope === scope && consent.state === 'GIVEN' && (consent.until ?? TODAY) >= TODAY)
      const { rows } = await readEverything(sources.source(agency), 'VictimRecord', { row: { op: 'consent', scope } })

      expect(keysOf(rows), scope).toEqual([...new Set(given.map(({ victimKey }) => keyText(victimKey)))].toSorted())
      expect(rows.length, scope).toBeLessThan(held.get('VictimRecord')?.length ?? 0)
    }
  })

  it('opens by referral exactly the victims whom the asking institution sent or was asked to help', async () => {
    const live = (held.get('ReferralRecord') ?? []).filter(({ fields }) => !['REJ', 'DON', 'REV'].includes(String(fields.status)))
    for (const [side, field] of [
      ['made', 'fromAgency'],
      ['received', 'toAgency'],
    ] as const) {
      for (const viewer of new Set(live.map(({ fields }) => String(fields[field])))) {
        const { rows } = await readEverything(sources.source(agency), 'VictimRecord', { row: { op: 'involvement', side }, viewer })
        const referred = live.filter(({ fields }) => institutionOfAgency(String(fields[field])) === institutionOfAgency(viewer))

        expect(keysOf(rows), `${side} by ${viewer}`).toEqual(
          [...new Set(referred.map(({ victimKey }) => keyText(victimKey ?? [])))].toSorted(),
        )
      }
    }
  })
})

const keysOf = (rows: readonly RecordRow[]): string[] => rows.map(({ key }) => key).toSorted()
const compareDates = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const keyOf = (record: Held): string => keyText(record.key)
/** As `RowKey` writes it. */
const keyText = (key: readonly string[]): string => (key.length === 1 ? (key[0] ?? '') : JSON.stringify(key))

interface Readable {
  readonly values: Readonly<Record<string, Cell>>
  readonly gaps: Readonly<Record<string, string>>
  readonly parents: Readonly<Record<string, string | null>>
}

/** Only fields of which the truth speaks: a constant such as `decidedBy` stands in no column. */
function readable(row: RecordRow, fields: readonly string[], parents: readonly string[], record: Held): Readable {
  const known = fields.flatMap((field, at) => (field in record.fields ? [{ field, cell: row.cells[at] ?? null, gap: row.gaps[at] }] : []))
  return {
    values: Object.fromEntries(known.map(({ field, cell }) => [field, cell])),
    gaps: Object.fromEntries(known.flatMap(({ field, gap }) => (gap === undefined ? [] : [[field, gap]]))),
    parents: Object.fromEntries(parents.map((parent, at) => [parent, row.parents[at] ?? null])),
  }
}

function truthOf(record: Held, fields: readonly string[], parents: readonly string[]): Readable {
  const known = fields.filter((field) => field in record.fields)
  return {
    values: Object.fromEntries(known.map((field) => [field, statedAs(record, field)])),
    gaps: Object.fromEntries(known.flatMap((field) => gapOf(record, field))),
    parents: Object.fromEntries(parents.map((parent) => [parent, parentOf(record, parent)])),
  }
}

const gapOf = (record: Held, field: string): [string, string][] =>
  record.unmapped[field] !== undefined ? [[field, 'UNMAPPED']] : record.fields[field] === null ? [[field, 'NOT_RECORDED']] : []

const parentOf = (record: Held, parent: string): string | null => {
  const key = parent === 'case' ? record.caseKey : parent === 'victim' ? record.victimKey : record.perpetratorKey
  return key === null ? null : keyText(key)
}

/** The truth in the form of the shared language. Given names and surname have columns of their own at the border; a name is one text. */
const statedAs = (record: Held, field: string): Cell => {
  const cell = cellOf(record.fields[field] ?? null)
  if (record.agency !== 'migration' || field !== 'names' || !Array.isArray(cell)) return cell
  return [{ type: 'MRZ', text: cell.map((part) => (typeof part === 'object' && 'text' in part ? part.text : '')).join(' ') }]
}

const cellOf = (value: FieldValue): Cell => (value === null || typeof value === 'object' ? value : String(value))
