import {
  type AgencyHoldings,
  civilName,
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
  wordOf,
} from '../../../../demo/world/index.ts'
import { PAIS, POSTO, SEXO, TIPO_ASSUNTO } from './words.ts'

/** Writes what the consular service holds: one line per file, for one person or a whole group. */
export function project({ records, background }: AgencyHoldings): TableRows[] {
  const people = new Map(ofKind(records, 'VictimRecord').map((record) => [keyOf(record), record]))
  const repatriations = new Map(ofKind(records, 'ServiceRecord').map((record) => [keyOf(record), textOf(record, 'startDate')]))
  return [
    joined(
      tableOf('casos_consulares', casos(people, repatriations), ofKind(records, 'CaseRecord')),
      tableOf('casos_consulares', OTHER, background),
    ),
  ]
}

const dotted = (date: string | null | undefined) => (date ? date.replaceAll('-', '.') : '')

const casos = (people: ReadonlyMap<string, Held>, repatriations: ReadonlyMap<string, string | null>) => {
  const personOf = (record: Held) => people.get(keyOf(record)) ?? null
  const ofPerson = (read: (person: Held) => string | null) => (record: Held) => {
    const person = personOf(record)
    return (person === null ? null : read(person)) ?? ''
  }
  return {
    Ref: keyOf,
    Posto: (record: Held) => wordOf(record, 'country', POSTO),
    Data_abertura: (record: Held) => dotted(textOf(record, 'reportedDate')),
    Nome: ofPerson((person) => nameOf(person)),
    Passaporte: ofPerson((person) => documentOf(person, 'PAS')),
    Sexo: ofPerson((person) => wordOf(person, 'sex', SEXO)),
    País_ocorrência: (record: Held) => wordOf(record, 'country', PAIS),
    Tipo_assunto: (record: Held) => TIPO_ASSUNTO[record.mark % 2] ?? TIPO_ASSUNTO[0],
    N_pessoas: (record: Held) => numberOf(record, 'victimCount'),
    Estado: (record: Held) => (repatriations.get(keyOf(record)) ? 'Concluído' : 'Em curso'),
    Data_repatriamento: (record: Held) => dotted(repatriations.get(keyOf(record))),
    Custo_USD: (record: Held) => `${200 + (record.mark % 900)},00`,
    Observações: () => 'Contacto da família – urgente; trabalhador alojado em local não revelado.',
  }
}

const OTHER = {
  Ref: (other: HeldBackground) => other.key,
  Posto: () => 'Embaixada Lisboa',
  Data_abertura: (other: HeldBackground) => dotted(other.row.date),
  Nome: (other: HeldBackground) => civilName(other.row.person),
  Passaporte: () => '',
  Sexo: () => 'Fem.',
  País_ocorrência: (other: HeldBackground) => (other.mark % 2 === 0 ? 'Portugal' : 'Coreia do Sul'),
  Tipo_assunto: (other: HeldBackground) => (other.mark % 2 === 0 ? 'Repatriamento' : 'Detenção'),
  N_pessoas: () => 1,
  Estado: () => 'Concluído',
  Data_repatriamento: () => '',
  Custo_USD: () => '0,00',
  Observações: () => '',
}
