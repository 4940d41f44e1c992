import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const AGENCIES = 13
/** Far from the defaults, so that a hub that runs on this machine is not disturbed. */
const PORTS = { gateway: 5400, agencies: 5411, databases: 5480 }
const url = `http://127.0.0.1:${PORTS.gateway}`

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

let home: string
let hub: ChildProcess | undefined

const tipHub = (...args: string[]): ChildProcess =>
  spawn(process.execPath, ['cli/tip-hub.ts', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })

function ended(child: ChildProcess): Promise<Ended> {
  let [out, err] = ['', '']
  child.stdout?.on('data', (text) => {
    out += text
  })
  child.stderr?.on('data', (text) => {
    err += text
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })))
}

const run = (...args: string[]): Promise<Ended> => ended(tipHub(...args, '--home', home))
const up = (...args: string[]): ChildProcess =>
  tipHub(
    'demo',
    'up',
    '--home',
    home,
    '--port',
    `${PORTS.gateway}`,
    '--agency-port',
    `${PORTS.agencies}`,
    '--database-port',
    `${PORTS.databases}`,
    ...args,
  )

/** Waits for the page at the end of a start. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (chunk: unknown): void => {
      text += String(chunk)
      if (text.includes('TIP Hub is running')) resolve(text)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`it ended with ${code}:\n${text}`)))
  })
}

async function ask(
  query: string,
): Promise<{ data?: Record<string, unknown>; extensions?: { complete: boolean; sources: { agency: string; status: string }[] } }> {
  const { out: token } = await run('token', 'klatu.analyst', '--purpose', 'OVERSIGHT')
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token.trim()}` },
    body: JSON.stringify({ query }),
  })
  return response.json() as Promise<{ data?: Record<string, unknown> }>
}

const CASES = '{ cases(filter: { agencies: ["pgr", "pntl"] }, first: 1) { nodes { records { __typename } } } }'
const statusOf = async (agency: string): Promise<string | undefined> =>
  (await ask(CASES)).extensions?.sources.find((source) => source.agency === agency)?.status

const servers = async (): Promise<{ name: string; state: string; pid?: number }[]> =>
  JSON.parse((await run('demo', 'status', '--json')).out).servers

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tip-hub-life-'))
  await chmod(home, 0o755) // the databases' own user must get there when root runs this
  hub = up()
  await ready(hub)
}, 120_000)

afterAll(async () => {
  if (hub && hub.exitCode === null) {
    const end = ended(hub)
    hub.kill('SIGTERM')
    await end
  }
  await rm(home, { recursive: true, force: true })
}, 60_000)

// One story, told in order: the demonstration is one and the same from test to test.
describe('the life of a demonstration', () => {
  it('runs every adapter and the gateway in a process of its own', async () => {
    const running = await servers()

    expect(running).toHaveLength(AGENCIES + 1)
    expect(running.every(({ state }) => state === 'running')).toBe(true)
    expect(new Set(running.map(({ pid }) => pid)).size).toBe(AGENCIES + 1)
    expect((await fetch(`${url}/health`)).status).toBe(200)
    expect((await fetch(`${url}/ready`)).status).toBe(200)
  })

  it('says who is missing while one agency is stopped, and is whole again when it is started', async () => {
    expect((await run('demo', 'stop', 'pgr')).code).toBe(0)
    expect(await statusOf('pgr')).toBe('UNAVAILABLE')
    expect(await statusOf('pntl')).toBe('OK')
    expect((await ask(CASES)).extensions?.complete).toBe(false)

    expect((await run('demo', 'start', 'pgr')).code).toBe(0)
    await expect.poll(() => statusOf('pgr'), { timeout: 15_000, interval: 250 }).toBe('OK')
  }, 60_000)

  it('names the servers where a name is none', async () => {
    const { code, err } = await run('demo', 'stop', 'interpol')

    expect(code).toBe(1)
    expect(err).toMatch(/demo status/)
  })

  it('refuses a second start in the same folder with a clear word', async () => {
    const { code, err } = await ended(up())

    expect(code).toBe(1)
    expect(err).toMatch(/runs already/)
  })

  it('starts again after its supervisor was killed, with the same data and keys, and leaves no process behind', async () => {
    const before = await servers()
    const killed = hub && ended(hub)
    hub?.kill('SIGKILL')
    await killed
    await expect.poll(() => before.filter(({ pid = 0 }) => isAlive(pid)).length, { timeout: 15_000, interval: 200 }).toBe(0)

    hub = up()
    const page = await ready(hub)

    expect(page).not.toMatch(/filled with the demo world/)
    expect(await statusOf('pgr')).toBe('OK')
  }, 120_000)

  it('ends when it is asked to, and frees its ports', async () => {
    const end = hub && ended(hub)
    expect((await run('demo', 'down')).code).toBe(0)

    expect((await end)?.code).toBe(0)
    expect((await run('demo', 'status')).code).toBe(1)
    await expect(fetch(`${url}/health`)).rejects.toThrow()
  }, 60_000)

  it('says which port is taken, and by which option to choose another', async () => {
    const squatter = await listenOn(PORTS.gateway)
    const { code, err } = await ended(up())
    await new Promise((resolve) => squatter.close(resolve))

    expect(code).toBe(1)
    expect(err).toContain(`port ${PORTS.gateway} is taken`)
    expect(err).toContain('--port')
  }, 60_000)
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const listenOn = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server))
  })
