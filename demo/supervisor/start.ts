import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { leaveControlAddress, takeControlAddress } from '../control/address.ts'
import { askDemo } from '../control/client.ts'
import type { ControlAnswer, ControlRequest } from '../control/messages.ts'
import { listenForCommands } from '../control/server.ts'
import { demoGatewaySettings } from '../launch/gateway.ts'
import { type AgencySettings, agencySettingsFile, gatewaySettingsFile } from '../launch/settings.ts'
import { signDemoPolicy } from '../launch/signed-policy.ts'
import { endLeftBehindMariaDb, mariaDbPrograms, startMariaDb } from '../mariadb/server.ts'
import { emergencyFolderOf, prepareApprovers } from '../people/approvers.ts'
import { endLeftBehindCluster, startCluster } from '../postgres/cluster.ts'
import { postgresFolder } from '../postgres/folder.ts'
import { type DemoPrograms, demoPrograms } from '../programs/programs.ts'
import { prepareDeniedFile } from '../state/denied.ts'
import { writeWhole } from '../state/files.ts'
import { agencyFolder, type DemoHome, demoHome, prepareHome } from '../state/home.ts'
import { type DemoKeys, demoKeys } from '../state/keys.ts'
import { DEMO_AGENCIES } from './agencies.ts'
import { type Child, createChild } from './child.ts'
import { type DemoServers, fillDemo, isFilled, sourceAddress } from './databases.ts'
import { startPage } from './page.ts'
import { type DemoPorts, isPortTaken } from './ports.ts'
import { createProgress } from './progress.ts'

export interface DemoOptions {
  readonly ports: DemoPorts
  /** Size of the demo world. */
  readonly scale: number
  readonly seed: number
  /** Fill the sources anew even where they hold this world. */
  readonly isFresh: boolean
  readonly home?: string
  /** Progress, a line at a time. */
  readonly write: (line: string) => void
  /** The page at the end. */
  readonly page: (text: string) => void
}

/**
 * Brings everything up and stays until it is asked to end (Ctrl+C, SIGTERM, `tip-hub demo down`).
 *
 * @throws {Error} where it runs already, a port is taken, or a server does not come up; everything that was started is ended then
 */
export async function startDemo(options: DemoOptions): Promise<void> {
  const home = demoHome(options.home)
  await prepareHome(home)
  const address = await takeControlAddress(home)
  if (await askDemo(address, { do: 'status' })) throw new Error('it runs already; see: npx tip-hub demo status')

  const ended = Promise.withResolvers<void>()
  const children: Child[] = []
  const control = await listenForCommands(address, (request) => answer(request, children, ended.resolve))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ended.resolve())
  const progress = createProgress(options.write, () => performance.now())
  const keys = await demoKeys(
    home,
    DEMO_AGENCIES.map(({ code }) => code),
  )
  let servers: DemoServers | undefined
  try {
    await endLeftBehind(home)
    await assertPortsFree(options.ports)
    const preparing = demoPrograms(home, (logFile) =>
      options.write(`  ! the programs run from their sources, which takes longer; why: ${logFile}`),
    )
    servers = await progress.step('databases: PostgreSQL, SQLite, files and, where installed, MariaDB', () =>
      startServers(home, keys, options.ports),
    )
    await fillIfNeeded(home, servers, keys, options, progress)
    const programs = await preparing
    const agencies = await makeAgencies({ home, servers, keys, programs, options })
    children.push(...agencies)
    await progress.step(`${agencies.length} adapters, each in its own process`, () => startSome(agencies, AT_ONCE))
    const gateway = await makeGateway({ home, keys, programs, options })
    children.unshift(gateway)
    await progress.step('the gateway', () => gateway.start())
    options.page(startPage(gateway.url ?? '', (code) => children.find(({ name }) => name === code)?.url))
    await ended.promise
    options.write('ending …')
  } finally {
    await Promise.all(children.map((child) => child.stop()))
    await servers?.mariadb?.stop()
    await servers?.postgres.stop()
    await new Promise<void>((resolve) => control.close(() => resolve()))
    await leaveControlAddress(home)
  }
}

/** A start keeps a core busy but for short waits, which one more fills; many at once only make every one of them slow. */
const AT_ONCE = availableParallelism() + 1

async function startSome(children: readonly Child[], atOnce: number): Promise<void> {
  const waiting = [...children]
  const startNext = async (): Promise<void> => {
    for (let child = waiting.shift(); child; child = waiting.shift()) await child.start()
  }
  await Promise.all(Array.from({ length: atOnce }, startNext))
}

async function assertPortsFree({ gateway, agencies, postgres }: DemoPorts): Promise<void> {
  const wanted = [
    { port: gateway, flag: '--port' },
    ...DEMO_AGENCIES.map((_, index) => ({ port: agencies + index, flag: '--agency-port' })),
    { port: postgres, flag: '--database-port' },
    { port: postgres + 1, flag: '--database-port' },
  ]
  for (const { port, flag } of wanted)
    if (await staysTaken(port))
      throw new Error(`port ${port} is taken by another program; choose another with ${flag}, e.g. npm start -- ${flag} ${port + 1_000}`)
}

/** Servers of a run that was killed may need a moment to end. */
async function staysTaken(port: number): Promise<boolean> {
  for (const until = Date.now() + PATIENCE_MS; await isPortTaken(port); await sleep(100)) if (Date.now() > until) return true
  return false
}

