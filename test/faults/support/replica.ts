import { execFile } from 'node:child_process'
import { appendFile, chown, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { startCluster } from '../../../demo/postgres/cluster.ts'
import { freePort } from '../../support/free-port.ts'

const exec = promisify(execFile)

/** A hot standby of a PostgreSQL server, fed by streaming replication, whose lag is under control. */
export interface Replica {
  readonly port: number
  /** The same database here. @param url of the owner at the primary */
  at(url: string): string
  /** Nothing of what the primary does from now on arrives here, as at a replica that lags behind or whose line is down. */
  fallBehind(): Promise<void>
  /** Shows everything that the primary has done until now. */
  catchUp(): Promise<void>
  /** Takes over as it is; what did not arrive is lost, as with a primary that died before it sent it. */
  promote(): Promise<void>
  close(): Promise<void>
}

/**
 * A base backup by the low-level interface (https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP), for
 * `pg_basebackup` is not among the embedded programs; then `standby.signal` and a primary to follow.
 *
 * @param primary URL of the owner, for any database
 * @param folder of its data
 */
export async function startReplica(primary: string, folder: string): Promise<Replica> {
  const source = new URL(primary)
  const copy = `${folder}-replica`
  const open = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client(url)
    client.on('error', () => undefined) // servers are ended under it
    await client.connect()
    return client
  }
  const owner = await open(primary)
  await owner.query("select pg_backup_start('replica', true)")
  await exec('cp', ['-a', folder, copy])
  const { rows } = await owner.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
  for (const name of ['postmaster.pid', 'postmaster.opts']) await rm(join(copy, name), { force: true })
  await writeFile(join(copy, 'backup_label'), rows[0]?.labelfile ?? '')
  await writeFile(join(copy, 'standby.signal'), '')
  const followed = `host=127.0.0.1 port=${source.port} user=${source.username} password=${source.password}`
  // Not on its command line: there it could not be changed any more.
  await appendFile(join(copy, 'postgresql.auto.conf'), `primary_conninfo = '${followed}'\n`)
  // It belongs to the server's own user, as everything else in there.
  const { uid, gid } = await stat(copy)
  for (const name of ['backup_label', 'standby.signal']) await chown(join(copy, name), uid, gid)
  const port = await freePort()
  const server = await startCluster({
    folder: copy,
    port,
    password: source.password,
    settings: {
      wal_retrieve_retry_interval: '100ms',
      // Whoever reads is not waited for: the harshest setting, and that of a replica that is there to take over.
      max_standby_streaming_delay: '0',
    },
  })
  const at = (url: string): string => {
    const moved = new URL(url)
    moved.port = `${port}`
    return moved.href
  }
  const reader = await open(at(primary))
  const ask = async (client: pg.Client, sql: string): Promise<unknown> => (await client.query<{ v: unknown }>(sql)).rows[0]?.v
  const until = async (sql: string): Promise<void> => {
    for (const deadline = performance.now() + 20_000; (await ask(reader, sql)) !== true; )
      if (performance.now() > deadline) throw new Error(`the replica never said yes to: ${sql}`)
  }
  const follow = async (conninfo: string): Promise<void> => {
    await reader.query(`alter system set primary_conninfo = ${reader.escapeLiteral(conninfo)}`)
    await reader.query('select pg_reload_conf()')
  }
  const catchUp = async (): Promise<void> => {
    // What was inserted, not what was written out: the demonstration's servers write a commit a moment later.
    const written = await ask(owner, 'select pg_current_wal_insert_lsn()::text as v')
    await follow(followed)
    await until(`select pg_last_wal_replay_lsn() >= '${String(written)}'::pg_lsn as v`)
  }
  await catchUp()
  return {
    port,
    at,
    async fallBehind() {
      await catchUp()
      await follow('')
      await until('select count(*) = 0 as v from pg_stat_wal_receiver')
    },
    catchUp,
    async promote() {
      await ask(reader, 'select pg_promote(true, 30) as v')
      await until('select not pg_is_in_recovery() as v')
    },
    async close() {
      await Promise.allSettled([owner.end(), reader.end()])
      await server.stop()
    },
  }
}
