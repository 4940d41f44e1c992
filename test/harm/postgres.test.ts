import { openSlowPostgres } from './databases.ts'
import { describeHarm } from './harm.contract.ts'

describeHarm('PostgreSQL', 'postgres', openSlowPostgres)
