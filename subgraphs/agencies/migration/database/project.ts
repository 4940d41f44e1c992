import {
  type AgencyHoldings,
  codesOf,
  documentOf,
  type Held,
  type HeldBackground,
  joined,
  keyOf,
  machineReadable,
  ofKind,
  type TableRows,
  tableOf,
  textOf,
  wordFor,
  wordOf,
} from '../../../../demo/world/index.ts'
import { DIRECTION, DOCUMENT, OUTCOME, POST_OF, REFERRED_TO, TIP_STATUS } from './words.ts'

/** Writes what the border service holds: capitals, codes, times without a zone. */
export function project({ records, background, block }: AgencyHoldings): TableRows[] {
  const stopped = ofKind(records, 'VictimRecord')
  const referrals = new Map(ofKind(records, 'ReferralRecord').map((record) => [keyOf(record), record]))
  const numbered = (index: number) => block * 10_000 + 5_000 + index
  return [
    joined(tableOf('Traveller', TRAVELLER, stopped), tableOf('Traveller', OTHER_TRAVELLER, background)),
    joined(tableOf('Movement', MOVEMENT, ofKind(records, 'MovementRecord')), tableOf('Movement', otherMovement(numbered), background)),
    joined(tableOf('IrregularCase', irregular(referrals), stopped), tableOf('IrregularCase', overstay(block), background.slice(0, 8))),
    tableOf(
      'WatchlistHit',
      {
        HitID: (_other: HeldBackground, index: number) => numbered(index),
        TravellerID: (other: HeldBackground) => Number(other.key),
        ListName: () => 'LOST-DOC',
      },
      background.slice(8, 11),
    ),
    tableOf('MOVIMENTOS', oldMovement(numbered), background.slice(0, 20)),
    tableOf(
      'VISTOS',
      {
        ID_VISTO: (_other: HeldBackground, index: number) => numbered(index),
        PASSAPORTE: (other: HeldBackground) => other.row.person.documents[0]?.number ?? null,
        CLASSE: () => 'TURISMO',
        VALIDO_ATE: () => '31.12.2022',
      },
      background.slice(0, 5),
    ),
  ]
}

const travellerId = (record: Held) => Number(record.own.travellerId)
// Local time, unmarked: the system knows no zone.
const at = (date: string | null, mark: number) =>
  date === null ? null : `${date} ${String(mark % 24).padStart(2, '0')}:${String(mark % 60).padStart(2, '0')}:00`

const TRAVELLER = {
  TravellerID: travellerId,
  Surname: (record: Held) => machineReadable(record.person?.surname ?? ''),
  GivenNames: (record: Held) => machineReadable(record.person?.given ?? ''),
  Sex: (record: Held) => textOf(record, 'sex'),
  DOB: (record: Held) => textOf(record, 'birthDate'),
  Nationality: (record: Held) => codesOf(record, 'citizenships')[0] ?? null,
  DocType: (record: Held) => (documentOf(record, 'PAS') === null ? null : 'P'),
  DocNumber: (record: Held) => documentOf(record, 'PAS'),
  DocExpiry: () => '2029-06-30',
}
const OTHER_TRAVELLER = {
  TravellerID: (other: HeldBackground) => Number(other.key),
  Surname: (other: HeldBackground) => machineReadable(other.row.person.surname),
  GivenNames: (other: HeldBackground) => machineReadable(other.row.person.given),
  Sex: (other: HeldBackground) => other.row.person.sex,
  DOB: (other: HeldBackground) => other.row.person.birthDate,
  Nationality: (other: HeldBackground) => other.row.person.citizenship,
  DocType: () => 'P',
  DocNumber: (other: HeldBackground) => `SY${String(other.mark % 10_000_000).padStart(7, '0')}`,
  DocExpiry: () => '2028-01-31',
}

