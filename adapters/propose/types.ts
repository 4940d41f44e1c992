import type { CodeListName, DateFormat, FieldMapping, RecordKindName } from '../../schema/index.ts'
import type { IntrospectedTable } from '../types.ts'

/** A written form with digits as 9 and letters as a, how many cells have it, and how its first two numbers tell day from month. */
export interface CellShape {
  readonly shape: string
  readonly count: number
  /** Cells whose first number is above 12, and whose second is: such a number can be no month. */
  readonly firstOver12: number
  readonly secondOver12: number
}

/** What was asked of one column's cells. Values only where the column looks like codes, and only those met at least `MIN_COUNT` times. */
export interface ColumnProfile {
  /** Rows looked at, and those whose cell is not empty. */
  readonly rows: number
  readonly filled: number
  readonly distinct: number
  readonly values?: readonly { readonly value: string; readonly count: number }[]
  readonly shapes?: readonly CellShape[]
  /** JSON documents: names of their members. */
  readonly members?: readonly { readonly name: string; readonly count: number; readonly isList: boolean }[]
}

/** Profiles by `tableId` and column. */
export type Profiles = ReadonlyMap<string, ReadonlyMap<string, ColumnProfile>>

/** A value met fewer times might single out a person: it is neither read nor written down. */
export const MIN_COUNT = 5

export const tableId = ({ schema, name }: Pick<IntrospectedTable, 'schema' | 'name'>): string => JSON.stringify([schema ?? '', name])

/** One row of a code map that a person has yet to approve. */
export interface ProposedCode {
  readonly source: string
  /** Empty where nothing like it is known. */
  readonly target: string
  readonly score: number
  readonly count: number
}

export interface FieldProposal {
  readonly field: string
  /** Column that it is read from; of several, the first. */
  readonly column: string
  readonly mapping: FieldMapping
  /** 0 to 1. */
  readonly score: number
  /** For people: why. Names of columns and meanings, never a value. */
  readonly evidence: readonly string[]
  readonly codes?: { readonly list: CodeListName; readonly rows: readonly ProposedCode[] }
  readonly dates?: readonly DateFormat[]
  /** What a person must decide. */
  readonly todo?: string
}

export interface PointerProposal {
  readonly relation: 'case' | 'victim' | 'perpetrator'
  readonly columns: readonly string[]
  readonly references: readonly string[]
  readonly score: number
  readonly evidence: readonly string[]
}

/** A SELECT over several tables, kept in a file of the folder. Nothing but what is mapped is selected. */
export interface JoinProposal {
  readonly file: string
  /** Columns of the record's own table. */
  readonly own: readonly string[]
  /** The table of persons that the row points to. */
  readonly person?: {
    readonly table: IntrospectedTable
    readonly columns: readonly string[]
    readonly on: readonly (readonly [own: string, theirs: string])[]
  }
  /** A table between persons and cases: the first case is taken, so that a person stays one row. */
  readonly link?: {
    readonly table: IntrospectedTable
    readonly on: readonly [own: string, theirs: string]
    readonly column: string
    /** Name of that column in the SELECT. */
    readonly as: string
  }
}

export interface RecordProposal {
  readonly kind: RecordKindName
  readonly table: IntrospectedTable
  readonly score: number
  readonly evidence: readonly string[]
  readonly key: readonly string[]
  readonly join?: JoinProposal
  readonly pointers: readonly PointerProposal[]
  readonly fields: readonly FieldProposal[]
  readonly filter: readonly string[]
  readonly todo: readonly string[]
}

export interface ConsentProposal {
  readonly table: IntrospectedTable
  readonly subject: readonly string[]
  readonly scope: string
  readonly state: string
  readonly until?: string
  readonly untilFormats?: readonly DateFormat[]
  readonly scopeRows: readonly ProposedCode[]
  readonly stateRows: readonly ProposedCode[]
  readonly score: number
}

/** What the tables of one database seem to mean. A person reads, corrects and approves it. */
export interface Proposal {
  readonly records: readonly RecordProposal[]
  readonly consents: readonly ConsentProposal[]
  /** Texts that stand for "not recorded". */
  readonly nulls: readonly string[]
  /** Tables that might also have been meant, best first. */
  readonly others: readonly { readonly kind: RecordKindName; readonly table: string; readonly score: number }[]
  /** For people: what was left out, and why. */
  readonly notes: readonly string[]
}
