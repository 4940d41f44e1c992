import { openPostgresSource } from '../contract/engines.ts'
import { describeDrift } from './drift.contract.ts'

describeDrift('PostgreSQL', openPostgresSource, {
  text: 'text',
  retype: (table, column, type) => [`alter table ${table} alter column ${column} type ${type} using ${column}::text::${type}`],
})
