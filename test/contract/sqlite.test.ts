import { describeAdapter } from './adapter.contract.ts'
import { openSqliteSource } from './engines.ts'

describeAdapter('SQLite', openSqliteSource)
