import type { AgencyModel, KindAccess, RecordKindName, SingleCondition, Source, Viewer } from '../schema/index.ts'

/** SQL text with its parameters, ready for one engine. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /**
   * By column, whether its cells come again and again: codes, days, small numbers, and keys, by which rows are asked for. Never free texts or names, of which
   * nothing may be kept. @default none does
   */
  readonly repeats?: readonly boolean[]
  /** The text between the parameters, where the statement reads from a SELECT and the engine may do better with its values written out. */
  readonly pieces?: readonly string[]
}

export interface RunOptions {
  readonly signal: AbortSignal
  /** Longest run in milliseconds; the engine cancels the statement at the database. */
  readonly timeoutMs: number
}

/** One column of a table as the database's catalogue tells it. */
export interface IntrospectedColumn {
  readonly name: string
  readonly type: string
  readonly isNullable: boolean
  readonly comment?: string
  /** Place in the table, as the catalogue numbers it. Absent: as listed. */
  readonly position?: number
  /** Whether the role may read it. Absent: it could not be listed otherwise. */
  readonly isReadable?: boolean
}

/** One table or view as the database's catalogue tells it. */
export interface IntrospectedTable {
  readonly schema?: string
  readonly name: string
  readonly isView: boolean
  readonly columns: readonly IntrospectedColumn[]
  readonly primaryKey: readonly string[]
  readonly uniqueKeys: readonly (readonly string[])[]
  readonly foreignKeys: readonly { readonly columns: readonly string[]; readonly table: string; readonly references: readonly string[] }[]
  readonly indexes: readonly { readonly name: string; readonly columns: readonly string[]; readonly isUnique: boolean }[]
  readonly rowEstimate?: number
}

/** Runs of an engine at one moment, and how many there may be. */
export interface EngineLoad {
  readonly running: number
  readonly most: number
  readonly waiting: number
  readonly mostWaiting: number
}

/** What a database expects of a statement that it has not run. */
export interface PlanCost {
  /** PostgreSQL: its own unit, a page read in order is 1. MariaDB and MySQL: rows looked at. */
  readonly cost: number
  /** Tables that it means to read from end to end, as the database names them. */
  readonly wholeTables: readonly string[]
}

/** A statement that was refused for what the database expects of it; for the agency's own log. No values. */
export interface CostlyPlan extends PlanCost {
  /** In shared terms: `CaseRecord.registeredDate`. */
  readonly asked: string
  readonly ceiling: number
  /** Statements that make the indexes which would serve it; none where no index of this database would. */
  readonly indexes: readonly string[]
}

/** What an engine can do; the compiler asks these instead of the engine's name. */
export interface EngineCapabilities {
  /** Cancels a running statement when the asker hangs up. */
  readonly cancels: boolean
  /** Whether the data are a snapshot of files, and so may be stale. */
  readonly isSnapshot: boolean
  /** Whether the rows of the folder's SELECTs stand in tables of the engine's own, by the names of `keepReady`. @default false */
  readonly keepsSelects?: boolean
}

/**
 * Runs SQL on one agency's database, read-only. Implement this to support a database that the hub does not know;
 * `adapters/postgres/` is a whole one, and `test/contract/` is the suite that yours must pass.
 */
export interface Engine {
  readonly dialect: 'postgres' | 'mysql' | 'sqlite'
  readonly capabilities: EngineCapabilities

  /**
   * @returns one array of cells per row, in the order of the select list; every cell is text or null (the compiler casts; dates and integers are text)
   * @throws {HubError} SOURCE_UNAVAILABLE (down), AGENCY_TIMEOUT (statement too slow), OVERLOADED (queue full), SCHEMA_MISMATCH (a table or column is gone)
   */
  run(statement: Statement, options: RunOptions): Promise<readonly (readonly (string | null)[])[]>

  /**
   * What the database expects of a statement; it is not run. Absent where the engine tells nothing of the kind.
   *
   * @returns undefined where the database does not tell this role
   * @throws {HubError} as `run`
   */
  cost?(statement: Statement, options: RunOptions): Promise<PlanCost | undefined>

  /** The catalogue of the mapped tables, or of all that the role may see. */
  introspect(options: RunOptions): Promise<readonly IntrospectedTable[]>

  /** Date of the data (ISO date-time) where the source is a snapshot of files; undefined where it is live. */
  asOf(): string | undefined

  /** Whether the source now holds something else than the snapshot that is served: gone, broken, or still being written. Absent: never. */
  isStale?(): boolean

  /** For whoever watches over the process. */
  load?(): EngineLoad

  close(): Promise<void>
}

/** What an engine that answers from a copy of its own may hold ready. */
export interface KeepReady {
  /** SELECTs of the agency's folder, and the table that is to hold what each one gives. */
  readonly selects: readonly { readonly table: string; readonly sql: string }[]
  /** What lists are ordered by: SQL over one table. */
  readonly orders: readonly { readonly table: string; readonly expression: string }[]
}

/** Opens the engine that a source names. `env` hands in the variables that the file names; secrets never stand in the file. */
export type OpenEngine = (
  source: Source,
  limits: AgencyModel['limits'],
  env: Readonly<Record<string, string | undefined>>,
  /** Code of the agency, for its errors. */
  agency?: string,
  /** Of use to sources that are read into memory, see `keepReady`. @default nothing */
  keep?: KeepReady,
) => Promise<Engine>

/** A row's key as text: the value itself where the key is one column, a JSON array of texts otherwise. Stable, compared binarily. */
export type RowKey = string

