import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startCluster } from '../../demo/postgres/cluster.ts'

/** An embedded PostgreSQL of a benchmark's own. */
export interface BenchDatabase {
  readonly url: string
  /** Of the server, whose backends are its children. */
  readonly pid: number
  run(sql: string): Promise<void>
  close(): Promise<void>
}

/** @param sql made of nothing but our own text; fills the database */
export async function startDatabase(sql: readonly string[]): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-bench-pg-'))
  await chmod(folder, 0o755) // the server runs as another user where we are root
  const data = join(folder, 'postgres')
  const cluster = await startCluster({ folder: data, port: await freePort(), password: 'bench', settings: { shared_buffers: '256MB' } })
  const url = cluster.url('postgres')
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const run = async (text: string): Promise<void> => {
    await pool.query(text)
  }
  try {
    for (const text of sql) await run(text)
    const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0])
    return {
      url,
      pid,
      run,
      async close() {
        await pool.end()
        await cluster.stop()
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (cause) {
    await pool.end()
    await cluster.stop()
    throw cause
  }
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
