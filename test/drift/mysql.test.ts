import { describe, it } from 'vitest'
import type { AgencyModel } from '../../schema/index.ts'
import { type OpenSource, openMysqlSource } from '../contract/engines.ts'
import { startTestMariaDb, whyNoMariaDb } from '../support/mariadb.ts'
import { describeDrift } from './drift.contract.ts'

async function open(limits: AgencyModel['limits']): Promise<OpenSource> {
  const server = await startTestMariaDb('drift')
  const source = await openMysqlSource(limits, server.url)
  return {
    ...source,
    close: async () => {
      await source.close()
      await server.close()
    },
  }
}

const why = whyNoMariaDb
if (why === undefined)
  describeDrift('MariaDB', open, {
    dropIndex: 'drop index servisu_tipu on servisu',
    text: 'varchar(200)',
    codeTable: [
      'create table sexu_lista (kodigu varchar(200) primary key, naran varchar(50))',
      "insert into sexu_lista values ('F', 'feto'), ('M', 'mane'), ('P', 'perempuan'), ('L', 'laki-laki')",
      'alter table vitima add constraint sexu_fk foreign key (sexu) references sexu_lista (kodigu)',
    ],
    retype: (table, column, type) => [`alter table ${table} modify column ${column} ${type === 'date' ? 'date' : 'varchar(200)'}`],
  })
else describe('drift on MariaDB', () => it.skip(why, () => {}))
