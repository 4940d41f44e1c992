import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { INTERNAL_DOCUMENTS } from '../../schema/index.ts'
import { signPolicy } from '../../subgraphs/index.ts'
import { aHub } from '../../subgraphs/runtime/test-support/hub.ts'
import { makeCertificate } from '../../test/support/certificate.ts'
import { runCommand } from '../testing/run-command.ts'
import { runAdapter } from './run-adapter.ts'
import { readAdapterSettings } from './settings.ts'

const AGENCY_YAML = `
version: 1
agency: pntl
name: { en: PNTL, pt: PNTL }
source: { engine: sqlite, pathEnv: TEST_DATABASE }
records:
  CaseRecord: { from: kazu, key: id, fields: { localRef: no_rejistu } }
policy:
  version: 1
  rules:
    - { id: PNTL-01, permit: ["*.class<=2"], to: { agencies: [klatu] }, for: [OVERSIGHT], because: a test }
`
const hub = aHub()
let home = ''
let folder = ''
let env: Record<string, string> = {}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tip-serve-'))
  folder = join(home, 'pntl')
  await mkdir(folder)
  await writeFile(join(folder, 'agency.yaml'), AGENCY_YAML)
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  await signPolicy({ folder, privateKey, now: Date.now() })
  await writeFile(join(home, 'director.pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
  await writeFile(join(home, 'hub.jwks.json'), JSON.stringify(hub.hubKeys.jwks))
  await writeFile(join(home, 'issuer.jwks.json'), JSON.stringify(hub.issuerKeys.jwks))
  await writeFile(join(home, 'id-secrets'), `1 ${Buffer.alloc(32, 1).toString('base64url')}\n`)
  makeDatabase('invented.sqlite', true)
  makeDatabase('real.sqlite', false)
  env = { TEST_DATABASE: join(home, 'invented.sqlite') }
})
afterAll(() => rm(home, { recursive: true, force: true }))

function makeDatabase(name: string, isMarked: boolean): void {
  const db = new DatabaseSync(join(home, name))
  db.exec(`create table kazu (id integer primary key, no_rejistu text); insert into kazu values (1, 'SECRET-REF')`)
  if (isMarked) db.exec(`create table tip_hub_demo_marker (seed integer); insert into tip_hub_demo_marker values (1)`)
  db.close()
}

const written = () => ({
  mode: 'demo',
  port: 0,
  hub: { jwksFile: 'hub.jwks.json' },
  issuers: [{ issuer: hub.issuer.issuer, jwksFile: 'issuer.jwks.json', agencies: ['klatu'], roles: ['analyst'] }],
  policy: { publicKeyFiles: ['director.pub.pem'] },
  stateFolder: 'state',
  evidenceFile: 'state/evidence.jsonl',
  idSecretsFile: 'id-secrets',
  metrics: { port: 0 },
})
async function settingsFile(more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const file = join(home, 'adapter.yaml')
  await writeFile(file, stringify({ ...written(), ...more }))
  return file
}
const silent = pino({ enabled: false })
const run = async (more: Readonly<Record<string, unknown>> = {}, variables = env) =>
  runAdapter({ folder, settings: await readAdapterSettings(await settingsFile(more)), env: variables, logger: silent })

const ask = (url: string) => {
  const body = JSON.stringify({ query: INTERNAL_DOCUMENTS.describe })
  return fetch(`${url}/internal`, { method: 'POST', body, headers: hub.headersFor(body, '/internal', hub.contextFor()) })
}

