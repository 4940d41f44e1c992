import type { Matter, WorldBlock } from '../matter.ts'
import { holds, plantedIn } from './common.ts'
import { type AgencyHoldings, Ledger } from './held.ts'

/** What the court monitors hold: one row per hearing that they attended, and per defendant where a decision was read. */
export function jsmpHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('jsmp', block.index, block.seed)
  for (const matter of block.matters) if (holds(matter, 'jsmp')) addMatter(ledger, matter)
  ledger.fill(block.background, (row) => summaryNumber(ledger, row.date))
  return ledger.holdings()
}

const summaryNumber = (ledger: Ledger, date: string) => `JSMP-${date.slice(0, 7)}-${String(ledger.next('summary', 400)).padStart(3, '0')}`

function addMatter(ledger: Ledger, matter: Matter): void {
  const key = [matter.nuc ?? '']
  ledger.add('CaseRecord', { key, matter, fields: { nuc: matter.nuc, court: matter.area, offenceAtCharge: matter.offenceAtCharge } })
  for (const hearing of matter.hearings.filter(({ isMonitored }) => isMonitored)) {
    const isVerdict = hearing.date === matter.milestones.verdict
    const decided = isVerdict ? matter.suspects.filter(({ status }) => status === 'CON' || status === 'ABS') : []
    const row = (
      fields: { kind: string; stage: string; verdict: string | null; sentenceMonths: number | null },
      person: Matter['suspects'][number]['person'] | null,
    ) =>
      ledger.add('ProceedingRecord', {
        key: [summaryNumber(ledger, hearing.date)],
        matter,
        person,
        caseKey: key,
        fields: {
          ...fields,
          date: hearing.date,
          court: matter.area,
          offences: matter.offenceAtCharge,
          hearingMeasures: hearing.isClosed ? ['CLO'] : null,
        },
        planted: fields.sentenceMonths === null ? [] : plantedIn(matter, 'D10'),
      })
    if (decided.length === 0) row({ kind: 'HEA', stage: 'S70', verdict: null, sentenceMonths: null }, null)
    for (const { person, status, sentence } of decided) {
      row(
        {
          kind: 'VER',
          stage: status === 'CON' ? 'S80' : 'S81',
          verdict: status,
          sentenceMonths: sentence === null ? null : (matter.deviations.sentenceMonthsAtJsmp ?? sentence.months),
        },
        person,
      )
    }
  }
}
