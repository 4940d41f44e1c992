import { createHash } from 'node:crypto'
import { z } from 'zod'

const names = z.array(z.string())
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/)

const LockColumn = z.strictObject({
  name: z.string(),
  /** As the database's catalogue writes it. */
  type: z.string(),
  isNullable: z.boolean(),
  /** Place in the table. Two columns that were renamed to each other's name are told by it. */
  position: z.int(),
  /** Whether the mapping reads it. The others are known so that a new one is noticed. */
  isMapped: z.boolean(),
})
export type LockColumn = z.infer<typeof LockColumn>

/** Stands for an expression among the columns of an index. */
export const EXPRESSION = '(expression)'

const LockTable = z.strictObject({
  schema: z.string().optional(),
  name: z.string(),
  isView: z.boolean(),
  /** In their order in the table. */
  columns: z.array(LockColumn),
  primaryKey: names,
  uniqueKeys: z.array(names),
  foreignKeys: z.array(z.strictObject({ columns: names, table: z.string(), references: names })),
  indexes: z.array(z.strictObject({ name: z.string(), columns: names, isUnique: z.boolean() })),
})
export type LockTable = z.infer<typeof LockTable>

const CodeTable = z.strictObject({
  schema: z.string().optional(),
  table: z.string(),
  /** The column with the codes. */
  key: z.string(),
  /** Columns that say what a code means. */
  labels: names,
  /** Code -> digest of its labels. */
  meanings: z.record(z.string(), digest),
})
export type CodeTable = z.infer<typeof CodeTable>

/** `schema.lock.json`: what the mapped tables looked like when a person last agreed that the mapping fits them. Holds no row of a record. */
export const SchemaLock = z.strictObject({
  version: z.literal(1),
  agency: z.string(),
  engine: z.enum(['postgres', 'mysql', 'sqlite', 'files', 'mssql']),
  /** Sorted by schema and name. */
  tables: z.array(LockTable),
  /** Tables of codes that mapped columns point to. */
  codeTables: z.array(CodeTable),
  /** Of everything above. */
  digest,
})
export type SchemaLock = z.infer<typeof SchemaLock>

/** Text of the file: members and lists in one fixed order, so that equal databases give equal bytes. */
export const lockText = (lock: SchemaLock): string => `${JSON.stringify(lock, undefined, 2)}\n`

/** Puts everything in its fixed order, and the digest under it. */
export const sealLock = ({ agency, engine, tables, codeTables }: Omit<SchemaLock, 'version' | 'digest'>): SchemaLock => {
  const sealed = {
    version: 1 as const,
    agency,
    engine,
    tables: tables.map(canonicalTable).toSorted(byText((table) => [table.schema ?? '', table.name])),
    codeTables: codeTables.map(canonicalCodes).toSorted(byText(({ schema, table, key }) => [schema ?? '', table, key])),
  }
  return { ...sealed, digest: `sha256:${createHash('sha256').update(JSON.stringify(sealed)).digest('hex')}` }
}

/** Whether nobody changed the lock by hand. */
export const isSealed = (lock: SchemaLock): boolean => sealLock(lock).digest === lock.digest

const canonicalTable = ({ schema, name, isView, columns, primaryKey, uniqueKeys, foreignKeys, indexes }: LockTable): LockTable => ({
  ...(schema === undefined ? {} : { schema }),
  name,
  isView,
  columns: columns
    .toSorted((a, b) => a.position - b.position)
    .map(({ name, type, isNullable, position, isMapped }) => ({ name, type, isNullable, position, isMapped })),
  primaryKey,
  uniqueKeys: uniqueKeys.toSorted(byText((columns) => columns)),
  foreignKeys: foreignKeys
    .map(({ columns, table, references }) => ({ columns, table, references }))
    .toSorted(byText(({ table, columns }) => [table, ...columns])),
  indexes: indexes.map(({ name, columns, isUnique }) => ({ name, columns, isUnique })).toSorted(byText(({ name }) => [name])),
})

const canonicalCodes = ({ schema, table, key, labels, meanings }: CodeTable): CodeTable => ({
  ...(schema === undefined ? {} : { schema }),
  table,
  key,
  labels,
  meanings: Object.fromEntries(Object.entries(meanings).toSorted(byText(([code]) => [code]))),
})

/** By code units, whatever the machine's language. */
const byText =
  <T>(of: (value: T) => readonly string[]) =>
  (a: T, b: T): number => {
    const [left, right] = [JSON.stringify(of(a)), JSON.stringify(of(b))]
    return left < right ? -1 : left > right ? 1 : 0
  }
