import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { grantsFor } from '../../adapters/index.ts'
import type { AgencyModel } from '../../schema/index.ts'
import { startTestMariaDb } from '../support/mariadb.ts'
import { startTestPostgres } from '../support/postgres.ts'

/** What the database itself says of the adapter's account. */
export interface Seen {
  readonly connections: number
  /** Statements under way. */
  readonly running: number
  /** Milliseconds since the oldest of them began. */
  readonly longestMs: number
}

/** A database with `livru`, of two views on it: `neineik` takes a while to read, `monu` never comes to an end. */
export interface SlowDatabase {
  /** Gives the adapter's account what `tip-hub grants` prints, and no more. @returns its address */
  grant(model: AgencyModel): Promise<string>
  look(): Promise<Seen>
  close(): Promise<void>
}

const PASSWORD = 'test-only'
const ROLE = 'tip_hub_pntl'
const withAccount = (url: string): string => {
  const own = new URL(url)
  own.username = ROLE
  own.password = PASSWORD
  return own.href
}

export async function openSlowPostgres(): Promise<SlowDatabase> {
  const server = await startTestPostgres()
  const owner = new pg.Client(server.url)
  await owner.connect()
  await owner.query(`
    create table livru (id int primary key, no_rejistu text);
    insert into livru values (1, 'VPU/1');
    create view neineik as select * from livru where pg_sleep(0.1)::text = '';
    create view monu as select * from livru where pg_sleep(600)::text = '';`)
  return {
    async grant(model) {
      for (const statement of grantsFor(model).privileges) await owner.query(statement)
      await owner.query(`alter role ${ROLE} password '${PASSWORD}'`)
      return withAccount(server.url)
    },
    async look() {
      const { rows } = await owner.query<Seen>(
        `select count(*)::int as connections, (count(*) filter (where state = 'active'))::int as running,
          coalesce(max(extract(epoch from clock_timestamp() - query_start) * 1000) filter (where state = 'active'), 0)::float as "longestMs"
        from pg_stat_activity where usename = $1`,
        [ROLE],
      )
      const [seen] = rows
      if (!seen) throw new Error('the database says nothing')
      return seen
    },
    async close() {
      await owner.end()
      await server.close()
    },
  }
}

export async function openSlowMariaDb(): Promise<SlowDatabase> {
  const server = await startTestMariaDb('harm')
  const owner = await createConnection({ uri: server.url, multipleStatements: true })
  await owner.query(`
    drop view if exists neineik, monu; drop table if exists livru;
    create table livru (id int primary key, no_rejistu varchar(20));
    insert into livru values (1, 'VPU/1');
    create view neineik as select * from livru where sleep(0.1) = 0;
    create view monu as select * from livru where sleep(600) = 0`)
  return {
    async grant(model) {
      for (const statement of grantsFor(model, { host: '127.0.0.1' }).privileges) await owner.query(statement)
      await owner.query(`alter user ${ROLE}@'127.0.0.1' identified by '${PASSWORD}' account unlock`)
      return withAccount(server.url)
    },
    async look() {
      const [rows] = await owner.query(
        `select cast(count(*) as char) as connections, cast(coalesce(sum(command in ('Query', 'Execute')), 0) as char) as running,
          cast(coalesce(max(if(command in ('Query', 'Execute'), time_ms, 0)), 0) as char) as longestMs
        from information_schema.processlist where user = ?`,
        [ROLE],
      )
      const [seen] = Array.isArray(rows) ? rows : []
      if (!seen || !('connections' in seen)) throw new Error('the database says nothing')
      return { connections: Number(seen.connections), running: Number(seen.running), longestMs: Number(seen.longestMs) }
    },
    async close() {
      await owner.end()
      await server.close()
    },
  }
}
