import {
  type AgencyHoldings,
  ageOn,
  civilName,
  codesOf,
  dayFirst,
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
import {
  ASISTENSIA,
  ESTATUTU,
  HOSI_SE,
  INSTITUSAUN,
  KNAAR,
  KONSENTIMENTU_BA,
  KONSENTIMENTU_ESTADU,
  MUNISIPIU,
  NASAUN,
  RELASAUN,
  RESPOSTA,
  SEXU,
  STATUS,
  TIPU_KRIME,
} from './words.ts'

/** Writes what the police unit holds in the police unit's own way. */
export function project({ records, consents, background, block }: AgencyHoldings): TableRows[] {
  const referrals = ofKind(records, 'ReferralRecord')
  const referredTo = Map.groupBy(referrals, (referral) => referral.victimKey?.[0] ?? '')
  const authors = background.filter(({ row }) => row.counterpart !== null)
  // Persons of other crimes are numbered above the block's own: the register counts everybody in one series.
  const otherId = (index: number) => block * 10_000 + 5_000 + index
  return [
    joined(tableOf('livru_kazu', LIVRU_KAZU, ofKind(records, 'CaseRecord')), tableOf('livru_kazu', OTHER_KAZU, background)),
    joined(
      tableOf(
        'vitima',
        vitima((record) => referredTo.get(keyOf(record)) ?? []),
        ofKind(records, 'VictimRecord'),
      ),
      tableOf('vitima', otherVitima(otherId), background),
    ),
    joined(tableOf('autor', AUTOR, ofKind(records, 'PerpetratorRecord')), tableOf('autor', otherAutor(otherId), authors)),
    tableOf('refere', REFERE, referrals),
    tableOf('konsentimentu', KONSENTIMENTU, consents),
  ]
}

// The register writes a dash where nothing is known, and 01/01/1900 where its form insists on a date.
const dateOrDash = (date: string | null) => (date === null ? '-' : dayFirst(date))
const birthDateOr = (date: string | null, mark: number) =>
  date === null ? (['-', '01/01/1900', 'N/A', ''][mark % 4] ?? '-') : dayFirst(date)
const townOf = ({ row, mark }: HeldBackground) => wordFor(MUNISIPIU, row.municipality, mark)

/** What every line of the book has, whatever the crime. */
const everyLine = {
  oras: ({ mark }: { readonly mark: number }) => `${String(8 + (mark % 10)).padStart(2, '0')}:${String(mark % 60).padStart(2, '0')}`,
  suku: ({ mark }: { readonly mark: number }) => ['Comoro', 'Becora', 'Hera', 'Debos', 'Costa'][mark % 5] ?? null,
  investigador: ({ mark }: { readonly mark: number }) => `Ag. ${['Mesak', 'Olinda', 'Gaspar'][mark % 3]}`,
  deskrisaun: () => "Keixa-na'in hatete katak ema ida promete servisu diak no lori sira sai hosi uma.",
}
const inSmallLetters = (town: string) => town.charAt(0) + town.slice(1).toLowerCase()

const LIVRU_KAZU = {
  id_kazu: (record: Held) => Number(keyOf(record)),
  no_rejistu: (record: Held) => textOf(record, 'localRef'),
  data_keixa: (record: Held) => dateOrDash(textOf(record, 'reportedDate')),
  oras: everyLine.oras,
  munisipiu: (record: Held) => wordOf(record, 'municipality', MUNISIPIU),
  postu: (record: Held) => inSmallLetters(wordOf(record, 'municipality', MUNISIPIU) ?? ''),
  suku: everyLine.suku,
  tipu_krime: (record: Held) => wordOf(record, 'offenceAtRegistration', TIPU_KRIME),
  hosi_se: (record: Held) => wordOf(record, 'detectionSource', HOSI_SE),
  keixa_na_in: (record: Held) => (record.matter?.victims[0] ? civilName(record.matter.victims[0].person) : '-'),
  investigador: everyLine.investigador,
  status: (record: Held) => wordOf(record, 'stage', STATUS),
  nuc_mp: (record: Held) => textOf(record, 'nuc'),
  deskrisaun: everyLine.deskrisaun,
}
const OTHER_KAZU = {
  id_kazu: (other: HeldBackground) => Number(other.key),
  no_rejistu: ({ key, row }: HeldBackground) => `VPU/${row.municipality.slice(3)}/${key.padStart(4, '0')}/${row.date.slice(0, 4)}`,
  data_keixa: ({ row }: HeldBackground) => dayFirst(row.date),
  oras: everyLine.oras,
  munisipiu: townOf,
  postu: (other: HeldBackground) => inSmallLetters(townOf(other)),
  suku: everyLine.suku,
  tipu_krime: ({ row }: HeldBackground) => (row.subject === 'VD' ? 'VD' : 'abuzu sexual'),
  hosi_se: () => 'vitima',
  keixa_na_in: ({ row }: HeldBackground) => civilName(row.person),
  investigador: everyLine.investigador,
  status: ({ mark }: HeldBackground) => (mark % 3 === 0 ? 'Taka' : 'Hela'),
  nuc_mp: () => null,
  deskrisaun: everyLine.deskrisaun,
}

const healthOf = (id: number) => (id % 3 === 0 ? 'Presiza konsulta; labele toba kalan.' : null)

const vitima = (referralsOf: (record: Held) => readonly Held[]) => ({
  id_vitima: (record: Held) => Number(keyOf(record)),
  id_kazu: (record: Held) => Number(record.caseKey?.[0]),
  naran_kompletu: (record: Held) => nameOf(record),
  naran_bolu: (record: Held) => nameOf(record, 'ALI'),
  sexu: (record: Held) => wordOf(record, 'sex', SEXU),
  idade: (record: Held) => numberOf(record, 'age'),
  data_moris: (record: Held) => birthDateOr(textOf(record, 'birthDate'), record.mark),
  nasaun: (record: Held) => wordOf(record, 'citizenships', NASAUN),
  hela_fatin: (record: Held) => textOf(record, 'address'),
  no_telf: (record: Held) => textOf(record, 'phone'),
  relasaun_ho_autor: (record: Held) => wordOf(record, 'recruiterRelationship', RELASAUN),
  // The same referrals as in the table `refere`, in one cell.
  refere_ba: (record: Held) =>
    referralsOf(record)
      .map((referral) => wordOf(referral, 'toAgency', INSTITUSAUN))
      .join(',') || null,
  data_rejistu: (record: Held) => dateOrDash(textOf(record, 'identifiedDate')),
  munisipiu: (record: Held) => wordOf(record, 'municipality', MUNISIPIU),
  estatutu: (record: Held) => wordOf(record, 'status', ESTATUTU),
  kondisaun_saude: (record: Held) => healthOf(Number(keyOf(record))),
})
const otherVitima = (otherId: (index: number) => number) => ({
  id_vitima: (_other: HeldBackground, index: number) => otherId(index),
  id_kazu: (other: HeldBackground) => Number(other.key),
  naran_kompletu: ({ row }: HeldBackground) => civilName(row.person),
  naran_bolu: ({ row }: HeldBackground) => row.person.nickname,
  sexu: ({ row, mark }: HeldBackground) => wordFor(SEXU, row.person.sex, mark),
  idade: ({ row }: HeldBackground) => ageOn(row.person.birthDate, row.date),
  data_moris: ({ row }: HeldBackground) => dayFirst(row.person.birthDate),
  nasaun: () => 'Timor',
  hela_fatin: ({ row }: HeldBackground) => row.person.address,
  no_telf: ({ row }: HeldBackground) => row.person.phone,
  relasaun_ho_autor: () => 'parseiru',
  refere_ba: ({ mark }: HeldBackground) => (mark % 2 === 0 ? 'FOKUPERS' : null),
  data_rejistu: ({ row }: HeldBackground) => dayFirst(row.date),
  munisipiu: townOf,
  estatutu: () => null,
  kondisaun_saude: (_other: HeldBackground, index: number) => healthOf(otherId(index)),
})

const AUTOR = {
  id_autor: (record: Held) => Number(keyOf(record)),
  id_kazu: (record: Held) => Number(record.caseKey?.[0]),
  naran: (record: Held) => nameOf(record),
  sexu: (record: Held) => wordOf(record, 'sex', SEXU),
  idade: (record: Held) => numberOf(record, 'age'),
  nasaun: (record: Held) => wordOf(record, 'citizenships', NASAUN),
  knaar: (record: Held) =>
    codesOf(record, 'roles')
      .map((role) => wordFor(KNAAR, role, 0))
      .join('; '),
}
const otherAutor = (otherId: (index: number) => number) => ({
  id_autor: (_other: HeldBackground, index: number) => otherId(index),
  id_kazu: (other: HeldBackground) => Number(other.key),
  naran: ({ row }: HeldBackground) => (row.counterpart === null ? null : civilName(row.counterpart)),
  sexu: ({ row, mark }: HeldBackground) => wordFor(SEXU, row.counterpart?.sex ?? 'M', mark),
  idade: ({ row }: HeldBackground) => (row.counterpart === null ? null : ageOn(row.counterpart.birthDate, row.date)),
  nasaun: () => 'Timor',
  knaar: () => null,
})

const REFERE = {
  id_refere: (record: Held) => Number(keyOf(record)),
  id_vitima: (record: Held) => Number(record.victimKey?.[0]),
  refere_ba: (record: Held) => wordOf(record, 'toAgency', INSTITUSAUN),
  data_refere: (record: Held) => dateOrDash(textOf(record, 'madeOn')),
  tipu_asistensia: (record: Held) => wordOf(record, 'serviceType', ASISTENSIA),
  resposta: (record: Held) => wordOf(record, 'status', RESPOSTA),
  data_resposta: (record: Held) => dateOrDash(textOf(record, 'respondedOn')),
  detalle: () => 'Vitima presiza tulun urjente; karta haruka ho ajente.',
}

const KONSENTIMENTU = {
  id_konsentimentu: (consent: HeldConsent) => Number(consent.key),
  id_vitima: (consent: HeldConsent) => Number(consent.victimKey[0]),
  ba: (consent: HeldConsent) => wordFor(KONSENTIMENTU_BA, consent.scope, consent.mark),
  estadu: (consent: HeldConsent) => wordFor(KONSENTIMENTU_ESTADU, consent.state, consent.mark),
  valida_to: (consent: HeldConsent) => (consent.until === null ? null : dayFirst(consent.until)),
}
