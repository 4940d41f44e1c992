import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mariaDbPrograms, startMariaDb } from '../../demo/mariadb/server.ts'
import { startCluster } from '../../demo/postgres/cluster.ts'
import { type DemoHome, demoHome, prepareHome } from '../../demo/state/home.ts'
import { DEMO_AGENCIES, type DemoAgency } from '../../demo/supervisor/agencies.ts'
import { type DemoServers, fillDemo, sourceAddress, type WorldSize } from '../../demo/supervisor/databases.ts'
import { copyOfTemplate } from './templates.ts'

/** The thirteen demo sources in a folder of their own: PostgreSQL, MariaDB where it is installed, SQLite and files, filled with one world. */
export interface DemoDatabases {
  readonly home: DemoHome
  /** Whether the courts are on MariaDB, as they would be; else on SQLite with the same tables. */
  readonly hasMariaDb: boolean
  /** Where an adapter finds its source, with the right to read and nothing else. */
  addressFor(code: string): string
  /** The same PostgreSQL database as its owner, for rows that are added while a test runs. */
  ownerUrl(code: string): string
  /** The same MariaDB database as its owner. @throws {Error} where it is not on MariaDB */
  mariaDbOwnerUrl(code: string): string
  /** Ends PostgreSQL under everybody who uses it, as a failover does, and starts it again on the same port. */
  restartPostgres(): Promise<void>
  /** Ends PostgreSQL for good. */
  stopPostgres(): Promise<void>
  close(): Promise<void>
}

/** @throws {RangeError} for a code that the demo does not have */
export function demoAgency(code: string): DemoAgency {
  const agency = DEMO_AGENCIES.find((known) => known.code === code)
  if (!agency) throw new RangeError(`the demo has no agency ${code}`)
  return agency
}

/** Starts the servers on free ports, with all sources filled. */
export async function startDemoDatabases(size: WorldSize): Promise<DemoDatabases> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-test-'))
  await chmod(folder, 0o755) // database servers run as another user where the test runs as root
  const home = demoHome(join(folder, 'home'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const started = await copyOfTemplate(`world-${size.seed}-${size.scale}`, home.root, (root) => fillHome(root, size))
    .then(() => readFile(passwordFile(home), 'utf8'))
    .then(async (password) => ({ password, servers: await startServers(home, password) }))
    .catch(async (cause: unknown) => {
      await remove()
      throw cause
    })
  const { password } = started
  let { servers } = started
  const close = async (): Promise<void> => {
    await Promise.all([servers.postgres.stop(), servers.mariadb?.stop()])
    await remove()
  }
  const addressFor = (code: string): string => sourceAddress(home, servers, demoAgency(code), password)
  return {
    home,
    hasMariaDb: servers.mariadb !== undefined,
    addressFor,
    ownerUrl: (code) => servers.postgres.url(new URL(addressFor(code)).pathname.slice(1)),
    mariaDbOwnerUrl(code) {
      if (!servers.mariadb) throw new Error('MariaDB is not installed here')
      return servers.mariadb.url(new URL(addressFor(code)).pathname.slice(1))
    },
    async restartPostgres() {
      const { port } = new URL(servers.postgres.url('postgres'))
      await servers.postgres.stop()
      servers = { ...servers, postgres: await startCluster({ folder: home.postgres, port: Number(port), password }) }
    },
    stopPostgres: () => servers.postgres.stop(),
    close,
  }
}

const passwordFile = (home: DemoHome): string => join(home.state, 'test-password')

/** A demonstration's home with its databases filled and nobody running. */
async function fillHome(root: string, size: WorldSize): Promise<void> {
  await mkdir(root, { mode: 0o755 })
  const home = demoHome(root)
  await prepareHome(home)
  const password = randomBytes(24).toString('base64url')
  await writeFile(passwordFile(home), password, { mode: 0o600 })
  const servers = await startServers(home, password)
  try {
    await fillDemo(home, servers, size, password, () => undefined)
  } finally {
    await Promise.all([servers.postgres.stop(), servers.mariadb?.stop()])
  }
}

async function startServers(home: DemoHome, password: string): Promise<DemoServers> {
  const programs = await mariaDbPrograms()
  const [postgresPort, mariadbPort] = await Promise.all([freePort(), freePort()])
  const starting = {
    postgres: startCluster({ folder: home.postgres, port: postgresPort, password }),
    mariadb: programs && startMariaDb(programs, { folder: join(home.root, 'mariadb'), port: mariadbPort, password }),
  }
  const [postgres, mariadb] = await Promise.allSettled([starting.postgres, starting.mariadb])
  if (postgres.status === 'fulfilled' && mariadb.status === 'fulfilled') return { postgres: postgres.value, mariadb: mariadb.value }
  if (postgres.status === 'fulfilled') await postgres.value.stop()
  if (mariadb.status === 'fulfilled') await mariadb.value?.stop()
  throw postgres.status === 'rejected' ? postgres.reason : new Error('MariaDB did not start')
}

/** A port that nobody listens on at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
