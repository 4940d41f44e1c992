import {
  type AgencyHoldings,
  ageOn,
  civilName,
  codesOf,
  dayFirst,
  type Held,
  type HeldBackground,
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
export function project({ records, consents, background }: AgencyHoldings): TableRows[] {
  const victims = ofKind(records, 'VictimRecord')
  const referrals = ofKind(records, 'ReferralRecord')
  const referredTo = new Map<string, string[]>()
  for (const referral of referrals) {
    const victim = referral.victimKey?.[0] ?? ''
    referredTo.set(victim, [...(referredTo.get(victim) ?? []), wordFor(INSTITUSAUN, textOf(referral, 'toAgency') ?? '', 0)])
  }
  const cases = ofKind(records, 'CaseRecord').map(caseRow)
  return [
    tableOf('livru_kazu', LIVRU_KAZU, [...cases, ...background.map(otherCaseRow)]),
    tableOf('vitima', VITIMA, [
      ...victims.map((victim) => victimRow(victim, referredTo.get(keyOf(victim)) ?? [])),
      ...background.map(otherVictimRow),
    ]),
    tableOf('autor', AUTOR, [...ofKind(records, 'PerpetratorRecord').map(authorRow), ...background.flatMap(otherAuthorRow)]),
    tableOf(
      'refere',
      {
        id_refere: (r) => Number(keyOf(r)),
        id_vitima: (r) => Number(r.victimKey?.[0]),
        refere_ba: (r) => wordOf(r, 'toAgency', INSTITUSAUN),
        data_refere: (r) => dateOrDash(textOf(r, 'madeOn')),
        tipu_asistensia: (r) => wordOf(r, 'serviceType', ASISTENSIA),
        resposta: (r) => wordOf(r, 'status', RESPOSTA),
        data_resposta: (r) => dateOrDash(textOf(r, 'respondedOn')),
        detalle: () => 'Vitima presiza tulun urjente; karta haruka ho ajente.',
      },
      referrals,
    ),
    tableOf(
      'konsentimentu',
      {
        id_konsentimentu: (consent) => Number(consent.key),
        id_vitima: (consent) => Number(consent.victimKey[0]),
        ba: (consent) => wordFor(KONSENTIMENTU_BA, consent.scope, consent.mark),
        estadu: (consent) => wordFor(KONSENTIMENTU_ESTADU, consent.state, consent.mark),
        valida_to: (consent) => (consent.until === null ? null : dayFirst(consent.until)),
      },
      consents,
    ),
  ]
}

// The register writes a dash where nothing is known, and 01/01/1900 where its form insists on a date.
const dateOrDash = (date: string | null) => (date === null ? '-' : dayFirst(date))
const birthDateOr = (date: string | null, mark: number) =>
  date === null ? (['-', '01/01/1900', 'N/A', ''][mark % 4] ?? '-') : dayFirst(date)

const LIVRU_KAZU = {
  id_kazu: (row: CaseRow) => row.id,
  no_rejistu: (row: CaseRow) => row.register,
  data_keixa: (row: CaseRow) => row.date,
  oras: (row: CaseRow) => `${String(8 + (row.mark % 10)).padStart(2, '0')}:${String(row.mark % 60).padStart(2, '0')}`,
  munisipiu: (row: CaseRow) => row.town,
  postu: (row: CaseRow) => row.town.charAt(0) + row.town.slice(1).toLowerCase(),
  suku: (row: CaseRow) => ['Comoro', 'Becora', 'Hera', 'Debos', 'Costa'][row.mark % 5] ?? null,
  tipu_krime: (row: CaseRow) => row.crime,
  hosi_se: (row: CaseRow) => row.source,
  keixa_na_in: (row: CaseRow) => row.complainant,
  investigador: (row: CaseRow) => `Ag. ${['Mesak', 'Olinda', 'Gaspar'][row.mark % 3]}`,
  status: (row: CaseRow) => row.status,
  nuc_mp: (row: CaseRow) => row.nuc,
  deskrisaun: () => "Keixa-na'in hatete katak ema ida promete servisu diak no lori sira sai hosi uma.",
}

interface CaseRow {
  readonly id: number
  readonly register: string
  readonly date: string
  readonly town: string
  readonly crime: string | null
  readonly source: string | null
  readonly complainant: string
  readonly status: string | null
  readonly nuc: string | null
  readonly mark: number
}

const caseRow = (record: Held): CaseRow => ({
  id: Number(keyOf(record)),
  register: textOf(record, 'localRef') ?? '',
  date: dateOrDash(textOf(record, 'reportedDate')),
  town: wordOf(record, 'municipality', MUNISIPIU) ?? '',
  crime: wordOf(record, 'offenceAtRegistration', TIPU_KRIME),
  source: wordOf(record, 'detectionSource', HOSI_SE),
  complainant: record.matter?.victims[0] ? civilName(record.matter.victims[0].person) : '-',
  status: wordOf(record, 'stage', STATUS),
  nuc: textOf(record, 'nuc'),
  mark: record.mark,
})

const otherCaseRow = ({ key, row, mark }: HeldBackground): CaseRow => {
  const town = wordFor(MUNISIPIU, row.municipality, mark)
  return {
    id: Number(key),
    register: `VPU/${row.municipality.slice(3)}/${key.padStart(4, '0')}/${row.date.slice(0, 4)}`,
    date: dayFirst(row.date),
    town,
    crime: row.subject === 'VD' ? 'VD' : 'abuzu sexual',
    source: 'vitima',
    complainant: civilName(row.person),
    status: mark % 3 === 0 ? 'Taka' : 'Hela',
    nuc: null,
    mark,
  }
}

interface VictimRow {
  readonly id: number
  readonly caseId: number
  readonly name: string | null
  readonly nickname: string | null
  readonly sex: string | null
  readonly age: number | null
  readonly born: string
  readonly nation: string | null
  readonly address: string | null
  readonly phone: string | null
  readonly relation: string | null
  readonly referred: string | null
  readonly registered: string
  readonly town: string | null
  readonly standing: string | null
}

const VITIMA = {
  id_vitima: (row: VictimRow) => row.id,
  id_kazu: (row: VictimRow) => row.caseId,
  naran_kompletu: (row: VictimRow) => row.name,
  naran_bolu: (row: VictimRow) => row.nickname,
  sexu: (row: VictimRow) => row.sex,
  idade: (row: VictimRow) => row.age,
  data_moris: (row: VictimRow) => row.born,
  nasaun: (row: VictimRow) => row.nation,
  hela_fatin: (row: VictimRow) => row.address,
  no_telf: (row: VictimRow) => row.phone,
  relasaun_ho_autor: (row: VictimRow) => row.relation,
  refere_ba: (row: VictimRow) => row.referred,
  data_rejistu: (row: VictimRow) => row.registered,
  munisipiu: (row: VictimRow) => row.town,
  estatutu: (row: VictimRow) => row.standing,
  kondisaun_saude: (row: VictimRow) => (row.id % 3 === 0 ? 'Presiza konsulta; labele toba kalan.' : null),
}

const victimRow = (record: Held, referredTo: readonly string[]): VictimRow => ({
  id: Number(keyOf(record)),
  caseId: Number(record.caseKey?.[0]),
  name: nameOf(record),
  nickname: nameOf(record, 'ALI'),
  sex: wordOf(record, 'sex', SEXU),
  age: numberOf(record, 'age'),
  born: birthDateOr(textOf(record, 'birthDate'), record.mark),
  nation: wordOf(record, 'citizenships', NASAUN),
  address: textOf(record, 'address'),
  phone: textOf(record, 'phone'),
  relation: wordOf(record, 'recruiterRelationship', RELASAUN),
  referred: referredTo.length === 0 ? null : referredTo.join(','),
  registered: dateOrDash(textOf(record, 'identifiedDate')),
  town: wordOf(record, 'municipality', MUNISIPIU),
  standing: wordOf(record, 'status', ESTATUTU),
})

// Persons of other crimes are numbered above the block's own: the register counts everybody in one series.
const OTHER_PERSON = 5_000

const otherVictimRow = ({ row, mark, key }: HeldBackground, index: number): VictimRow => ({
  id: Math.floor(Number(key) / 10_000) * 10_000 + OTHER_PERSON + index,
  caseId: Number(key),
  name: civilName(row.person),
  nickname: row.person.nickname,
  sex: wordFor(SEXU, row.person.sex, mark),
  age: ageOn(row.person.birthDate, row.date),
  born: dayFirst(row.person.birthDate),
  nation: 'Timor',
  address: row.person.address,
  phone: row.person.phone,
  relation: 'parseiru',
  referred: mark % 2 === 0 ? 'FOKUPERS' : null,
  registered: dayFirst(row.date),
  town: wordFor(MUNISIPIU, row.municipality, mark),
  standing: null,
})

interface AuthorRow {
  readonly id: number
  readonly caseId: number
  readonly name: string | null
  readonly sex: string | null
  readonly age: number | null
  readonly nation: string | null
  readonly part: string | null
}

const AUTOR = {
  id_autor: (row: AuthorRow) => row.id,
  id_kazu: (row: AuthorRow) => row.caseId,
  naran: (row: AuthorRow) => row.name,
  sexu: (row: AuthorRow) => row.sex,
  idade: (row: AuthorRow) => row.age,
  nasaun: (row: AuthorRow) => row.nation,
  knaar: (row: AuthorRow) => row.part,
}

const authorRow = (record: Held): AuthorRow => ({
  id: Number(keyOf(record)),
  caseId: Number(record.caseKey?.[0]),
  name: nameOf(record),
  sex: wordOf(record, 'sex', SEXU),
  age: numberOf(record, 'age'),
  nation: wordOf(record, 'citizenships', NASAUN),
  part: codesOf(record, 'roles')
    .map((role) => wordFor(KNAAR, role, 0))
    .join('; '),
})

const otherAuthorRow = ({ row, key, mark }: HeldBackground, index: number): AuthorRow[] =>
  row.counterpart === null
    ? []
    : [
        {
          id: Math.floor(Number(key) / 10_000) * 10_000 + OTHER_PERSON + index,
          caseId: Number(key),
          name: civilName(row.counterpart),
          sex: wordFor(SEXU, row.counterpart.sex, mark),
          age: ageOn(row.counterpart.birthDate, row.date),
          nation: 'Timor',
          part: null,
        },
      ]
