import { openPostgresSource } from '../contract/engines.ts'
import { describeDrift } from './drift.contract.ts'

describeDrift('PostgreSQL', openPostgresSource, {
  dropIndex: 'drop index servisu_tipu',
  text: 'text',
  codeTable: [
    'create table sexu_lista (kodigu text primary key, naran text)',
    "insert into sexu_lista values ('F', 'feto'), ('M', 'mane'), ('P', 'perempuan'), ('L', 'laki-laki')",
    'alter table vitima add foreign key (sexu) references sexu_lista (kodigu)',
  ],
  retype: (table, column, type) => [`alter table ${table} alter column ${column} type ${type} using ${column}::text::${type}`],
})
