import { describeAdapter } from './adapter.contract.ts'
import { openPostgresSource } from './engines.ts'

describeAdapter('PostgreSQL', openPostgresSource)
