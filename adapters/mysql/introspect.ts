import { catalogueTable } from '../read-tables.ts'
import type { Engine, IntrospectedTable } from '../types.ts'

/**
 * Flat questions, put together here: nested ones over `information_schema` open every table anew for each row, which takes minutes
 * on a database of hundreds of tables.
 */
const TABLES = `select table_name, table_type, table_rows from information_schema.tables where table_schema = database() order by table_name`
const COLUMNS = `select table_name, column_name, column_type, is_nullable, column_comment, ordinal_position
from information_schema.columns where table_schema = database() order by table_name, ordinal_position`
const CONSTRAINTS = `select table_name, constraint_name, constraint_type
from information_schema.table_constraints where table_schema = database() order by table_name, constraint_name`
const KEY_COLUMNS = `select table_name, constraint_name, column_name, referenced_table_name, referenced_column_name
from information_schema.key_column_usage where table_schema = database() order by table_name, constraint_name, ordinal_position`
const INDEXES = `select table_name, index_name, non_unique, column_name
from information_schema.statistics where table_schema = database() order by table_name, index_name, seq_in_index`

type Cells = readonly (string | null)[]
type Run = (statement: { readonly sql: string; readonly parameters: readonly unknown[] }) => ReturnType<Engine['run']>

const KINDS: Readonly<Record<string, 'p' | 'u' | 'f'>> = { 'PRIMARY KEY': 'p', UNIQUE: 'u', 'FOREIGN KEY': 'f' }

/** Five catalogue queries. */
export const introspectMysql = async (run: Run): Promise<readonly IntrospectedTable[]> => {
  const ask = async (sql: string): Promise<readonly Cells[]> => run({ sql, parameters: [] })
  const tables = await ask(TABLES)
  const columns = byFirst(await ask(COLUMNS))
  const constraints = byFirst(await ask(CONSTRAINTS))
  const keyColumns = byFirst(await ask(KEY_COLUMNS))
  const indexes = byFirst(await ask(INDEXES))
  return tables.map(([name = null, type = null, rows = null]) =>
    catalogueTable({
      name,
      isView: /view/i.test(type ?? ''),
      rowEstimate: rows === null ? null : Number(rows),
      columns: of(columns, name).map(([, column, columnType, nullable, comment, position]) => ({
        name: column,
        type: columnType,
        isNullable: nullable === 'YES',
        comment,
        position: Number(position),
      })),
      keys: of(constraints, name).flatMap(([, constraint = null, constraintType = null]) =>
        keyOf(constraint, constraintType, of(keyColumns, name)),
      ),
      indexes: [...Map.groupBy(of(indexes, name), (row) => row[1] ?? '')].map(([index, parts]) => ({
        name: index,
        isUnique: parts[0]?.[2] === '0',
        columns: parts.map((row) => row[3] ?? null),
      })),
    }),
  )
}

function keyOf(constraint: string | null, type: string | null, all: readonly Cells[]) {
  const kind = KINDS[type ?? '']
  const parts = all.filter((row) => row[1] === constraint)
  if (kind === undefined || parts.length === 0) return []
  const columns = parts.map((row) => row[2] ?? null)
  return [
    kind === 'f' ? { kind, columns, table: parts[0]?.[3] ?? null, references: parts.map((row) => row[4] ?? null) } : { kind, columns },
  ]
}

const byFirst = (rows: readonly Cells[]): ReadonlyMap<string, readonly Cells[]> => Map.groupBy(rows, (row) => row[0] ?? '')
const of = (rows: ReadonlyMap<string, readonly Cells[]>, table: string | null): readonly Cells[] => rows.get(table ?? '') ?? []
