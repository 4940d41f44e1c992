import type { Matter, WorldBlock } from '../matter.ts'
import { civilName } from '../people.ts'
import { civil, happens, plantedIn } from './common.ts'
import { type AgencyHoldings, Ledger } from './held.ts'

/** What the consular service holds: one row per file, which may stand for a whole group. No case number, no municipality. */
export function mnecHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('mnec', block.index, block.seed)
  for (const matter of block.matters) if (matter.consular !== null) addFile(ledger, matter, matter.consular)
  ledger.fill(block.background, (row) => reference(ledger, row.date))
  return ledger.holdings()
}

const reference = (ledger: Ledger, date: string) => `MNEC/DGAC/${date.slice(0, 4)}/${String(ledger.next('ref', 100)).padStart(3, '0')}`

function addFile(ledger: Ledger, matter: Matter, file: NonNullable<Matter['consular']>): void {
  const [first] = matter.victims
  if (!first) return
  const ref = reference(ledger, file.openedOn)
  const key = [ref]
  const isGroup = file.personCount > 1
  const passport = first.person.documents.find(({ type }) => type === 'PAS')
  ledger.add('CaseRecord', {
    key,
    matter,
    fields: { localRef: ref, reportedDate: file.openedOn, country: matter.destination, direction: 'OUT', victimCount: file.personCount },
    planted: plantedIn(matter, 'D03'),
  })
  ledger.add('VictimRecord', {
    key,
    matter,
    person: isGroup ? null : first.person,
    caseKey: key,
    fields: {
      localCode: ref,
      names: isGroup ? null : [civil(civilName(first.person))],
      sex: isGroup ? null : first.person.sex,
      citizenships: ['TLS'],
      nationalityGroup: 'TLS',
      idDocuments: !isGroup && passport && happens(`${ref}/passport`, 0.8) ? [{ type: 'PAS', number: passport.number }] : null,
      personCount: file.personCount,
      identifiedDate: file.openedOn,
    },
    planted: plantedIn(matter, 'D03'),
  })
  if (file.repatriatedOn !== null) {
    ledger.add('ServiceRecord', {
      key,
      matter,
      caseKey: key,
      victimKey: key,
      fields: { serviceType: 'REP', provider: 'mnec', startDate: file.repatriatedOn },
    })
  }
}
