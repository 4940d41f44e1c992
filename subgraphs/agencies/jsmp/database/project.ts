import {
  type AgencyHoldings,
  codesOf,
  dayFirst,
  type Held,
  type HeldBackground,
  inEnglish,
  initialsOf,
  joined,
  keyOf,
  numberOf,
  ofKind,
  type TableRows,
  tableOf,
  textOf,
  wordOf,
} from '../../../../demo/world/index.ts'
import { COURT, DECISION, DESIZAUN, STAGE } from './words.ts'

/** Writes what the monitors hold: public summaries, in English and once more in Tetum. */
export function project({ records, background }: AgencyHoldings): TableRows[] {
  const hearings = ofKind(records, 'ProceedingRecord')
  return [
    joined(tableOf('case_summaries', SUMMARY, hearings), tableOf('case_summaries', OTHER_SUMMARY, background)),
    tableOf('rezumu_kazu', REZUMU, hearings),
  ]
}

const defendants = (record: Held) =>
  record.person === null ? (record.matter?.suspects ?? []).map(({ person }) => initialsOf(person)).join('; ') : initialsOf(record.person)
const victims = (record: Held) => (record.matter?.victims ?? []).filter(({ declined }) => !declined)
const sexes = (record: Held) => [...new Set(victims(record).map(({ person }) => person.sex))].toSorted().join(', ')
const isClosed = (record: Held) => codesOf(record, 'hearingMeasures').includes('CLO')

/** `8 years`, `9 years and 3 months`. */
const inWords = (months: number | null): string | null => {
  if (months === null) return null
  const [years, rest] = [Math.floor(months / 12), months % 12]
  return rest === 0 ? `${years} years` : `${years} years and ${rest} ${rest === 1 ? 'month' : 'months'}`
}

const SUMMARY = {
  summary_no: keyOf,
  case_no: (record: Held) => record.caseKey?.[0] ?? null,
  court: (record: Held) => wordOf(record, 'court', COURT),
  hearing_date: (record: Held) => inEnglish(textOf(record, 'date') ?? ''),
  crime: () => 'Trafficking in persons',
  articles: (record: Held) => codesOf(record, 'offences').join(', '),
  judges: () => 'Collective panel',
  prosecutor: (record: Held) => `Prosecutor ${['Babo', 'Lequi'][record.mark % 2]}`,
  defender: () => 'Public defender',
  defendant_initials: defendants,
  victim_initials: (record: Held) =>
    victims(record)
      .map(({ person }) => initialsOf(person))
      .join('; '),
  victim_sex: sexes,
  victim_minor: (record: Held) => (victims(record).some(({ ageWhenTrafficked }) => ageWhenTrafficked < 18) ? 'yes' : 'no'),
  stage: (record: Held) => wordOf(record, 'kind', STAGE),
  decision: (record: Held) => wordOf(record, 'verdict', DECISION),
  penalty: (record: Held) => inWords(numberOf(record, 'sentenceMonths')),
  compensation: () => null,
  closed_court: (record: Held) => (isClosed(record) ? 'yes' : 'no'),
  JSMP_comment: () => 'JSMP appreciates that the court, with "due care", protected the victims.',
}

const OTHER_SUMMARY = {
  ...SUMMARY,
  summary_no: (other: HeldBackground) => other.key,
  case_no: (other: HeldBackground) => other.row.nuc,
  court: () => 'Dili District Court',
  hearing_date: (other: HeldBackground) => inEnglish(other.row.date),
  crime: () => 'Simple offences against physical integrity characterized as domestic violence',
  articles: () => '145',
  prosecutor: () => 'Prosecutor Babo',
  defendant_initials: (other: HeldBackground) => (other.row.counterpart === null ? '' : initialsOf(other.row.counterpart)),
  victim_initials: (other: HeldBackground) => initialsOf(other.row.person),
  victim_sex: (other: HeldBackground) => other.row.person.sex,
  victim_minor: () => 'no',
  stage: () => 'Final decision',
  decision: () => 'Convicted',
  penalty: () => '3 months',
  closed_court: () => 'no',
}

const REZUMU = {
  no_rezumu: keyOf,
  no_kazu: (record: Held) => record.caseKey?.[0] ?? null,
  tribunal: (record: Held) => wordOf(record, 'court', COURT),
  data_audiensia: (record: Held) => dayFirst(textOf(record, 'date') ?? ''),
  krime: () => 'Tráfiku umanu',
  desizaun: (record: Held) => wordOf(record, 'verdict', DESIZAUN),
}