/** Where a row stands in an ordered list: ISO date (null = not recorded, sorts last), then its key. */
export interface Position {
  readonly sortKey: string | null
  readonly key: RowKey
}

/** A filter over fields in shared terms. All parts must hold; a field that the viewer may not see in full matches nothing. */
export type FieldFilter =
  | { readonly field: string; readonly in: readonly string[] }
  /** ISO dates, both inclusive; a reduced-precision value matches where its whole span lies inside. */
  | { readonly field: string; readonly from?: string; readonly to?: string }

/** Which rows are read. Everything here is fixed when the query is prepared; keys and limits come with each run. */
export type Selection =
  | { readonly by: 'keys' }
  /** Children of given parents: `relation` is this kind's relation to its parent (`case`, `victim`, `perpetrator`). */
  | { readonly by: 'parents'; readonly relation: string }
  /** Rows of CaseRecord whose NUC is one of the given canonical NUCs and may be used for joining (`link`). */
  | { readonly by: 'nucs' }
  | {
      readonly by: 'page'
      readonly filter: readonly FieldFilter[]
      /** Date field; absent where the list is ordered by key alone. */
      readonly orderBy?: string
      readonly isDescending: boolean
      /** Read towards the start instead of the end; rows come in the order of reading. */
      readonly isBackward: boolean
    }

export interface RecordQuery {
  readonly kind: RecordKindName
  /** Fields of the vocabulary whose values are wanted, in this order. Withheld and unheld ones cost nothing. */
  readonly fields: readonly string[]
  /** `one` relations (case, victim, perpetrator) whose parent key is wanted, in this order. */
  readonly parents: readonly string[]
  readonly selection: Selection
  readonly access: KindAccess
  /** Access to the other kinds: a parent that the viewer may not see gives no key. */
  readonly accessOf: (kind: RecordKindName) => KindAccess
  readonly viewer: Viewer
  /** Also the canonical NUC where `link` holds for the row, for the joining of records. */
  readonly withLinkNuc: boolean
}

/** Why a cell is null. */
export type GapReason = 'NOT_HELD' | 'NOT_RECORDED' | 'WITHHELD' | 'UNMAPPED' | 'SCHEMA_MISMATCH'

export interface PersonName {
  readonly type: string
  readonly text: string
}
export interface IdDocument {
  readonly type: string
  readonly number: string
}
/** A value in shared terms. Integers, money and booleans as text (`"12"`, `"true"`); lists never contain null. */
export type Cell = string | readonly string[] | readonly PersonName[] | readonly IdDocument[] | null

/** A row that the viewer may see, in shared terms. */
export interface RecordRow {
  readonly key: RowKey
  /** Aligned with `query.fields`. */
  readonly cells: readonly Cell[]
  /** Aligned with `query.fields`: why the cell is null (or, for a list, why it is shorter than the source: UNMAPPED); undefined where nothing is missing. */
  readonly gaps: readonly (GapReason | undefined)[]
  /** Aligned with `query.parents`. */
  readonly parents: readonly (RowKey | null)[]
  /** `by: 'parents'`: which of the given parents this row belongs to. */
  readonly of: RowKey | null
  /** `by: 'page'`: its place. */
  readonly position: Position | null
  readonly linkNuc: string | null
}

export interface ReadInput {
  /** `by: 'keys'` and `'parents'`: row keys, at most `limits.keys`; `by: 'nucs'`: canonical NUCs, at most 50. */
  readonly keys?: readonly string[]
  /** `by: 'page'`: continue behind this place. */
  readonly after?: Position
  /** `by: 'page'`: rows at most. */
  readonly first?: number
  /** ISO date of the request in the agency's zone, for consents and dated conditions. */
  readonly today: string
}

/** A query compiled for one agency and viewer profile: one SQL statement, run with new keys each time. Cacheable. */
export interface PreparedRead {
  readonly query: RecordQuery
  /** The text that will run, for tests, `preview --sql` and the evidence log. */
  readonly sql: string
  /** @returns visible rows only; `by: 'keys'`: in no particular order, missing and hidden ones absent alike */
  run(input: ReadInput, options: RunOptions): Promise<readonly RecordRow[]>
}

/** Which single conditions of the policy are asked of rows of a kind. */
export interface FactsQuery {
  readonly kind: RecordKindName
  /** Each one stands alone: nothing here says how rules put them together. */
  readonly conditions: readonly SingleCondition[]
  readonly viewer: Viewer
}

/** Conditions compiled for one agency and viewer: one statement, apart from every read. Cacheable. */
export interface PreparedFacts {
  readonly query: FactsQuery
  readonly sql: string
  /**
   * @param input.keys row keys, at most `limits.keys`
   * @returns by key, whether the row meets each of `query.conditions`, in their order; without rows that are not there, and without keys that
   *   several rows share and that differ in what they meet
   */
  run(
    input: { readonly keys: readonly RowKey[]; readonly today: string },
    options: RunOptions,
  ): Promise<ReadonlyMap<RowKey, readonly boolean[]>>
}

/** An agency's model bound to its engine: what a subgraph reads from. */
export interface AgencySource {
  readonly model: AgencyModel
  readonly engine: Engine
  /** @throws {HubError} FORBIDDEN_ARGUMENT where the filter or order names a field that this viewer can never see in full */
  prepare(query: RecordQuery): PreparedRead
  /** For whoever decides again what a read has let out: by rows, not by the read's own SQL. */
  prepareFacts(query: FactsQuery): PreparedFacts
}
