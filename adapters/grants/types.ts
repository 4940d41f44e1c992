import type { NeededTable } from './needed-columns.ts'

/** What an agency's database administrator runs once, so that the adapter can read the mapped columns and nothing else. */
export interface Grants {
  readonly agency: string
  readonly engine: 'postgres' | 'mysql' | 'sqlite' | 'mssql' | 'files'
  /** The role or user that the adapter signs in with; absent where files are read. */
  readonly role?: string
  readonly tables: readonly NeededTable[]
  /** Statements, in their order. Run again after each change of the mapping: rights that are no longer needed go. */
  readonly privileges: readonly string[]
  /** Statements that make filters and lists quick; none of them is needed. */
  readonly indexes: readonly string[]
  /** What no statement says. */
  readonly notes: readonly string[]
}

export interface GrantsOptions {
  /** Name of the role or user. @default `tip_hub_` and the agency's code */
  readonly role?: string
  /** Engine to write for, where it is not the one of the agency file (courts on MariaDB instead of SQLite). @default the file's */
  readonly engine?: Grants['engine']
  /** MySQL and MariaDB: the machine that the adapter signs in from. @default `localhost` */
  readonly host?: string
}
