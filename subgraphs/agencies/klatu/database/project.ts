import {
  type AgencyHoldings,
  type Held,
  keyOf,
  numberOf,
  ofKind,
  type TableRows,
  tableOf,
  textOf,
  wordFor,
  wordOf,
} from '../../../../demo/world/index.ts'
import { FONTE, MUNISIPIU } from './words.ts'

/** Writes the secretariat's sheet: one line a year, source and municipality, three counts on it. */
export function project({ records }: AgencyHoldings): TableRows[] {
  const totals = new Map(ofKind(records, 'ReportedTotal').map((total) => [keyOf(total), numberOf(total, 'count')]))
  const lines = ofKind(records, 'ReportedTotal').filter((total) => textOf(total, 'unit') === 'CASE')
  return [tableOf('kazu_potensial', linesOf(totals), lines)]
}

const lineOf = (record: Held) => keyOf(record).split('/')[0] ?? ''

const linesOf = (totals: ReadonlyMap<string, number | null>) => ({
  No: (record: Held) => Number(lineOf(record)),
  Tinan: (record: Held) => Number(textOf(record, 'periodFrom')),
  Fonte: (record: Held) => wordFor(FONTE, record.own.source ?? '', 0),
  Kazu: (record: Held) => numberOf(record, 'count'),
  'Vítima Feto': (record: Held) => totals.get(`${lineOf(record)}/F`) ?? null,
  'Vítima Mane': (record: Held) => totals.get(`${lineOf(record)}/M`) ?? null,
  Munisípiu: (record: Held) => wordOf(record, 'municipality', MUNISIPIU),
  'Obs.': () => null,
})
