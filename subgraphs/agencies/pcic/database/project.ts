import {
  type AgencyHoldings,
  booleanOf,
  civilName,
  codesOf,
  documentOf,
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
  type Words,
  wordFor,
  wordOf,
} from '../../../../demo/world/index.ts'
import {
  DOCUMENTO,
  ESTADO,
  ESTATUTO,
  EXPLORACAO,
  FASE_FACTO,
  MEIO,
  MUNICIPIO,
  ORIGEM,
  PAPEL,
  QUALIDADE,
  RELACAO,
  SENTIDO,
  SETOR,
  SEXO,
  TIPO_ATO,
} from './words.ts'

/** Writes what the investigators hold in their own way. */
export function project({ records, background, block }: AgencyHoldings): TableRows[] {
  const cases = ofKind(records, 'CaseRecord')
  return [
    joined(tableOf('processo_investigacao', PROCESSO, cases), tableOf('processo_investigacao', OTHER_PROCESSO, background)),
    joined(
      tableOf('interveniente', VITIMA, ofKind(records, 'VictimRecord')),
      tableOf('interveniente', SUSPEITO, ofKind(records, 'PerpetratorRecord')),
      tableOf('interveniente', OTHER_VITIMA, background),
    ),
    tableOf('facto', FACTO, ofKind(records, 'EventRecord')),
    tableOf('diligencia', diligencia(block), cases),
    tableOf(
      'apreensao',
      apreensao(block),
      cases.filter(({ mark }) => mark % 3 === 0),
    ),
  ]
}

/** A PostgreSQL array of texts. */
const arrayOf = (texts: readonly string[]) => `{${texts.map((text) => `"${text}"`).join(',')}}`
const wordsOf = (record: Held, field: string, words: Words) => {
  const codes = codesOf(record, field)
  return codes.length === 0 ? null : arrayOf(codes.map((code) => wordFor(words, code, record.mark)))
}

const PROCESSO = {
  id: keyOf,
  numero_pcic: (record: Held) => textOf(record, 'localRef'),
  nuc: (record: Held) => textOf(record, 'nuc'),
  data_participacao: (record: Held) => textOf(record, 'reportedDate'),
  data_abertura: (record: Held) => textOf(record, 'reportedDate'),
  origem: (record: Held) => wordOf(record, 'detectionSource', ORIGEM),
  artigo_cp: (record: Held) => arrayOf(codesOf(record, 'offenceAtRegistration')),
  estado: (record: Held) => wordOf(record, 'stage', ESTADO),
  municipio: (record: Held) => wordOf(record, 'municipality', MUNICIPIO),
  sentido: (record: Held) => wordOf(record, 'direction', SENTIDO),
  num_ofendidos: (record: Held) => numberOf(record, 'victimCount'),
  num_suspeitos: (record: Held) => numberOf(record, 'suspectCount'),
  inspetor_id: (record: Held) => 100 + (record.mark % 7),
  grau_sigilo: (record: Held) => (booleanOf(record, 'inquirySecret') ? 2 : record.mark % 2),
  resumo: () => 'A ofendida declarou que lhe foi prometido emprego e que o documento lhe foi retirado à chegada.',
}
const OTHER_PROCESSO = {
  ...PROCESSO,
  id: (other: HeldBackground) => other.key,
  numero_pcic: (other: HeldBackground) =>
    `PCIC-${other.row.date.slice(0, 4)}/9${String(other.mark % 10_000).padStart(4, '0')}-${other.key.slice(0, 8)}`,
  nuc: () => null,
  data_participacao: (other: HeldBackground) => other.row.date,
  data_abertura: (other: HeldBackground) => other.row.date,
  origem: () => 'FAMILIA',
  artigo_cp: () => '{"172"}',
  estado: () => 'EM_CURSO',
  municipio: (other: HeldBackground) => wordFor(MUNICIPIO, other.row.municipality, other.mark),
  sentido: () => null,
  num_ofendidos: () => 1,
  num_suspeitos: () => 1,
  inspetor_id: (other: HeldBackground) => 100 + (other.mark % 7),
  grau_sigilo: () => 0,
}

