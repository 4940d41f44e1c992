import {
  type AgencyHoldings,
  booleanOf,
  codesOf,
  dayFirst,
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
  wordOf,
} from '../../../../demo/world/index.ts'
import { CRIME, DECISAO, FASE, MEDIDA, TRIBUNAL } from './words.ts'

/** Writes what the courts hold in the courts' own way: the number without leading zeros, the sentence in words. */
export function project({ records, background }: AgencyHoldings): TableRows[] {
  const acts = ofKind(records, 'ProceedingRecord')
  const verdicts = new Map(acts.filter((act) => act.perpetratorKey !== null).map((act) => [act.perpetratorKey?.join('/'), act]))
  return [
    joined(tableOf('autos', AUTOS, ofKind(records, 'CaseRecord')), tableOf('autos', OTHER_AUTOS, background)),
    joined(
      tableOf(
        'arguidos_autos',
        defendant((record) => verdicts.get(record.key.join('/')) ?? null),
        ofKind(records, 'PerpetratorRecord'),
      ),
      tableOf('arguidos_autos', OTHER_DEFENDANT, background),
    ),
    tableOf(
      'audiencias',
      AUDIENCIAS,
      acts.filter((act) => textOf(act, 'kind') === 'HEA'),
    ),
    tableOf(
      'decisoes',
      DECISOES,
      acts.filter((act) => textOf(act, 'kind') === 'VER'),
    ),
  ]
}

/** Each court writes dates in its own form, and Baucau a row of zeros where there is none. */
const written = (date: string | null, area: string | null): string | null => {
  if (date === null) return area === 'BAU' ? '0000-00-00' : ''
  if (area === 'BAU') return date
  return dayFirst(date, area === 'SUA' ? '-' : area === 'OEC' ? '.' : '/')
}
const areaOf = (record: Held) => record.matter?.area ?? null
const bit = (value: boolean | null) => (value === null ? null : value ? 1 : 0)

/** `8 anos e 6 meses`. */
const inWords = (months: number | null): string | null => {
  if (months === null) return null
  const [years, rest] = [Math.floor(months / 12), months % 12]
  return rest === 0 ? `${years} anos` : `${years} anos e ${rest} ${rest === 1 ? 'mês' : 'meses'}`
}

const AUTOS = {
  n_processo: keyOf,
  tribunal: (record: Held) => wordOf(record, 'court', TRIBUNAL),
  data_entrada: (record: Held) => written(textOf(record, 'distributedDate'), areaOf(record)),
  especie: () => 'Comum coletivo',
  crime: (record: Held) => wordOf(record, 'offenceAtCharge', CRIME),
  artigos: (record: Held) => codesOf(record, 'offenceAtCharge').join('; '),
  fase: (record: Held) => wordOf(record, 'stage', FASE),
  data_transito: (record: Held) => written(textOf(record, 'finalDate'), areaOf(record)),
  juiz: (record: Held) => `Juiz ${['Alves', 'Magno', 'Noronha'][record.mark % 3]}`,
  coletivo: () => 1,
}
const OTHER_AUTOS = {
  ...AUTOS,
  n_processo: (other: HeldBackground) => other.key,
  tribunal: () => 'TJPI Díli',
  data_entrada: (other: HeldBackground) => written(other.row.date, 'DIL'),
  especie: () => 'Comum singular',
  crime: () => 'Furto',
  artigos: () => '251',
  fase: () => 'JULGAMENTO',
  data_transito: () => '',
  juiz: () => 'Juiz Magno',
  coletivo: () => 0,
}

const defendant = (verdictOf: (record: Held) => Held | null) => ({
  n_processo: keyOf,
  ordem: (record: Held) => Number(record.key[1]),
  nome: (record: Held) => nameOf(record, 'INI'),
  crime: () => 'Tráfico de pessoas',
  medida_coacao: (record: Held) => wordOf(record, 'coerciveMeasure', MEDIDA),
  decisao: (record: Held) => wordOf(record, 'justiceStatus', DECISAO),
  pena_texto: (record: Held) => {
    const verdict = verdictOf(record)
    return verdict === null ? null : inWords(numberOf(verdict, 'sentenceMonths'))
  },
  suspensa: (record: Held) => {
    const verdict = verdictOf(record)
    return verdict === null ? null : bit(booleanOf(verdict, 'isSuspended'))
  },
})
const OTHER_DEFENDANT = {
  n_processo: (other: HeldBackground) => other.key,
  ordem: () => 1,
  nome: (other: HeldBackground) => (other.row.counterpart === null ? null : initialsOf(other.row.counterpart)),
  crime: () => 'Furto',
  medida_coacao: () => null,
  decisao: () => null,
  pena_texto: () => null,
  suspensa: () => null,
}

const AUDIENCIAS = {
  id_aud: (record: Held) => Number(keyOf(record).slice(1)),
  n_processo: (record: Held) => record.caseKey?.[0] ?? null,
  data: (record: Held) => written(textOf(record, 'date'), areaOf(record)),
  tipo: () => 'julgamento',
  adiada: (record: Held) => bit(booleanOf(record, 'isAdjourned')),
  motivo: (record: Held) => (booleanOf(record, 'isAdjourned') ? 'falta de testemunha' : null),
}

const DECISOES = {
  id_dec: (record: Held) => Number(keyOf(record).slice(1)),
  n_processo: (record: Held) => record.caseKey?.[0] ?? null,
  ordem: (record: Held) => Number(record.perpetratorKey?.[1]),
  data: (record: Held) => written(textOf(record, 'date'), areaOf(record)),
  transito: (record: Held) => written(record.matter?.milestones.final ?? null, areaOf(record)),
  indemnizacao_usd: (record: Held) => textOf(record, 'compensationAwardedUsd'),
  texto: () => 'Acordam os juízes que compõem este tribunal coletivo.',
}
