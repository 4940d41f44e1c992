import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { askRunningDemo, DEMO_PEOPLE, issueDemoToken } from '../../demo/index.ts'
import { postgresFolder } from '../../demo/postgres/folder.ts'
import { demoHome } from '../../demo/state/home.ts'
import { isPortTaken } from '../../demo/supervisor/ports.ts'

/** The demonstration as `npm start` brings it up: a gateway, thirteen adapters and their databases, each in its own process. */
export interface WholeHub {
  /** Of `/graphql`. */
  readonly url: string
  readonly gatewayPid: number
  /** Process by adapter. */
  readonly adapterPids: ReadonlyMap<string, number>
  /** Servers of databases, whose backends are their children. */
  readonly databasePids: readonly number[]
  headersFor(person: string, purpose: 'OVERSIGHT'): Promise<Readonly<Record<string, string>>>
  close(): Promise<void>
}

const START_MS = 1_200_000
/** Below those that a system gives to programs that ask for any. */
const FIRST_PORT = 6_400
const LAST_PORT = 9_900
const AGENCY_PORT = 11
const DATABASE_PORT = 80

/** @param scale of the world: 1, 10, 100, 1000 */
export async function startWholeHub(scale: number): Promise<WholeHub> {
  const home = await mkdtemp(join(tmpdir(), 'tip-bench-hub-'))
  await chmod(home, 0o755) // the database servers run as another user where we are root
  const port = await freeBase()
  const args = ['--port', port, '--agency-port', port + AGENCY_PORT, '--database-port', port + DATABASE_PORT, '--scale', scale]
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../cli/tip-hub.ts'), 'demo', 'up', ...args.map(String)], {
    env: { ...process.env, TIP_HUB_HOME: home, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2_000)
  })
  const close = async (): Promise<void> => {
    const gone = new Promise<void>((resolve) => (child.exitCode === null ? child.once('exit', () => resolve()) : resolve()))
    child.kill('SIGTERM')
    await gone
    await rm(home, { recursive: true, force: true })
  }
  try {
    const url = `http://127.0.0.1:${port}`
    await isReady(url, child, () => words)
    const status = await askRunningDemo({ do: 'status' }, home)
    const pids = new Map((status?.servers ?? []).flatMap(({ name, pid }) => (pid === undefined ? [] : [[name, pid] as const])))
    const gatewayPid = pids.get('gateway') ?? 0
    pids.delete('gateway')
    return {
      url: `${url}/graphql`,
      gatewayPid,
      adapterPids: pids,
      databasePids: await databasePids(home),
      async headersFor(name, purpose) {
        const person = DEMO_PEOPLE.find((known) => known.name === name)
        if (!person) throw new RangeError(`the demonstration has no ${name}`)
        return { authorization: `Bearer ${await issueDemoToken(person, { purposes: [purpose], minutes: 120, home })}` }
      },
      close,
    }
  } catch (cause) {
    await close()
    throw cause
  }
}

/** The first of a hundred ports of which those that the demonstration takes are free. */
async function freeBase(): Promise<number> {
  const wanted = [0, ...Array.from({ length: 20 }, (_, index) => AGENCY_PORT + index), DATABASE_PORT, DATABASE_PORT + 1]
  for (let base = FIRST_PORT; base < LAST_PORT; base += 100) {
    const taken = await Promise.all(wanted.map((offset) => isPortTaken(base + offset)))
    if (!taken.includes(true)) return base
  }
  throw new Error('no hundred ports are free')
}

async function isReady(url: string, child: ChildProcess, words: () => string): Promise<void> {
  for (const until = performance.now() + START_MS; performance.now() < until; await sleep(300)) {
    if (child.exitCode !== null) throw new Error(`the hub did not start: ${words()}`)
    const answer = await fetch(`${url}/ready`).catch(() => undefined)
    if (answer?.status === 200) return
  }
  throw new Error(`the hub was not ready in time: ${words()}`)
}

/** Servers whose data lie in the demonstration's folder; their backends are told by their parents. */
async function databasePids(home: string): Promise<readonly number[]> {
  const folder = dirname(await postgresFolder(demoHome(home)))
  const found: number[] = []
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    if (/(?:^|\/)(?:postgres|mariadbd)\0/.test(line) && line.includes(folder)) found.push(Number(name))
  }
  return found
}
