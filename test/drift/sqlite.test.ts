import { openSqliteSource } from '../contract/engines.ts'
import { describeDrift } from './drift.contract.ts'

describeDrift('SQLite', openSqliteSource, {
  dropIndex: 'drop index servisu_tipu',
  text: 'text',
  // SQLite cannot give a column another type: another one takes its name.
  retype: (table, column, type) =>
    type === 'text'
      ? [`alter table ${table} rename column ${column} to before`, `alter table ${table} add column ${column} integer`]
      : [`alter table ${table} drop column ${column}`, `alter table ${table} rename column before to ${column}`],
})
