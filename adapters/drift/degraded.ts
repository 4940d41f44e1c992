import type { AgencyModel, LockChange, RecordKindName, Relation, SchemaLock } from '../../schema/index.ts'
import { readerColumns } from '../grants/needed-columns.ts'
import { schemaOf } from '../grants/postgres.ts'
import { selectColumns } from '../grants/sql-columns.ts'
import { isSameColumn } from '../lock/find-table.ts'
import type { Engine } from '../types.ts'

/** What of an agency cannot be trusted to mean what it did, until a person has looked or the database is as it was. */
export interface Degraded {
  /** Record kinds of which nothing is read: their key, a pointer, their own conditions or their SELECT are touched. */
  readonly kinds: ReadonlySet<RecordKindName>
  /** Fields by kind, where the rest of the kind still serves. */
  readonly fields: ReadonlyMap<RecordKindName, ReadonlySet<string>>
  /** No consent counts as given. */
  readonly consents: boolean
}

export const NOTHING_DEGRADED: Degraded = { kinds: new Set(), fields: new Map(), consents: false }

export const isNothing = ({ kinds, fields, consents }: Degraded): boolean => kinds.size === 0 && fields.size === 0 && !consents

type Dialect = Pick<Engine, 'dialect'>

/** What the differences between the lock and the database put out of service: as little as keeps every value what it says it is. */
export const degradedBy = (model: AgencyModel, engine: Dialect, lock: SchemaLock, changes: readonly LockChange[]): Degraded => {
  const touched = [...changes.flatMap(breaking), ...changes.flatMap((change) => pointersTo(lock, change))]
  const isTouched = (from: Relation, columns: readonly string[]): boolean =>
    touched.some((change) =>
      'table' in from
        ? isTable(model, engine, from, change) &&
          (change.column === undefined || columns.some((one) => isSameColumn(engine, one, change.column ?? '')))
        : readsOf(from, engine).some(
            (read) =>
              isTable(model, engine, read, change) && (change.column === undefined || isSameColumn(engine, read.column, change.column)),
          ),
    )

  const kinds = new Set<RecordKindName>()
  const fields = new Map<RecordKindName, ReadonlySet<string>>()
  for (const [kind, record] of model.records) {
    const { from, key, only, parents } = record
    const pointers = [...parents.values()]
    const isKindTouched =
      isTouched(from, [...key, ...only.map(({ column }) => column), ...pointers.flatMap(({ columns }) => columns)]) ||
      pointers.some(({ kind: to, references }) => {
        const target = model.records.get(to)
        // A SELECT of the other kind is that kind's own trouble.
        return target !== undefined && 'table' in target.from && isTouched(target.from, references)
      })
    if (isKindTouched) kinds.add(kind)
    else if ('table' in from) {
      const lost = [...record.fields.values()].filter(({ reader }) => isTouched(from, readerColumns(reader))).map(({ name }) => name)
      if (lost.length > 0) fields.set(kind, new Set(lost))
    }
  }
  const victims = model.records.get('VictimRecord')
  const consents = model.consents.some(
    ({ from, only, subject, scope, state, until }) =>
      isTouched(from, [
        ...subject.columns,
        ...only.map(({ column }) => column),
        ...[scope, state, ...(until ? [until] : [])].flatMap(readerColumns),
      ]) ||
      (victims !== undefined && isTouched(victims.from, 'table' in victims.from ? subject.references : [])),
  )
  return { kinds, fields, consents }
}

/** A column, or without one a whole table, that is not what it was. */
interface Touched {
  readonly schema?: string
  readonly table: string
  readonly column?: string
}

const placeOf = ({ schema, table }: Touched): Touched => ({ ...(schema === undefined ? {} : { schema }), table })

const breaking = (change: LockChange): readonly Touched[] =>
  change.severity === 'BREAKING' ? [{ ...placeOf(change), ...(change.column === undefined ? {} : { column: change.column }) }] : []

/** Columns whose codes are explained in a table that now explains them otherwise: which rows were written under which meaning, nobody knows. */
const pointersTo = (lock: SchemaLock, change: LockChange): readonly Touched[] =>
  change.code !== 'CODE_MEANING'
    ? []
    : lock.tables.flatMap((table) =>
        table.foreignKeys
          .filter((key) => key.table === change.table && key.columns.length === 1)
          .flatMap(({ columns }) =>
            columns.map((column) => ({ ...(table.schema === undefined ? {} : { schema: table.schema }), table: table.name, column })),
          ),
      )

const isTable = (
  model: AgencyModel,
  engine: Dialect,
  { schema, table }: { readonly schema?: string; readonly table: string },
  touched: Touched,
): boolean => {
  if (engine.dialect === 'postgres') return touched.table === table && touched.schema === (schema ?? schemaOf(model))
  return touched.table.toLowerCase() === table.toLowerCase()
}

const readsOf = (from: Extract<Relation, { readonly sql: string }>, { dialect }: Dialect) =>
  selectColumns(from.sql, from.name, dialect).reads
