import { createConnection } from 'mysql2/promise'
import pg from 'pg'

/** A mapped table that takes its time, as one does on an old disk; and what the database itself says of those who read it. */
export interface SlowTable {
  /** Statements of the adapter that are reading the slow table now; looks at the catalogue are none. */
  running(): Promise<number>
  /** Sessions of the adapter. */
  sessions(): Promise<number>
  /** The table is as it was. */
  mend(): Promise<void>
}

const SECONDS = 30

/**
 * @param url of the owner
 * @param role that the adapter signs in with
 */
export async function slowPostgresTable(url: string, table: string, role: string): Promise<SlowTable> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const name = client.escapeIdentifier(table)
  const kept = client.escapeIdentifier(`${table}_kept`)
  const rights = 'select column_name from information_schema.column_privileges where table_name = $1 and grantee = $2'
  const columns = (await client.query<{ column_name: string }>(rights, [table, role])).rows.map((row) =>
    client.escapeIdentifier(row.column_name),
  )
  await client.query(`alter table ${name} rename to ${kept}`)
  await client.query(`create view ${name} as select r.* from ${kept} r, (select pg_sleep(${SECONDS}) offset 0) as slow`)
  await client.query(`grant select (${columns.join(', ')}) on ${name} to ${client.escapeIdentifier(role)}`)
  const count = async (condition: string): Promise<number> => {
    const { rows } = await client.query<{ n: string }>(`select count(*) as n from pg_stat_activity where usename = $1 and ${condition}`, [
      role,
    ])
    return Number(rows[0]?.n)
  }
  return {
    running: () => count("state = 'active' and wait_event = 'PgSleep'"),
    sessions: () => count('true'),
    async mend() {
      await client.query(`drop view ${name}`)
      await client.query(`alter table ${kept} rename to ${name}`)
      await client.end()
    },
  }
}

/** The same for MariaDB. */
export async function slowMariaDbTable(url: string, table: string, role: string): Promise<SlowTable> {
  const client = await createConnection({ uri: url })
  const [name, kept] = [client.escapeId(table), client.escapeId(`${table}_kept`)]
  const rights = 'select column_name as c from information_schema.column_privileges where table_name = ? and grantee like ?'
  const [columns] = await client.query(rights, [table, `'${role}'@%`])
  const granted = Array.isArray(columns) ? columns.flatMap((row) => ('c' in row ? [client.escapeId(String(row.c))] : [])) : []
  await client.query(`rename table ${name} to ${kept}`)
  await client.query(`create view ${name} as select r.* from ${kept} r where sleep(${SECONDS}) = 0`)
  // Rights on columns stay with the name.
  if (granted.length === 0) throw new Error(`${role} may read no column of ${table}`)
  const count = async (condition: string): Promise<number> => {
    const [rows] = await client.query(`select count(*) as n from information_schema.processlist where user = ? and ${condition}`, [role])
    const [first] = Array.isArray(rows) ? rows : []
    return first && 'n' in first ? Number(first.n) : Number.NaN
  }
  return {
    running: () => count("command in ('Query', 'Execute') and state = 'User sleep'"),
    sessions: () => count('true'),
    async mend() {
      await client.query(`drop view ${name}`)
      await client.query(`rename table ${kept} to ${name}`)
      await client.end()
    },
  }
}
