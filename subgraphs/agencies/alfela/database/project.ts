import {
  type AgencyHoldings,
  ageOn,
  civilName,
  dayFirstShort,
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
import { BA, ESTADU, ETAPA, HUSI, MUNISIPIU, RESPOSTA, SEXU, TRIBUNAL } from './words.ts'

/** Writes what legal aid holds in its own way. */
export function project({ records, consents, background }: AgencyHoldings): TableRows[] {
  const opened = new Map(ofKind(records, 'VictimRecord').map((client) => [keyOf(client), textOf(client, 'identifiedDate')]))
  return [
    joined(tableOf('kliente', KLIENTE, ofKind(records, 'VictimRecord')), tableOf('kliente', OTHER_KLIENTE, background)),
    joined(tableOf('kazu_legal', kazuLegal(opened), ofKind(records, 'CaseRecord')), tableOf('kazu_legal', OTHER_KAZU, background)),
    tableOf('enkaminhamentu', ENKAMINHAMENTU, ofKind(records, 'ReferralRecord')),
    tableOf('autorizasaun', AUTORIZASAUN, consents),
  ]
}

const short = (date: string | null | undefined) => (date ? dayFirstShort(date) : '')

const KLIENTE = {
  kodigu: keyOf,
  naran: (record: Held) => nameOf(record),
  sexu: (record: Held) => wordOf(record, 'sex', SEXU),
  tinan: (record: Held) => numberOf(record, 'age'),
  munisipiu: (record: Held) => wordOf(record, 'municipality', MUNISIPIU),
  data_rejistu: (record: Held) => short(textOf(record, 'identifiedDate')),
  no_telf: (record: Held) => record.person?.phone ?? null,
  istoria: () => 'Kliente konta istória ba advogada; segredu profisionál.',
}
const OTHER_KLIENTE = {
  kodigu: (other: HeldBackground) => other.key,
  naran: (other: HeldBackground) => civilName(other.row.person),
  sexu: (other: HeldBackground) => wordFor(SEXU, other.row.person.sex, other.mark),
  tinan: (other: HeldBackground) => ageOn(other.row.person.birthDate, other.row.date),
  munisipiu: (other: HeldBackground) => wordFor(MUNISIPIU, other.row.municipality, other.mark),
  data_rejistu: (other: HeldBackground) => short(other.row.date),
  no_telf: (other: HeldBackground) => other.row.person.phone,
  istoria: () => 'Violénsia doméstika.',
}

const kazuLegal = (opened: ReadonlyMap<string, string | null>) => ({
  kodigu: keyOf,
  tipu_kazu: (record: Held) => ['tráfiku umanu', 'trafiku'][record.mark % 2] ?? null,
  data_loke: (record: Held) => short(opened.get(keyOf(record))),
  etapa: (record: Held) => wordOf(record, 'stage', ETAPA),
  nuc: (record: Held) => textOf(record, 'nuc'),
  advogadu: (record: Held) => ['Adv. Tilman', 'Adv. Belo'][record.mark % 2] ?? null,
  tribunal: (record: Held) => wordOf(record, 'court', TRIBUNAL),
  data_julgamentu: () => null,
  kompensasaun: () => null,
})
const OTHER_KAZU = {
  kodigu: (other: HeldBackground) => other.key,
  tipu_kazu: () => 'violénsia doméstika',
  data_loke: (other: HeldBackground) => short(other.row.date),
  etapa: () => 'MP',
  nuc: () => null,
  advogadu: () => 'Adv. Belo',
  tribunal: () => null,
  data_julgamentu: () => null,
  kompensasaun: () => null,
}

const ENKAMINHAMENTU = {
  id: (record: Held) => Number(keyOf(record)),
  kodigu: (record: Held) => record.victimKey?.[0] ?? null,
  husi: (record: Held) => wordOf(record, 'fromAgency', HUSI),
  ba: () => 'ALFeLa',
  data: (record: Held) => short(textOf(record, 'madeOn')),
  resposta: (record: Held) => wordOf(record, 'status', RESPOSTA),
  data_resposta: (record: Held) => short(textOf(record, 'respondedOn')),
}

const AUTORIZASAUN = {
  id: (consent: HeldConsent) => Number(consent.key),
  kodigu: (consent: HeldConsent) => consent.victimKey[0] ?? null,
  ba: (consent: HeldConsent) => wordFor(BA, consent.scope, 0),
  estadu: (consent: HeldConsent) => wordFor(ESTADU, consent.state, 0),
  valida_to: (consent: HeldConsent) => short(consent.until),
}
