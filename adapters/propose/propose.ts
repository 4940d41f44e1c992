import { type FieldMapping, isCodeListName, vocabulary, whyNoName } from '../../schema/index.ts'
import type { IntrospectedTable } from '../types.ts'
import { assignFields } from './assign-fields.ts'
import { chooseRecords, short } from './choose-records.ts'
import { joinPerson } from './join-person.ts'
import { type CaseLink, joinFile, linkToCase } from './link-case.ts'
import { LEAST, type ReadColumn } from './match-field.ts'
import { matchValues } from './match-values.ts'
import { placeholdersIn } from './placeholders.ts'
import { pointersOf, type Target } from './pointers.ts'
import { proposeConsents } from './propose-consents.ts'
import { proposeField } from './propose-field.ts'
import { type ReadTable, readTable } from './table-kind.ts'
import {
  type FieldProposal,
  type JoinProposal,
  type PointerProposal,
  type Profiles,
  type Proposal,
  type RecordProposal,
  tableId,
} from './types.ts'

/** Longest catalogue that is read; a larger one is cut, and the proposal says so. */
const MOST_TABLES = 5_000
/** Columns that are read in a few seconds; of more, only so many of each table. */
const MOST_COLUMNS = 100_000
const LEAST_COLUMNS = 20

/**
 * What the tables of a database seem to mean in the shared language. Pure: the same catalogue and profiles give the same proposal.
 *
 * @param tables as an engine's catalogue tells them; every name and comment in it may be hostile
 * @param profiles frequencies and shapes of cells, where they were asked for
 */
export const propose = (tables: readonly IntrospectedTable[], profiles: Profiles = new Map()): Proposal => {
  const columns = tables.reduce((sum, table) => sum + table.columns.length, 0)
  const widest = columns <= MOST_COLUMNS ? Number.POSITIVE_INFINITY : Math.max(LEAST_COLUMNS, Math.floor(MOST_COLUMNS / tables.length))
  const read = tables.slice(0, MOST_TABLES).map((table) => readTable(table, { profiles: profiles.get(tableId(table)), columns: widest }))
  const { chosen, others, notes } = chooseRecords(read)
  const joined = chosen.map((one) => joinPerson(one, read, chosen)).filter(({ columns }) => columns.length > 0)
  const targets = joined.map(({ kind, table, key }): Target => ({ kind, table: table.table, key }))
  const records = joined.map((one) => proposeRecord(one, { targets, profiles, tables: read }))
  return {
    records: records.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)),
    consents: proposeConsents(read, targets, profiles),
    nulls: placeholdersIn(profiles),
    others: others.map(({ kind, table, score }) => ({ kind, table: short(table.table.name), score: Math.round(score * 100) / 100 })),
    notes: [
      ...notes,
      ...(tables.length > MOST_TABLES ? [`only the first ${MOST_TABLES} of ${tables.length} tables were read`] : []),
      ...(columns > MOST_COLUMNS ? [`of ${columns} columns only the first ${widest} of each table were read`] : []),
    ],
  }
}

const ORDER = Object.keys(vocabulary.kinds)

/** Members of documents are kept under the name of both. */
const profileName = ({ document, name }: ReadColumn): string => (document === undefined ? name : `${document}/${name}`)

type Joined = ReturnType<typeof joinPerson>

interface Whole {
  readonly targets: readonly Target[]
  readonly profiles: Profiles
  readonly tables: readonly ReadTable[]
}

function proposeRecord(one: Joined, { targets, profiles, tables }: Whole): RecordProposal {
  const { kind, table, key, score, person, columns } = one
  const own = profiles.get(tableId(table.table))
  const other = person && profiles.get(tableId(person.table))
  const target: Target = { kind, table: table.table, key }
  const declared = pointersOf(target, targets)
  const link = declared.some(({ relation }) => relation === 'case') ? undefined : linkToCase(target, targets, tables)
  const pointers = link ? [...declared, linkPointer(link, targets)] : declared
  const pointing = new Set(pointers.flatMap((pointer) => pointer.columns))
  const usable = assignFields(
    [...columns, ...matchValues(kind, table.columns, (column) => own?.get(profileName(column)))]
      .filter(
        ({ column, field }) =>
          whyNoName(column.name) === undefined &&
          (isReference(field)
            ? !pointing.has(column.name) || key.includes(column.name)
            : !key.includes(column.name) && !pointing.has(column.name)),
      )
      .map((match) =>
        isReference(match.field) && !isUnique(table.table, match.column.name) ? { ...match, score: 0.75 * match.score } : match,
      )
      .filter((match) => match.score >= LEAST)
      .toSorted((a, b) => b.score - a.score),
  )
  const fields = [...usable].flatMap(([field, matches]): FieldProposal[] => {
    const proposal = proposeField(kind, field, matches, (column) => own?.get(profileName(column)) ?? other?.get(profileName(column)))
    return proposal ? [proposal] : []
  })
  const order = Object.keys(vocabulary.kinds[kind].fields)
  const sorted = fields.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
  return {
    kind,
    table: table.table,
    score: Math.round(score * 100) / 100,
    evidence: evidenceFor(one),
    key,
    ...(person || link ? { join: joinOf(one, sorted, pointers, link) } : {}),
    pointers,
    fields: sorted,
    filter:
      person || link ? [] : sorted.filter((field) => mayFilter(field) && isIndexed(table.table, field.column)).map(({ field }) => field),
    todo: [
      ...todoFor(one, sorted),
      ...(link ? [`a person in several cases points to the first of them only (${short(link.table.name)})`] : []),
    ],
  }
}

