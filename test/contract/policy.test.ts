import { openPostgresSource, openSqliteSource } from './engines.ts'
import { describePolicy } from './policy.contract.ts'

describePolicy('SQLite', openSqliteSource, 300)
describePolicy('PostgreSQL', openPostgresSource, 60)
