import {
  type AgencyHoldings,
  ageOn,
  type Held,
  type HeldBackground,
  type HeldConsent,
  joined,
  keyOf,
  nameOf,
  numberOf,
  ofKind,
  type TableRows,
  tableOf,
  textOf,
  wordFor,
  wordOf,
} from '../../../../demo/world/index.ts'
import { ASISTENSIA, BA, HATAN, MUNISIPIU, REFERE_HUSI, SEXU } from './words.ts'

/** Writes what the shelter holds in its own way. */
export function project({ records, consents, background, block }: AgencyHoldings): TableRows[] {
  const guests = ofKind(records, 'VictimRecord')
  const referrals = new Map(ofKind(records, 'ReferralRecord').map((record) => [keyOf(record), record]))
  return [
    joined(tableOf('benefisiariu', guest(referrals), guests), tableOf('benefisiariu', OTHER, background)),
    tableOf('asistensia', ASISTENSIA_ROW, ofKind(records, 'ServiceRecord')),
    tableOf(
      'akompañamentu',
      accompaniment(block),
      guests.filter(({ mark }) => mark % 2 === 0),
    ),
    tableOf('konsentimentu', KONSENTIMENTU, consents),
  ]
}

const SHELTER_ADDRESS = 'Uma mahon (hela-fatin segredu)'

const guest = (referrals: ReadonlyMap<string, Held>) => ({
  kodigu_uma_mahon: keyOf,
  naran_kodigu: (record: Held) => nameOf(record, 'ALI'),
  tinan: (record: Held) => numberOf(record, 'age'),
  sexu: (record: Held) => wordOf(record, 'sex', SEXU),
  munisipiu_orijen: (record: Held) => wordOf(record, 'originMunicipality', MUNISIPIU),
  labarik_hamutuk: (record: Held) => record.mark % 3,
  data_tama: (record: Held) => textOf(record, 'identifiedDate'),
  data_sai: () => null,
  refere_husi: (record: Held) => {
    const referral = referrals.get(keyOf(record))
    return referral ? wordOf(referral, 'fromAgency', REFERE_HUSI) : null
  },
  tipu_violensia: (record: Held) => (record.mark % 2 === 0 ? 'trafiku' : 'trafiku;violensia fizika'),
  risku: (record: Held) => ['aas', 'médiu', "ki'ik"][record.mark % 3] ?? null,
  hela_fatin_uma_mahon: () => SHELTER_ADDRESS,
  notas: () => 'La bele fó sai; família seidauk hatene.',
})
const OTHER = {
  kodigu_uma_mahon: (other: HeldBackground) => other.key,
  naran_kodigu: (other: HeldBackground) => `Fulan ${other.key.slice(-3)}`,
  tinan: (other: HeldBackground) => ageOn(other.row.person.birthDate, other.row.date),
  sexu: () => 'F',
  munisipiu_orijen: (other: HeldBackground) => wordFor(MUNISIPIU, other.row.municipality, other.mark),
  labarik_hamutuk: (other: HeldBackground) => other.mark % 4,
  data_tama: (other: HeldBackground) => other.row.date,
  data_sai: () => null,
  refere_husi: () => 'VPU',
  tipu_violensia: () => 'violensia fizika;violensia psikolójika',
  risku: () => 'aas',
  hela_fatin_uma_mahon: () => SHELTER_ADDRESS,
  notas: () => null,
}

const ASISTENSIA_ROW = {
  id: (record: Held) => Number(keyOf(record)),
  kodigu_uma_mahon: (record: Held) => record.victimKey?.[0] ?? null,
  tipu: (record: Held) => wordOf(record, 'serviceType', ASISTENSIA),
  data_hahu: (record: Held) => textOf(record, 'startDate'),
  data_remata: (record: Held) => textOf(record, 'endDate'),
}

const accompaniment = (block: number) => ({
  id: (_record: Held, index: number) => block * 10_000 + index + 1,
  kodigu_uma_mahon: keyOf,
  ba: (record: Held) => ['polisia', 'MP', 'tribunal'][record.mark % 3] ?? null,
  data: (record: Held) => textOf(record, 'identifiedDate'),
})

const KONSENTIMENTU = {
  id: (consent: HeldConsent) => Number(consent.key),
  kodigu_uma_mahon: (consent: HeldConsent) => consent.victimKey[0] ?? null,
  ba: (consent: HeldConsent) => wordFor(BA, consent.scope, 0),
  hatan: (consent: HeldConsent) => wordFor(HATAN, consent.state, 0),
  valida_to: (consent: HeldConsent) => consent.until,
}
