import type { Matter, WorldBlock } from '../matter.ts'
import { holds, initialsOf, plantedIn } from './common.ts'
import { type AgencyHoldings, Ledger } from './held.ts'

/** What the courts hold: cases under the prosecution's number, which they write without leading zeros. No victims. */
export function courtsHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('courts', block.index, block.seed)
  for (const matter of block.matters) if (holds(matter, 'courts')) addMatter(ledger, matter)
  ledger.fill(block.background, (row) => withoutLeadingZeros(row.nuc ?? ''))
  return ledger.holdings()
}

export const withoutLeadingZeros = (nuc: string): string => nuc.replace(/^0+/, '')

const stageOf = (matter: Matter): string => {
  const { verdict, final } = matter.milestones
  if (final !== null) return 'S99'
  if (verdict !== null) return 'S90'
  return matter.hearings.length > 0 ? 'S70' : 'S60'
}

function addMatter(ledger: Ledger, matter: Matter): void {
  const number = withoutLeadingZeros(matter.nuc ?? '')
  const key = [number]
  const planted = plantedIn(matter, 'D01')
  ledger.add('CaseRecord', {
    key,
    matter,
    fields: {
      nuc: matter.nuc,
      distributedDate: matter.milestones.distributed,
      finalDate: matter.milestones.final,
      stage: stageOf(matter),
      court: matter.area,
      offenceAtCharge: matter.offenceAtCharge,
    },
    planted,
  })
  for (const hearing of matter.hearings) {
    ledger.add('ProceedingRecord', {
      key: [`A${ledger.next('audiencia')}`],
      matter,
      caseKey: key,
      fields: {
        kind: 'HEA',
        date: hearing.date,
        stage: 'S70',
        court: matter.area,
        isAdjourned: hearing.isAdjourned,
        verdict: null,
        sentenceType: null,
        sentenceMonths: null,
        isSuspended: null,
        compensationAwardedUsd: null,
      },
    })
  }
  matter.suspects.forEach((suspect, index) => {
    const { person, status, sentence, measure } = suspect
    const perpetratorKey = [number, String(index + 1)]
    const verdict = status === 'CON' || status === 'ABS' ? status : null
    ledger.add('PerpetratorRecord', {
      key: perpetratorKey,
      matter,
      person,
      caseKey: key,
      fields: { names: [{ type: 'INI', text: initialsOf(person) }], justiceStatus: verdict, coerciveMeasure: measure },
      planted: plantedIn(suspect, 'D05'),
    })
    if (matter.milestones.verdict === null || verdict === null) return
    ledger.add('ProceedingRecord', {
      key: [`S${ledger.next('decisao')}`],
      matter,
      person,
      caseKey: key,
      perpetratorKey,
      fields: {
        kind: 'VER',
        date: matter.milestones.verdict,
        stage: verdict === 'CON' ? 'S80' : 'S81',
        court: matter.area,
        isAdjourned: null,
        verdict,
        sentenceType: sentence?.type ?? null,
        sentenceMonths: sentence?.months ?? null,
        isSuspended: sentence === null ? null : sentence.type === 'SUS',
        compensationAwardedUsd: index === 0 && matter.compensationUsd !== null ? `${matter.compensationUsd}.00` : null,
      },
      planted: plantedIn(matter, 'D10'),
    })
  })
}
