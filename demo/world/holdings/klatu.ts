import type { AgencyCode } from '../codes.ts'
import type { CommissionCount, WorldBlock } from '../matter.ts'
import { type AgencyHoldings, Ledger } from './held.ts'

/** What the commission's secretariat holds: yearly counts. It has no person records, and should stay so. */
export function klatuHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('klatu', block.index, block.seed)
  for (const count of block.commissionCounts) addCount(ledger, String(ledger.next('no', 100)), count)
  return ledger.holdings()
}

/** As the sheet writes its sources; the field is a text, so the word itself is what a mapping reads. */
const SOURCE_WORD: Readonly<Partial<Record<AgencyCode, string>>> = {
  pntl: 'PNTL-VPU',
  migration: 'Servisu Migrasaun',
  mssi: 'MSSI',
  pcic: 'PCIC',
}

/** One row of the sheet is three totals; `No` and what is counted make their key. */
function addCount(ledger: Ledger, number: string, count: CommissionCount): void {
  const common = {
    periodFrom: String(count.year),
    periodTo: String(count.year),
    certainty: 'POT',
    municipality: count.municipality,
    source: SOURCE_WORD[count.source] ?? count.source.toUpperCase(),
    isSynthetic: true,
  }
  ledger.add('ReportedTotal', {
    key: [`${number}/CASE`],
    own: { source: count.source },
    fields: { ...common, unit: 'CASE', sex: null, count: count.cases },
  })
  ledger.add('ReportedTotal', { key: [`${number}/F`], fields: { ...common, unit: 'VICTIM', sex: 'F', count: count.women } })
  ledger.add('ReportedTotal', { key: [`${number}/M`], fields: { ...common, unit: 'VICTIM', sex: 'M', count: count.men } })
}