const linkPointer = ({ table, as }: CaseLink, targets: readonly Target[]): PointerProposal => ({
  relation: 'case',
  columns: [as],
  references: targets.find(({ kind }) => kind === 'CaseRecord')?.key ?? [],
  score: 0.75,
  evidence: [`by way of ${short(table.name)}`],
})

/** Only what is mapped is selected: key, pointers and fields. */
function joinOf(
  one: Joined,
  fields: readonly FieldProposal[],
  pointers: readonly PointerProposal[],
  link: CaseLink | undefined,
): JoinProposal {
  const { kind, table, key, person } = one
  const read = new Set([...key, ...pointers.flatMap(({ columns }) => columns), ...fields.flatMap(({ mapping }) => columnsIn(mapping))])
  const own = table.table.columns.map(({ name }) => name).filter((name) => read.has(name))
  return {
    file: joinFile({ kind, table: table.table }),
    own,
    ...(person ? { person: { ...person, columns: person.columns.filter((name) => read.has(name)) } } : {}),
    ...(link ? { link } : {}),
  }
}

const columnsIn = (mapping: FieldMapping): readonly string[] => {
  if (typeof mapping === 'string') return [mapping]
  if ('names' in mapping) return mapping.names.map(({ column }) => column)
  if ('documents' in mapping) return mapping.documents.map(({ column }) => column)
  return 'column' in mapping ? [mapping.column] : []
}

const evidenceFor = ({ byName, keyWhy, isShared, table, person }: Joined): readonly string[] => [
  byName > 0.6 ? 'the name of the table' : 'its columns',
  `key: ${keyWhy}`,
  ...(table.table.isView ? ['a view'] : []),
  ...(isShared ? ['the same table as another record'] : []),
  ...(person ? [`persons are in ${short(person.table.name)}`] : []),
]

function todoFor({ kind, byName, isKeySure, isShared, table }: Joined, fields: readonly FieldProposal[]): readonly string[] {
  const isCase = kind === 'CaseRecord' && fields.some(({ field }) => field === 'offenceAtRegistration' || field === 'offenceAtCharge')
  const hasRole = table.columns.some(({ words }) => words.some(({ meanings }) => meanings.has('ROLE')))
  return [
    ...(kind === 'VictimRecord' && byName === 0 && !isShared ? ['say whether these are the persons meant at all'] : []),
    ...(isKeySure ? [] : ['check that the key is unique']),
    ...(isCase ? [onlyTrafficking(fields)] : []),
    ...(isShared || (hasRole && kind !== 'EventRecord') ? ['say under `only` which rows of this table are meant here'] : []),
  ]
}

/** Penal Code art. 163 and 164: trafficking in persons. */
const TRAFFICKING: ReadonlySet<string> = new Set(['163', '164'])

/** Which rows are meant, in the words of the register itself where these are known: ready to be taken over, never taken over by itself. */
function onlyTrafficking(fields: readonly FieldProposal[]): string {
  const offence = fields.find(({ field }) => field === 'offenceAtRegistration') ?? fields.find(({ field }) => field === 'offenceAtCharge')
  const words = offence?.codes?.rows.filter(({ target }) => TRAFFICKING.has(target)).map(({ source }) => source.trim()) ?? []
  const example = offence && words.length > 0 ? `, such as: ${JSON.stringify({ [offence.column]: { in: words.slice(0, 6) } })}` : ''
  return `say under \`only\` which rows are about trafficking in persons${example}`
}

/** Names and documents cannot be filtered by; the rest can, where an index makes it cheap. */
const mayFilter = ({ mapping, codes, dates }: FieldProposal): boolean =>
  codes !== undefined ? isCodeListName(codes.list) : dates !== undefined || (typeof mapping === 'object' && 'format' in mapping)

/** Fields that a key may be; every other field is something that several rows can share. */
const isReference = (field: string): boolean => field === 'localRef' || field === 'localCode' || field === 'nuc'

const isUnique = ({ primaryKey, uniqueKeys, indexes }: IntrospectedTable, column: string): boolean =>
  [primaryKey, ...uniqueKeys, ...indexes.filter((index) => index.isUnique).map((index) => index.columns)].some((key) => key[0] === column)

const isIndexed = ({ indexes, primaryKey }: IntrospectedTable, column: string): boolean =>
  indexes.some(({ columns }) => columns[0] === column) || primaryKey[0] === column
