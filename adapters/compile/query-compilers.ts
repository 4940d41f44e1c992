import {
  DummyDriver,
  Kysely,
  MssqlAdapter,
  MssqlIntrospector,
  MssqlQueryCompiler,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Statement } from '../types.ts'
import type { Sql, SqlDialect } from './dialect.ts'

/** Kysely compiles only; the engines run. Tables are named by the agency's file, so no types are known here. */
type AnyTables = Record<string, Record<string, unknown>>

/** Stands in no SQL text, so that what lies between the parameters can be told apart. */
const PLACE = '\u0000'

class MysqlPieces extends MysqlQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return PLACE
  }
}

const compilers: Readonly<Record<SqlDialect['name'], Kysely<AnyTables>>> = {
  postgres: new Kysely<AnyTables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
  mysql: new Kysely<AnyTables>({
    dialect: {
      createAdapter: () => new MysqlAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new MysqlIntrospector(db),
      createQueryCompiler: () => new MysqlPieces(),
    },
  }),
  sqlite: new Kysely<AnyTables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
  mssql: new Kysely<AnyTables>({
    dialect: {
      createAdapter: () => new MssqlAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new MssqlIntrospector(db),
      createQueryCompiler: () => new MssqlQueryCompiler(),
    },
  }),
}

export const compileSql = (dialect: SqlDialect['name'], statement: Sql): Statement => {
  const { sql, parameters } = statement.compile(compilers[dialect])
  if (dialect !== 'mysql') return { sql, parameters }
  const pieces = sql.split(PLACE)
  if (pieces.length !== parameters.length + 1) throw new TypeError('SQL text holds the character 0')
  return { sql: pieces.join('?'), parameters, pieces }
}