const PATIENCE_MS = 3_000

/** The databases of a run that was killed outlive it; adapters and gateway end by themselves. */
async function endLeftBehind(home: DemoHome): Promise<void> {
  const folder = await postgresFolder(home)
  await Promise.all([endLeftBehindCluster(folder), endLeftBehindMariaDb(mariaDbFolder(folder))])
}

const mariaDbFolder = (postgresFolder: string): string => join(dirname(postgresFolder), 'mariadb')

async function startServers(home: DemoHome, keys: DemoKeys, ports: DemoPorts): Promise<DemoServers> {
  const folder = await postgresFolder(home)
  const programs = await mariaDbPrograms()
  const postgres = startCluster({ folder, port: ports.postgres, password: keys.database })
  const mariadb = programs && startMariaDb(programs, { folder: mariaDbFolder(folder), port: ports.postgres + 1, password: keys.database })
  try {
    return { postgres: await postgres, mariadb: await mariadb }
  } catch (cause) {
    for (const server of [postgres, mariadb])
      await server?.then(
        (started) => started.stop(),
        () => undefined, // told already, as the cause
      )
    throw cause
  }
}

async function fillIfNeeded(
  home: DemoHome,
  servers: DemoServers,
  keys: DemoKeys,
  options: DemoOptions,
  progress: ReturnType<typeof createProgress>,
) {
  if (!options.isFresh && (await isFilled(home, options, servers))) return
  let told = 0
  await progress.step(`thirteen institutions filled with the demo world (scale ${options.scale})`, () =>
    fillDemo(home, servers, options, keys.database, (blocks) => {
      if (options.scale < 10 || Math.floor((blocks * 10) / options.scale) <= told) return
      told = Math.floor((blocks * 10) / options.scale)
      options.write(`    ${told * 10} %`)
    }),
  )
}

interface Parts {
  readonly home: DemoHome
  readonly keys: DemoKeys
  readonly programs: DemoPrograms
  readonly options: DemoOptions
}

async function makeAgencies({
  home,
  servers,
  keys,
  programs,
  options,
}: Parts & { readonly servers: DemoServers }): Promise<readonly Child[]> {
  const { ports, write } = options
  const deniedFile = await prepareDeniedFile(home)
  const approverFile = await prepareApprovers(home)
  return Promise.all(
    DEMO_AGENCIES.map(async (agency, index) => {
      const settings: AgencySettings = {
        mode: 'demo',
        agency: agency.code,
        folder: agencyFolder(agency.code),
        source: sourceAddress(home, servers, agency, keys.database),
        ...(agency.source === 'mysql' && servers.mariadb !== undefined ? { engine: 'mysql' as const } : {}),
        port: ports.agencies + index,
        idSecret: keys.agencies[agency.code] ?? '',
        caseKey: keys.caseKey,
        hubJwks: { keys: [withType(keys.hub.publicJwk)] },
        issuerJwks: { keys: [withType(keys.issuer.publicJwk)] },
        evidenceFile: join(home.state, `evidence-${agency.code}.jsonl`),
        policy: await signDemoPolicy(home, agency.code),
        deniedFile,
        emergency: { approverFile, stateFolder: emergencyFolderOf(home, agency.code) },
      }
      const file = agencySettingsFile(home, agency.code)
      await writeWhole(file, JSON.stringify(settings))
      return createChild({
        name: agency.code,
        program: programs.agency,
        args: [file],
        env: programs.env,
        logFile: join(home.logs, `${agency.code}.log`),
        onLost: (name) => write(`  ! ${name} ended by itself; start it again with: npx tip-hub demo start ${name}`),
      })
    }),
  )
}

const withType = <T extends { kty?: string | undefined }>(jwk: T): T & { kty: string } => ({ ...jwk, kty: jwk.kty ?? 'OKP' })

async function makeGateway({ home, keys, programs, options }: Parts): Promise<Child> {
  const { ports, write } = options
  const agencies = DEMO_AGENCIES.map(({ code }, index) => ({ agency: code, url: `http://127.0.0.1:${ports.agencies + index}` }))
  const file = gatewaySettingsFile(home)
  await writeWhole(file, JSON.stringify(await demoGatewaySettings(home, keys, { port: ports.gateway, agencies })))
  return createChild({
    name: 'gateway',
    program: programs.gateway,
    args: [file],
    env: programs.env,
    logFile: join(home.logs, 'gateway.log'),
    onLost: () => write('  ! the gateway ended by itself; start it again with: npx tip-hub demo start gateway'),
  })
}

async function answer(request: ControlRequest, children: readonly Child[], end: () => void): Promise<ControlAnswer> {
  const servers = () => children.map(({ name, state, url, pid }) => ({ name, state, url, pid }))
  if (request.do === 'status') return { ok: true, servers: servers() }
  if (request.do === 'down') {
    end()
    return { ok: true, message: 'ending; the data stay for the next start' }
  }
  const child = children.find(({ name }) => name === request.name)
  if (!child) return { ok: false, message: `there is no server "${request.name}"; npx tip-hub demo status lists them` }
  await child[request.do]()
  return { ok: true, message: `${child.name} is ${child.state}`, servers: servers().filter(({ name }) => name === child.name) }
}
