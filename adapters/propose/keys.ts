import { whyNoName } from '../../schema/index.ts'
import { ROW_COLUMN } from '../files/table.ts'
import type { IntrospectedTable } from '../types.ts'
import { typeClass } from './column-type.ts'
import type { Meaning } from './lexicon/index.ts'
import { readName } from './read-name.ts'

/** The column(s) that identify a row, and why; undefined where nothing in the catalogue or in the names says so. */
export const keyOf = (
  table: IntrospectedTable,
): { readonly columns: readonly string[]; readonly why: string; readonly isSure: boolean } | undefined => {
  const plain = (columns: readonly string[]): boolean =>
    columns.length > 0 && columns.every((column) => column !== '(expression)' && whyNoName(column) === undefined && exists(table, column))
  if (plain(table.primaryKey)) return { columns: table.primaryKey, why: 'primary key', isSure: true }
  const unique = [...table.uniqueKeys, ...table.indexes.filter(({ isUnique }) => isUnique).map(({ columns }) => columns)]
    .filter(plain)
    .toSorted((a, b) => a.length - b.length || Number(nullable(table, a)) - Number(nullable(table, b)))[0]
  if (unique) return { columns: unique, why: 'unique index', isSure: true }
  const named = table.columns.find(
    ({ name, type }, index) => index < 3 && whyNoName(name) === undefined && looksLikeKey(name, type, table.name),
  )
  if (named) return { columns: [named.name], why: 'its name', isSure: false }
  // Rows of a file are numbered when it is read.
  return table.columns.some(({ name }) => name === ROW_COLUMN)
    ? { columns: [ROW_COLUMN], why: 'the place in the file, which changes when rows are inserted above', isSure: false }
    : undefined
}

const exists = (table: IntrospectedTable, column: string): boolean => table.columns.some(({ name }) => name === column)
const nullable = (table: IntrospectedTable, key: readonly string[]): boolean =>
  table.columns.some(({ name, isNullable }) => isNullable && key.includes(name))

/** The first columns of a file or view: a number, a code or a reference of its own. */
function looksLikeKey(name: string, type: string, tableName: string): boolean {
  if (['date', 'boolean', 'json', 'array', 'binary'].includes(typeClass(type))) return false
  const words = readName(name)
  const own = new Set(readName(tableName).flatMap(({ meanings }) => [...meanings]))
  const speaks = (...wanted: readonly Meaning[]): boolean => words.some(({ meanings }) => wanted.some((meaning) => meanings.has(meaning)))
  const isOnlyKey = words.every(({ meanings }) => [...meanings].some((meaning) => KEY_WORDS.has(meaning) || own.has(meaning)))
  return words.length > 0 && isOnlyKey && speaks('ID', 'NUMBER', 'CODE')
}

const KEY_WORDS: ReadonlySet<Meaning> = new Set(['ID', 'NUMBER', 'CODE', 'COUNT', 'CASE'] satisfies Meaning[])
