import type { Engine } from '../types.ts'
import type { SqlDialect } from './dialect.ts'
import { mysqlSql } from './dialect-mysql.ts'
import { postgresSql } from './dialect-postgres.ts'
import { sqliteSql } from './dialect-sqlite.ts'

/** The SQL of each engine. */
export const DIALECTS: Readonly<Record<Engine['dialect'], SqlDialect>> = { postgres: postgresSql, mysql: mysqlSql, sqlite: sqliteSql }
