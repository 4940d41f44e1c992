import type { SqlDialect } from './dialect.ts'
import { mssqlSql } from './dialect-mssql.ts'
import { mysqlSql } from './dialect-mysql.ts'
import { postgresSql } from './dialect-postgres.ts'
import { sqliteSql } from './dialect-sqlite.ts'

/** The SQL of each database; of SQL Server there is no more than this. */
export const DIALECTS: Readonly<Record<SqlDialect['name'], SqlDialect>> = {
  postgres: postgresSql,
  mysql: mysqlSql,
  sqlite: sqliteSql,
  mssql: mssqlSql,
}