describe('an adapter that is served', () => {
  it('answers its hub, counts what it answered and refused, and shows nothing of a record in that', async () => {
    const adapter = await run()
    try {
      const answer = await ask(adapter.url)
      const refused = await fetch(`${adapter.url}/graphql`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
      const counted = await fetch(adapter.metricsUrl ?? '').then((response) => response.text())

      expect([answer.status, refused.status]).toEqual([200, 401])
      expect(await answer.json()).toMatchObject({ data: { describe: { agency: 'pntl' } } })
      expect(counted).toContain('tip_adapter_request_seconds_count{agency="pntl",path="/internal",status="200",outcome="ok"} 1')
      expect(counted).toContain('tip_adapter_refused_total{check="headers",agency="pntl"} 1')
      expect(counted).toContain('tip_adapter_source_runs{state="mostWaiting",agency="pntl"} 32')
      expect(counted).toMatch(/tip_adapter_statement_seconds_count\{agency="pntl",outcome="ok"\} [1-9]/)
      expect(counted).toContain('tip_adapter_has_lock{agency="pntl"} 0')
      expect(counted).not.toContain('SECRET')
    } finally {
      await adapter.close()
    }
  })

  it('keeps its metrics on this machine, at one address, for one name', async () => {
    const adapter = await run()
    try {
      const url = adapter.metricsUrl ?? ''

      expect(new URL(url).hostname).toBe('127.0.0.1')
      expect((await fetch(`${adapter.url}/metrics`)).status).toBe(404)
      expect((await fetch(url, { method: 'POST' })).status).toBe(404)
      expect((await fetch(url.replace('/metrics', '/'))).status).toBe(404)
    } finally {
      await adapter.close()
    }
  })

  it('does not serve data that nobody marked as invented', async () => {
    await expect(run({}, { TEST_DATABASE: join(home, 'real.sqlite') })).rejects.toThrow('may hold real people')
  })

  it('does not serve a folder that was changed after it was signed', async () => {
    await writeFile(join(folder, 'agency.yaml'), AGENCY_YAML.replace('class<=2', 'class<=3'))
    try {
      await expect(run()).rejects.toMatchObject({ code: 'POLICY_INVALID' })
    } finally {
      await writeFile(join(folder, 'agency.yaml'), AGENCY_YAML)
    }
  })

  it('does not listen beyond this machine without TLS', async () => {
    await expect(run({ host: '0.0.0.0' })).rejects.toMatchObject({ code: 'TLS_REQUIRED' })
  })

  it('takes calls by TLS only from the key that it knows', async () => {
    const [own, pinned] = [makeCertificate('pntl'), makeCertificate('hub')]
    await writeFile(join(home, 'tls.key'), own.key)
    await writeFile(join(home, 'tls.crt'), own.cert)
    const adapter = await run({ tls: { keyFile: 'tls.key', certFile: 'tls.crt', hubPins: [pinned.pin] } })
    try {
      expect(adapter.url).toMatch(/^https:/)
      await expect(ask(adapter.url)).rejects.toThrow()
    } finally {
      await adapter.close()
    }
  })
})

describe('adapter settings', () => {
  it('say everything that is wrong at once', async () => {
    const { hub: _, ...without } = written()
    const file = join(home, 'wrong.yaml')
    await writeFile(file, stringify({ ...without, mode: 'production', port: 99_999, secret: 'x', metrics: {} }))

    const { code, err } = await runCommand('serve', folder, '--settings', file)

    expect(code).toBe(1)
    for (const part of ['mode', 'is `demo`', 'port', 'hub', 'secret', 'metrics.port']) expect(err).toContain(part)
  })

  it('say which file holds not what it should, and neither where it is nor what is in it', async () => {
    await writeFile(join(home, 'weak'), '1 c2hvcnQ\n')

    const failing = run({
      idSecretsFile: 'weak',
      hub: { jwksFile: 'nowhere' },
      policy: { publicKeyFiles: ['id-secrets'] },
      caseKeyFile: 'weak',
    })

    await expect(failing).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    const { message } = await failing.catch((thrown: Error) => thrown).then((thrown) => thrown as Error) // rejects, see above
    for (const part of ['idSecretsFile', 'hub.jwksFile', 'policy.publicKeyFiles.0', 'caseKeyFile']) expect(message).toContain(part)
    expect(message).not.toContain(home)
    expect(message).not.toContain('c2hvcnQ')
  })

  it('name keys in one way, not in two and not in none', async () => {
    await expect(run({ hub: {} })).rejects.toThrow('needs either jwksFile or jwksUrl')
    await expect(run({ issuers: [{ ...written().issuers[0], issuer: 'todo' }] })).rejects.toThrow('still says todo')
    await expect(run({ hub: { jwksFile: 'hub.jwks.json', jwksUrl: 'https://hub.example/jwks' } })).rejects.toThrow('needs either')
  })

  it('that are not there are told to be written by joining', async () => {
    expect(await runCommand('serve', folder)).toMatchObject({ code: 1, err: expect.stringContaining('tip-hub join') })
  })
})

describe('tip-hub serve', () => {
  it('tells the service manager that it is ready and that it stops, and ends with 0 when asked to', async () => {
    const told = join(home, 'told')
    const program = join(home, 'bin', 'systemd-notify')
    await mkdir(join(home, 'bin'), { recursive: true })
    await writeFile(program, `#!/bin/sh\necho "$@" >> "${told}"\n`)
    await chmod(program, 0o755)
    const child = spawn(process.execPath, [resolve(import.meta.dirname, '../tip-hub.ts'), 'serve', folder, '--json'], {
      env: {
        ...process.env,
        ...env,
        TIP_HUB_SETTINGS: await settingsFile(),
        NOTIFY_SOCKET: '/run/nowhere',
        PATH: `${join(home, 'bin')}:${process.env.PATH}`,
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    try {
      const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
      const address = JSON.parse(String(line))
      expect(address).toMatchObject({ ok: true, agency: 'pntl', pid: child.pid })
      expect((await fetch(`${address.url}/health`)).status).toBe(200)

      child.kill('SIGTERM')
      const [code] = await once(child, 'exit')

      expect(code).toBe(0)
      const states = await readFile(told, 'utf8')
      expect(states.match(/READY=1|STOPPING=1/g)).toEqual(['READY=1', 'STOPPING=1'])
      await expect(fetch(`${address.url}/health`)).rejects.toThrow()
    } finally {
      child.kill('SIGKILL')
    }
  })
})
