import {
  type AgencyHoldings,
  booleanOf,
  type Cell,
  civilName,
  codesOf,
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
  FASE,
  MEDIDA,
  MOTIVO_ARQ,
  MUNICIPIO,
  NACIONAL,
  PAIS,
  PROCURADORIA,
  SEXO,
  SITUACAO_ARGUIDO,
  SITUACAO_OFENDIDO,
  TIPO_CRIME,
  TIPO_DESPACHO,
} from './words.ts'

/** Writes what the prosecution holds in the prosecution's own way. */
export function project({ records, background }: AgencyHoldings): TableRows[] {
  const processes = tableOf('PROCESSO', PROCESSO, ofKind(records, 'CaseRecord'))
  return [
    { ...processes, rows: [...processes.rows, ...background.map(otherProcess)] },
    withOthers(tableOf('OFENDIDO', OFENDIDO, ofKind(records, 'VictimRecord')), background.map(otherVictim)),
    withOthers(tableOf('ARGUIDO', ARGUIDO, ofKind(records, 'PerpetratorRecord')), background.map(otherSuspect)),
    tableOf('DESPACHO', DESPACHO, ofKind(records, 'ProceedingRecord')),
  ]
}

const withOthers = (table: TableRows, others: readonly (readonly Cell[])[]): TableRows => ({ ...table, rows: [...table.rows, ...others] })
const yesNo = (value: boolean | null, yes: string, no: string) => (value === null ? null : value ? yes : no)
const lastOrder = (record: Held) => textOf(record, 'archivedDate') ?? textOf(record, 'chargedDate') ?? textOf(record, 'registeredDate')

const PROCESSO = {
  ID_PROC: (record: Held) => Number(keyOf(record)),
  NUC: (record: Held) => textOf(record, 'nuc'),
  DT_REGISTO: (record: Held) => textOf(record, 'registeredDate'),
  PROCURADORIA: (record: Held) => wordOf(record, 'court', PROCURADORIA),
  MUNICIPIO: (record: Held) => wordOf(record, 'municipality', MUNICIPIO),
  TIPO_CRIME: (record: Held) => wordOf(record, 'offenceAtRegistration', TIPO_CRIME),
  CLASSIFICACAO: () => 'TRAFICO DE PESSOAS',
  ART_CP: (record: Held) => codesOf(record, 'offenceAtCharge').join(',') || null,
  FASE: (record: Held) => wordOf(record, 'stage', FASE),
  DT_DESPACHO: (record: Held) => lastOrder(record),
  DT_ACUSACAO: (record: Held) => textOf(record, 'chargedDate'),
  DT_ARQUIVAMENTO: (record: Held) => textOf(record, 'archivedDate'),
  MOTIVO_ARQ: (record: Held) => wordOf(record, 'archiveReason', MOTIVO_ARQ),
  MAGISTRADO: (record: Held) => `Proc. ${['Lequi', 'Noronha', 'Babo'][record.mark % 3]}`,
  SEGREDO_JUSTICA: (record: Held) => yesNo(booleanOf(record, 'inquirySecret'), 'S', 'N'),
  N_OFENDIDOS: (record: Held) => numberOf(record, 'victimCount'),
  N_ARGUIDOS: (record: Held) => numberOf(record, 'suspectCount'),
}

const OFENDIDO = {
  ID_OFE: (record: Held) => Number(keyOf(record)),
  ID_PROC: (record: Held) => Number(record.caseKey?.[0]),
  NOME: (record: Held) => nameOf(record),
  SEXO: (record: Held) => wordOf(record, 'sex', SEXO),
  MENOR: (record: Held) => {
    const group = textOf(record, 'ageGroup')
    return yesNo(group === null ? null : group === 'CHILD', 'S', 'N')
  },
  NACIONAL: (record: Held) => wordOf(record, 'nationalityGroup', NACIONAL),
  PAIS: (record: Held) => wordOf(record, 'citizenships', PAIS),
  SITUACAO: (record: Held) => wordOf(record, 'status', SITUACAO_OFENDIDO),
  MORADA: (record: Held) => record.person?.address ?? null,
}

const ARGUIDO = {
  ID_ARG: (record: Held) => Number(keyOf(record)),
  ID_PROC: (record: Held) => Number(record.caseKey?.[0]),
  NOME: (record: Held) => nameOf(record),
  SEXO: (record: Held) => wordOf(record, 'sex', SEXO),
  NACIONAL: (record: Held) => wordOf(record, 'nationalityGroup', NACIONAL),
  PAIS: (record: Held) => wordOf(record, 'citizenships', PAIS),
  SITUACAO: (record: Held) => wordOf(record, 'justiceStatus', SITUACAO_ARGUIDO),
  MEDIDA_COACAO: (record: Held) => wordOf(record, 'coerciveMeasure', MEDIDA),
  FUNC_PUBLICO: (record: Held) => yesNo(booleanOf(record, 'isPublicOfficial'), 'S', 'N'),
}

const DESPACHO = {
  ID_DESP: (record: Held) => Number(keyOf(record)),
  ID_PROC: (record: Held) => Number(record.caseKey?.[0]),
  TIPO: (record: Held) => wordOf(record, 'kind', TIPO_DESPACHO),
  DT: (record: Held) => textOf(record, 'date'),
  PENA_MESES: (record: Held) => numberOf(record, 'sentenceMonths'),
  TEXTO: () => 'Pelos fundamentos constantes dos autos, determino o que segue.',
}

// What the totals must not count: a process of another classification, without a case number of this world.
const otherProcess = ({ key, row, mark }: HeldBackground): Cell[] => [
  Number(key),
  null,
  row.date,
  'DILI',
  wordFor(MUNICIPIO, row.municipality, mark),
  'VIOLENCIA DOMESTICA',
  'VIOLENCIA DOMESTICA',
  null,
  'INQ',
  row.date,
  null,
  null,
  null,
  'Proc. Magno',
  'N',
  1,
  1,
]

const ownKey = (key: string, index: number) => Math.floor(Number(key) / 10_000) * 10_000 + 5_000 + index
const otherVictim = ({ key, row }: HeldBackground, index: number): Cell[] => [
  ownKey(key, index),
  Number(key),
  civilName(row.person).toUpperCase(),
  wordFor(SEXO, row.person.sex, 0),
  null,
  'TL',
  null,
  'PENDENTE',
  row.person.address,
]
const otherSuspect = ({ key, row }: HeldBackground, index: number): Cell[] => [
  ownKey(key, index),
  Number(key),
  row.counterpart === null ? null : civilName(row.counterpart).toUpperCase(),
  '1',
  'TL',
  null,
  'SUSPEITO',
  null,
  null,
]
