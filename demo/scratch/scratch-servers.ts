import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mariaDbPrograms, startMariaDb } from '../mariadb/server.ts'
import { startCluster } from '../postgres/cluster.ts'

/** Empty database servers for trying something out; they are gone with `close`. */
export interface ScratchServers {
  /** URL of the owner of the server's first database. Started at the first call. */
  postgres(): Promise<string>
  /** URL of the owner, without a database; undefined where this machine has no MariaDB. Started at the first call. */
  mariadb(): Promise<string | undefined>
  close(): Promise<void>
}

/** Servers on loopback, each on a free port, with a password that nobody is told. */
export function createScratchServers(): ScratchServers {
  const stops: (() => Promise<void>)[] = []
  const started = async <S extends { stop(): Promise<void> }>(start: (options: Starting) => Promise<S>): Promise<S> => {
    const folder = await mkdtemp(join(tmpdir(), 'tip-hub-scratch-'))
    await chmod(folder, 0o755) // the servers run as another user where this program runs as root
    stops.push(() => rm(folder, { recursive: true, force: true }))
    const server = await start({ folder: join(folder, 'data'), port: await freePort(), password: randomBytes(24).toString('base64url') })
    stops.push(() => server.stop())
    return server
  }
  let postgres: Promise<string> | undefined
  let mariadb: Promise<string | undefined> | undefined
  return {
    postgres() {
      postgres ??= started(startCluster).then((cluster) => cluster.url('postgres'))
      return postgres
    },
    mariadb() {
      mariadb ??= mariaDbPrograms().then(
        (programs) => programs && started((options) => startMariaDb(programs, options)).then((server) => server.url('')),
      )
      return mariadb
    },
    async close() {
      await Promise.allSettled([postgres, mariadb])
      // Servers first, then their folders.
      for (const stop of stops.toReversed()) await stop()
    },
  }
}

interface Starting {
  readonly folder: string
  readonly port: number
  readonly password: string
}

/** A port that nobody listens on at this moment. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