const MOVEMENT = {
  MovementID: (record: Held) => Number(keyOf(record)),
  TravellerID: travellerId,
  Direction: (record: Held) => wordOf(record, 'direction', DIRECTION),
  MovementDateTime: (record: Held) => at(textOf(record, 'date'), record.mark),
  BCPCode: (record: Held) => textOf(record, 'borderPost'),
  Carrier: () => 'LAND',
  DocType: (record: Held) => wordOf(record, 'documentType', DOCUMENT),
  VisaClass: () => 'T30',
  PermittedUntil: (record: Held) => textOf(record, 'permittedUntil'),
}
const otherMovement = (numbered: (index: number) => number) => ({
  MovementID: (_other: HeldBackground, index: number) => numbered(index),
  TravellerID: (other: HeldBackground) => Number(other.key),
  Direction: (other: HeldBackground) => (other.mark % 2 === 0 ? 'E' : 'X'),
  MovementDateTime: (other: HeldBackground) => at(other.row.date, other.mark),
  BCPCode: (other: HeldBackground) => wordFor(POST_OF, other.row.municipality, 0),
  Carrier: () => 'AIR',
  DocType: () => 'P',
  VisaClass: () => null,
  PermittedUntil: () => null,
})

const irregular = (referrals: ReadonlyMap<string, Held>) => ({
  CaseNo: keyOf,
  TravellerID: travellerId,
  OpenedAt: (record: Held) => at(textOf(record, 'identifiedDate'), record.mark),
  BCPCode: (record: Held) => wordOf(record, 'municipality', POST_OF),
  GroundsCode: (record: Held) => ['G11', 'G14', 'G20'][record.mark % 3] ?? null,
  Outcome: (record: Held) => wordOf(record, 'migrationOutcome', OUTCOME),
  ScreenedForTIP: () => 1,
  TIPIndicators: (record: Held) => 2 + (record.mark % 5),
  TIPStatus: (record: Held) => wordOf(record, 'status', TIP_STATUS),
  ReferredTo: (record: Held) => {
    const referral = referrals.get(keyOf(record))
    return referral ? wordOf(referral, 'toAgency', REFERRED_TO) : null
  },
  ReferredOn: (record: Held) => {
    const referral = referrals.get(keyOf(record))
    return referral ? textOf(referral, 'madeOn') : null
  },
  InterviewNotes: () => 'Could not say who holds the return ticket; avoids eye contact with companion.',
})
/** People over their permitted stay, screened or not, without a sign of trafficking. */
const overstay = (block: number) => ({
  CaseNo: (other: HeldBackground, index: number) => `SM-IRR-${other.row.date.slice(0, 4)}-${block * 200 + 150 + index}`,
  TravellerID: (other: HeldBackground) => Number(other.key),
  OpenedAt: (other: HeldBackground) => at(other.row.date, other.mark),
  BCPCode: (other: HeldBackground) => wordFor(POST_OF, other.row.municipality, 0),
  GroundsCode: () => 'G02',
  Outcome: () => 'Fined',
  ScreenedForTIP: (other: HeldBackground) => (other.mark % 2 === 0 ? 1 : null),
  TIPIndicators: () => 0,
  TIPStatus: () => null,
  ReferredTo: () => null,
  ReferredOn: () => null,
  InterviewNotes: () => null,
})

const oldMovement = (numbered: (index: number) => number) => ({
  ID_MOV: (_other: HeldBackground, index: number) => numbered(index),
  NOME: (other: HeldBackground) => `${other.row.person.given} ${other.row.person.surname}`,
  PASSAPORTE: (other: HeldBackground) => other.row.person.documents[0]?.number ?? null,
  ENTRADA_SAIDA: (other: HeldBackground) => (other.mark % 2 === 0 ? 'ENTRADA' : 'SAIDA'),
  DATA: (_other: HeldBackground, index: number) => `${String(1 + (index % 28)).padStart(2, '0')}.06.2021`,
  POSTO: () => 'BATUGADE',
})