const INTERVENIENTE = {
  id: keyOf,
  processo_id: (record: Held) => record.caseKey?.[0] ?? null,
  qualidade: (_record: Held): string | null => 'OFENDIDO',
  nome_completo: (record: Held) => nameOf(record),
  outros_nomes: (record: Held) => nameOf(record, 'GEN'),
  data_nascimento: (record: Held) => textOf(record, 'birthDate'),
  sexo: (record: Held) => wordOf(record, 'sex', SEXO),
  nacionalidade: (record: Held) => codesOf(record, 'citizenships')[0] ?? null,
  doc_tipo: (record: Held) =>
    documentOf(record, 'BI') ? wordFor(DOCUMENTO, 'BI', 0) : documentOf(record, 'CE') ? wordFor(DOCUMENTO, 'CE', 0) : null,
  doc_numero: (record: Held) => documentOf(record, 'BI') ?? documentOf(record, 'CE'),
  passaporte: (record: Held) => documentOf(record, 'PAS'),
  data_registo: (record: Held) => textOf(record, 'identifiedDate'),
  municipio: (record: Held) => wordOf(record, 'municipality', MUNICIPIO),
  estatuto_vitima: (record: Held) => wordOf(record, 'status', ESTATUTO),
  idade_factos: (record: Held) => numberOf(record, 'ageWhenTrafficked'),
  relacao_recrutador: (record: Held) => wordOf(record, 'recruiterRelationship', RELACAO),
  exploracao: (record: Held) => wordsOf(record, 'exploitation', EXPLORACAO),
  papel: (record: Held) => wordsOf(record, 'roles', PAPEL),
  telefone: (record: Held) => textOf(record, 'phone'),
  morada: (record: Held) => textOf(record, 'address'),
  observacoes: () => null,
}
const VITIMA = { ...INTERVENIENTE, observacoes: () => 'Apresenta sinais de ansiedade; acompanhada por psicóloga.' }
const SUSPEITO = { ...INTERVENIENTE, qualidade: (record: Held) => wordOf(record, 'justiceStatus', QUALIDADE) }
const OTHER_VITIMA = {
  ...INTERVENIENTE,
  id: (other: HeldBackground) => `${other.key.slice(0, 24)}${other.mark.toString(16).padStart(12, '0')}`,
  processo_id: (other: HeldBackground) => other.key,
  qualidade: () => 'OFENDIDO',
  nome_completo: (other: HeldBackground) => civilName(other.row.person),
  outros_nomes: () => null,
  data_nascimento: (other: HeldBackground) => other.row.person.birthDate,
  sexo: (other: HeldBackground) => wordFor(SEXO, other.row.person.sex, 0),
  nacionalidade: () => 'TLS',
  doc_tipo: () => null,
  doc_numero: () => null,
  passaporte: () => null,
  data_registo: (other: HeldBackground) => other.row.date,
  municipio: (other: HeldBackground) => wordFor(MUNICIPIO, other.row.municipality, other.mark),
  estatuto_vitima: () => null,
  idade_factos: () => null,
  relacao_recrutador: () => null,
  exploracao: () => null,
  papel: () => null,
  telefone: (other: HeldBackground) => other.row.person.phone,
  morada: (other: HeldBackground) => other.row.person.address,
}

const FACTO = {
  id: keyOf,
  processo_id: (record: Held) => record.caseKey?.[0] ?? null,
  fase_facto: (record: Held) => wordOf(record, 'kind', FASE_FACTO),
  tipo_ato: (record: Held) => wordOf(record, 'acts', TIPO_ATO),
  meio: (record: Held) => wordOf(record, 'means', MEIO),
  finalidade: (record: Held) => wordOf(record, 'purposes', EXPLORACAO),
  setor: (record: Held) => wordOf(record, 'sector', SETOR),
  local_pais: (record: Held) => textOf(record, 'country'),
  local_municipio: (record: Held) => wordOf(record, 'municipality', MUNICIPIO),
  coordenadas: (record: Held) => `-8.${5_000 + (record.mark % 900)}, 125.${5_000 + (record.mark % 800)}`,
  data_inicio: (record: Held) => textOf(record, 'startDate'),
  data_fim: (record: Held) => textOf(record, 'endDate'),
  plataforma: (record: Held) => codesOf(record, 'onlinePlatforms')[0] ?? null,
}

const diligencia = (block: number) => ({
  id: (_record: Held, index: number) => block * 10_000 + index + 1,
  processo_id: keyOf,
  data: (record: Held) => textOf(record, 'reportedDate'),
  tipo: () => 'INQUIRICAO',
  relatorio: () => 'Foi ouvida a ofendida, que relatou os factos em pormenor.',
})

const apreensao = (block: number) => ({
  id: (_record: Held, index: number) => block * 10_000 + index + 1,
  processo_id: keyOf,
  data: (record: Held) => textOf(record, 'reportedDate'),
  objeto: () => 'telemóvel',
})
