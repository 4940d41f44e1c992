import {
  type AgencyHoldings,
  booleanOf,
  civilName,
  codesOf,
  type Held,
  type HeldBackground,
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
export function project({ records, background, block }: AgencyHoldings): TableRows[] {
  // Persons of other crimes are numbered above the block's own.
  const otherId = (index: number) => block * 10_000 + 5_000 + index
  return [
    joined(tableOf('PROCESSO', PROCESSO, ofKind(records, 'CaseRecord')), tableOf('PROCESSO', OTHER_PROCESSO, background)),
    joined(tableOf('OFENDIDO', OFENDIDO, ofKind(records, 'VictimRecord')), tableOf('OFENDIDO', otherOfendido(otherId), background)),
    joined(tableOf('ARGUIDO', ARGUIDO, ofKind(records, 'PerpetratorRecord')), tableOf('ARGUIDO', otherArguido(otherId), background)),
    tableOf('DESPACHO', DESPACHO, ofKind(records, 'ProceedingRecord')),
  ]
}

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

/** What the totals must not count: processes of another classification, without a case number of this world. */
const OTHER_PROCESSO = {
  ID_PROC: (other: HeldBackground) => Number(other.key),
  NUC: () => null,
  DT_REGISTO: ({ row }: HeldBackground) => row.date,
  PROCURADORIA: () => 'DILI',
  MUNICIPIO: ({ row, mark }: HeldBackground) => wordFor(MUNICIPIO, row.municipality, mark),
  TIPO_CRIME: () => 'VIOLENCIA DOMESTICA',
  CLASSIFICACAO: () => 'VIOLENCIA DOMESTICA',
  ART_CP: () => null,
  FASE: () => 'INQ',
  DT_DESPACHO: ({ row }: HeldBackground) => row.date,
  DT_ACUSACAO: () => null,
  DT_ARQUIVAMENTO: () => null,
  MOTIVO_ARQ: () => null,
  MAGISTRADO: () => 'Proc. Magno',
  SEGREDO_JUSTICA: () => 'N',
  N_OFENDIDOS: () => 1,
  N_ARGUIDOS: () => 1,
}

const otherOfendido = (otherId: (index: number) => number) => ({
  ID_OFE: (_other: HeldBackground, index: number) => otherId(index),
  ID_PROC: (other: HeldBackground) => Number(other.key),
  NOME: ({ row }: HeldBackground) => civilName(row.person).toUpperCase(),
  SEXO: ({ row }: HeldBackground) => wordFor(SEXO, row.person.sex, 0),
  MENOR: () => null,
  NACIONAL: () => 'TL',
  PAIS: () => null,
  SITUACAO: () => 'PENDENTE',
  MORADA: ({ row }: HeldBackground) => row.person.address,
})

const otherArguido = (otherId: (index: number) => number) => ({
  ID_ARG: (_other: HeldBackground, index: number) => otherId(index),
  ID_PROC: (other: HeldBackground) => Number(other.key),
  NOME: ({ row }: HeldBackground) => (row.counterpart === null ? null : civilName(row.counterpart).toUpperCase()),
  SEXO: () => '1',
  NACIONAL: () => 'TL',
  PAIS: () => null,
  SITUACAO: () => 'SUSPEITO',
  MEDIDA_COACAO: () => null,
  FUNC_PUBLICO: () => null,
})
