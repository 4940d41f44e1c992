import { openPostgresSource, openSqliteSource } from '../../contract/engines.ts'
import { runsOf } from '../runs.ts'
import { describeRows } from './rows.contract.ts'

describeRows('SQLite', openSqliteSource, runsOf('TIP_HUB_POLICY_RUNS', 150))
describeRows('PostgreSQL', openPostgresSource, runsOf('TIP_HUB_POLICY_RUNS', 30))
