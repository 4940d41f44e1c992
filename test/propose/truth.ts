import { loadAgencyFolder, type Proposal } from '../../adapters/index.ts'
import type { ColumnPlan, FieldReader } from '../../schema/index.ts'

/** What a folder says, as plain facts that can be counted. */
export interface Facts {
  /** `VictimRecord vitima` */
  readonly tables: ReadonlySet<string>
  /** `VictimRecord.sex sexu` */
  readonly fields: ReadonlySet<string>
  /** `VictimRecord.sex sexu sex` */
  readonly codes: ReadonlySet<string>
  /** `VictimRecord.case id_kazu` */
  readonly joins: ReadonlySet<string>
  /** `CaseRecord.reportedDate data_keixa` */
  readonly dates: ReadonlySet<string>
}
export const FACTS = ['tables', 'fields', 'codes', 'joins', 'dates'] as const

/** The facts of an agency's finished folder. A SELECT counts as its first table; a constant tells nothing of a column and is no fact. */
export const truthOf = async (folder: string): Promise<Facts> => {
  const model = await loadAgencyFolder(folder)
  const facts = emptyFacts()
  for (const [kind, record] of model.records) {
    facts.tables.add(`${kind} ${'table' in record.from ? record.from.table : firstTable(record.from.sql)}`)
    for (const [relation, parent] of record.parents) facts.joins.add(`${kind}.${relation} ${parent.columns.join()}`)
    for (const [name, { definition, reader }] of record.fields)
      for (const plan of columnsOf(reader)) {
        facts.fields.add(`${kind}.${name} ${plan.column}`)
        if (definition.type === 'code') facts.codes.add(`${kind}.${name} ${plan.column} ${definition.codes}`)
        if (definition.type === 'date') facts.dates.add(`${kind}.${name} ${plan.column}`)
      }
  }
  return facts
}

/** A path inside a document is a column of its own. */
const columnsOf = (reader: FieldReader): readonly { readonly column: string }[] => {
  const named = ({ column, path }: ColumnPlan) => ({ column: path === undefined ? column : `${column}/${path.join('.')}` })
  switch (reader.read) {
    case 'constant':
      return []
    case 'column':
      return [named(reader.column)]
    case 'firstOf':
    case 'names':
      return reader.of.map(named)
    case 'documents':
      return reader.of
    case 'flags':
      return reader.flags
  }
}

const firstTable = (sql: string): string => /\bfrom\s+"?([\w ]+?)"?(\s+as\b|\s*$|\s*\n)/i.exec(sql)?.[1] ?? ''

/** The same facts of a proposal. */
export const factsOf = (proposal: Proposal): Facts => {
  const facts = emptyFacts()
  for (const { kind, table, pointers, fields } of proposal.records) {
    facts.tables.add(`${kind} ${table.name}`)
    for (const { relation, columns } of pointers) facts.joins.add(`${kind}.${relation} ${columns.join()}`)
    for (const { field, column, mapping, codes, dates } of fields) {
      const named =
        typeof mapping === 'object' && 'column' in mapping && mapping.path !== undefined ? `${mapping.column}/${mapping.path}` : column
      const columns =
        typeof mapping === 'object' && 'names' in mapping
          ? mapping.names.map((one) => (one.path === undefined ? one.column : `${one.column}/${one.path}`))
          : typeof mapping === 'object' && 'documents' in mapping
            ? mapping.documents.map((one) => one.column)
            : [named]
      for (const name of columns) facts.fields.add(`${kind}.${field} ${name}`)
      if (codes) facts.codes.add(`${kind}.${field} ${named} ${codes.list}`)
      if (dates) facts.dates.add(`${kind}.${field} ${named}`)
    }
  }
  return facts
}

const emptyFacts = () => ({
  tables: new Set<string>(),
  fields: new Set<string>(),
  codes: new Set<string>(),
  joins: new Set<string>(),
  dates: new Set<string>(),
})

export interface Score {
  readonly right: number
  readonly proposed: number
  readonly wanted: number
}
export const scoreOf = (found: ReadonlySet<string>, wanted: ReadonlySet<string>): Score => ({
  right: [...found].filter((fact) => wanted.has(fact)).length,
  proposed: found.size,
  wanted: wanted.size,
})
