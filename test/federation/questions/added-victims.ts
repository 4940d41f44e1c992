import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { DemoDatabases } from '../../support/demo-databases.ts'

/** Rows that appear in the sources while somebody pages through them: of the police (PostgreSQL) and of Migration (SQLite). */
export interface AddedVictims {
  /** One row in each source, identified on that day, in the municipality that is asked for. */
  add(date: string): Promise<void>
  /** Keys that were added, as the truth writes them. */
  readonly keys: ReadonlySet<string>
  removeAll(): Promise<void>
}

const FIRST_ADDED = 900_000
/** How the police write TL-DI, and Migration. */
const [POLICE_WORD, MIGRATION_WORD] = ['DILI', 'DIL']

export function createAddedVictims(databases: DemoDatabases): AddedVictims {
  const keys = new Set<string>()
  const onPolice = async (sql: string, parameters: readonly unknown[] = []): Promise<number> => {
    const client = new pg.Client(databases.ownerUrl('pntl'))
    await client.connect()
    try {
      const { rowCount } = await client.query(sql, [...parameters])
      return rowCount ?? 0
    } finally {
      await client.end()
    }
  }
  const onMigration = (sql: string, parameters: readonly string[] = []): number => {
    const database = new DatabaseSync(databases.addressFor('migration'), { timeout: 2_000 })
    try {
      return Number(database.prepare(sql).run(...parameters).changes)
    } finally {
      database.close()
    }
  }
  return {
    keys,
    async add(date) {
      const id = FIRST_ADDED + keys.size
      const [year, month, day] = date.split('-')
      // A copy of a row that is there, of the asked municipality, under a key and a date of its own.
      const atPolice = await onPolice(
        `insert into vitima (id_vitima, id_kazu, sexu, nasaun, data_rejistu, munisipiu, estatutu)
         select $1, v.id_kazu, v.sexu, v.nasaun, $2, v.munisipiu, v.estatutu
         from vitima v join livru_kazu k on k.id_kazu = v.id_kazu
         where v.munisipiu = $3 and k.tipu_krime ilike '%trafik%' limit 1`,
        [id, `${day}/${month}/${year}`, POLICE_WORD],
      )
      const atMigration = onMigration(
        `insert into IrregularCase (CaseNo, TravellerID, OpenedAt, BCPCode, TIPIndicators, TIPStatus)
         select ?, TravellerID, ?, BCPCode, TIPIndicators, TIPStatus from IrregularCase where BCPCode = ? and TIPIndicators > 0 limit 1`,
        [`SM-ADDED-${id}`, `${date} 10:00:00`, MIGRATION_WORD],
      )
      if (atPolice !== 1 || atMigration !== 1) throw new Error('there was no row to copy')
      keys.add(`pntl VictimRecord ${id}`).add(`migration VictimRecord SM-ADDED-${id}`)
    },
    async removeAll() {
      await onPolice('delete from vitima where id_vitima >= $1', [FIRST_ADDED])
      onMigration("delete from IrregularCase where CaseNo like 'SM-ADDED-%'")
    },
  }
}
