import { type RawBuilder, sql } from 'kysely'
import type { Engine } from '../types.ts'

type TypeSql = RawBuilder<unknown>

/**
 * The type of a scratch column that behaves as the agency's own does where a mapping reads it. A type that the agency made itself (an enum, a
 * domain) is text: its values are read as text.
 *
 * @param type as the database's catalogue writes it
 */
export const columnType = (dialect: Engine['dialect'], type: string): TypeSql => {
  const name = type.trim().toLowerCase()
  switch (dialect) {
    case 'postgres':
      return name.endsWith('[]') ? sql`${postgresType(name.slice(0, -2))}[]` : postgresType(name)
    case 'mysql':
      return mysqlType(name)
    case 'sqlite':
      return sqliteType(name)
  }
}

const POSTGRES: Readonly<Record<string, TypeSql>> = {
  smallint: sql`smallint`,
  integer: sql`integer`,
  bigint: sql`bigint`,
  numeric: sql`numeric`,
  real: sql`real`,
  'double precision': sql`double precision`,
  money: sql`money`,
  boolean: sql`boolean`,
  date: sql`date`,
  'time without time zone': sql`time`,
  'timestamp without time zone': sql`timestamp`,
  'timestamp with time zone': sql`timestamptz`,
  uuid: sql`uuid`,
  json: sql`json`,
  jsonb: sql`jsonb`,
  bytea: sql`bytea`,
}

function postgresType(name: string): TypeSql {
  const known = POSTGRES[name]
  if (known) return known
  const [, base, first, second] = name.match(/^(numeric|character|timestamp)\((\d+)(?:,(\d+))?\)/) ?? []
  if (base === 'numeric') return sql`numeric(${sql.lit(Number(first))}, ${sql.lit(Number(second ?? 0))})`
  if (base === 'timestamp') return name.endsWith('with time zone') ? sql`timestamptz` : sql`timestamp`
  // Padded with blanks, unlike every other text.
  if (base === 'character') return sql`char(${sql.lit(Number(first))})`
  return sql`text`
}

const MYSQL: Readonly<Record<string, TypeSql>> = {
  date: sql`date`,
  time: sql`time`,
  json: sql`json`,
  double: sql`double`,
  float: sql`float`,
}

function mysqlType(name: string): TypeSql {
  const known = MYSQL[name]
  if (known) return known
  const [, base, width] = name.match(/^([a-z]+)(?:\((\d+))?/) ?? []
  const unsigned = name.includes('unsigned') ? sql` unsigned` : sql``
  const zerofill = name.includes('zerofill') ? sql` zerofill` : sql``
  switch (base) {
    case 'tinyint':
    case 'smallint':
    case 'mediumint':
    case 'int':
    case 'bigint':
      return sql`bigint${width === undefined ? sql`` : sql`(${sql.lit(Number(width))})`}${unsigned}${zerofill}`
    case 'decimal': {
      const [, precision = '10', scale = '0'] = name.match(/\((\d+)(?:,(\d+))?\)/) ?? []
      return sql`decimal(${sql.lit(Number(precision))}, ${sql.lit(Number(scale))})${unsigned}${zerofill}`
    }
    case 'datetime':
    case 'timestamp':
      return sql`datetime`
    case 'char':
      return sql`char(${sql.lit(Math.min(Number(width ?? 1), 255))})`
    case 'varchar':
      return sql`varchar(${sql.lit(Number(width ?? 255))})`
    default:
      return sql`text`
  }
}

/** SQLite goes by what the name of a type contains: https://sqlite.org/datatype3.html, § 3.1. */
function sqliteType(name: string): TypeSql {
  if (name.includes('int')) return sql`integer`
  if (/char|clob|text/.test(name)) return sql`text`
  if (name === '' || name.includes('blob')) return sql`blob`
  return /real|floa|doub/.test(name) ? sql`real` : sql`numeric`
}
