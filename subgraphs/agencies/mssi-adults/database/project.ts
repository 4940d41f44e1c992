import {
  type AgencyHoldings,
  ageOn,
  type Cell,
  type Held,
  type HeldBackground,
  initialsOf,
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
import { ASISTENSIA, MUNISIPIU, REFERE, SEXU, TIPU_KAZU } from './words.ts'

/** Writes what the ministry keeps of adults, sorted by municipality as the officers do before they merge the cells. */
export function project({ records, background }: AgencyHoldings): TableRows[] {
  const services = new Map(ofKind(records, 'ServiceRecord').map((record) => [keyOf(record), record]))
  const referrals = new Map(ofKind(records, 'ReferralRecord').map((record) => [keyOf(record), record]))
  const table = joined(
    tableOf('dadus_vbj', dadus(services, referrals), ofKind(records, 'VictimRecord')),
    tableOf('dadus_vbj', OTHER, background),
  )
  const municipality = table.columns.indexOf('Munisípiu')
  const place = (row: readonly Cell[]) => String(row[municipality] ?? '')
  return [{ ...table, rows: table.rows.toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0)) }]
}

const dadus = (services: ReadonlyMap<string, Held>, referrals: ReadonlyMap<string, Held>) => ({
  No: (record: Held) => Number(keyOf(record)),
  'Naran (inisiál)': (record: Held) => nameOf(record, 'INI'),
  Sexu: (record: Held) => wordOf(record, 'sex', SEXU),
  Tinan: (record: Held) => numberOf(record, 'age'),
  Munisípiu: (record: Held) => wordOf(record, 'municipality', MUNISIPIU),
  'Tipu kazu': () => TIPU_KAZU.trafficking,
  'Data simu': (record: Held) => textOf(record, 'identifiedDate'),
  'Refere husi': (record: Held) => {
    const referral = referrals.get(keyOf(record))
    return referral ? wordOf(referral, 'fromAgency', REFERE) : null
  },
  'Refere ba': () => null,
  Asisténsia: (record: Held) => {
    const service = services.get(keyOf(record))
    return service ? wordOf(service, 'serviceType', ASISTENSIA) : null
  },
  'Osan ($)': (record: Held) => 50 + (record.mark % 5) * 25,
  'Obs.': (record: Held) => (record.mark % 4 === 0 ? 'Kondisaun saúde ladi’ak' : null),
})

const OTHER = {
  No: (other: HeldBackground) => Number(other.key),
  'Naran (inisiál)': (other: HeldBackground) => initialsOf(other.row.person),
  Sexu: (other: HeldBackground) => wordFor(SEXU, other.row.person.sex, 0),
  Tinan: (other: HeldBackground) => ageOn(other.row.person.birthDate, other.row.date),
  Munisípiu: (other: HeldBackground) => wordFor(MUNISIPIU, other.row.municipality, 0),
  'Tipu kazu': () => TIPU_KAZU.other,
  'Data simu': (other: HeldBackground) => other.row.date,
  'Refere husi': () => 'VPU',
  'Refere ba': () => 'FOKUPERS',
  Asisténsia: () => 'Osan no hahán',
  'Osan ($)': () => 50,
  'Obs.': () => null,
}
