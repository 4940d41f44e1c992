import { generateKeyPairSync } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { startTestGateway, type TestGateway } from '../../gateway/server/testing/start-test-gateway.ts'
import { createHub } from '../../subgraphs/hub/index.ts'
import { signPolicy } from '../../subgraphs/index.ts'
import { makeCertificate } from '../../test/support/certificate.ts'
import { type RunningAdapter, runAdapter } from '../serve/run-adapter.ts'
import { readAdapterSettings } from '../serve/settings.ts'
import { runCommand } from '../testing/run-command.ts'

const AGENCY_YAML = `
version: 1
agency: courts
name: { en: Courts, pt: Tribunais }
source: { engine: sqlite, pathEnv: COURTS_DATABASE }
records:
  CaseRecord: { from: autos, key: id, fields: { localRef: ref } }
policy:
  version: 1
  rules:
    - { id: COURTS-01, permit: ["*.class<=2"], to: { agencies: [klatu], roles: [analyst] }, for: [OVERSIGHT], because: a test }
`
let home = ''
let folder = ''
let settingsFile = ''
let test: TestGateway | undefined
let adapter: RunningAdapter | undefined

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tip-join-'))
  folder = join(home, 'courts')
  settingsFile = join(folder, 'adapter.yaml')
  await mkdir(folder)
  await writeFile(join(folder, 'agency.yaml'), AGENCY_YAML)
  const db = new DatabaseSync(join(home, 'courts.sqlite'))
  db.exec(
    `create table autos (id integer primary key, ref text); create table tip_hub_demo_marker (seed integer); insert into tip_hub_demo_marker values (1)`,
  )
  db.close()
})
afterEach(async () => {
  await adapter?.close()
  await test?.close()
  adapter = undefined
  test = undefined
  await rm(home, { recursive: true, force: true })
})

/** A hub as it is served, without any agency yet. */
const anEmptyHub = (changes: Parameters<typeof startTestGateway>[0] = {}) =>
  startTestGateway({ pollMs: 100, ...changes }, { agencies: [], parts: { createHub } })

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** The command by which the operator invites, over the test gateway's own settings. */
async function invited(running: TestGateway, agency = 'courts'): Promise<string> {
  const file = join(home, 'gateway.json')
  await writeFile(file, JSON.stringify(running.settings))
  const { code, out, err } = await runCommand('hub', 'invite', agency, '--settings', file, '--url', running.gateway.url)
  expect([code, err]).toEqual([0, expect.stringContaining('good once')])
  return out.trim()
}

/** What the officer does with the `todo` lines, and the adapter that then runs. */
async function serve(): Promise<RunningAdapter> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  await signPolicy({ folder, privateKey, now: Date.now() })
  await writeFile(join(folder, 'keys', 'director.pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
  const issuer = { ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }), kid: 'i', alg: 'EdDSA' }
  await writeFile(join(folder, 'keys', 'issuer.jwks.json'), JSON.stringify({ keys: [issuer] }))
  const drafted = await readFile(settingsFile, 'utf8')
  await writeFile(settingsFile, drafted.replace('issuer: todo', 'issuer: "https://id.example"'))
  const settings = { ...(await readAdapterSettings(settingsFile)), metrics: undefined, host: '127.0.0.1' }
  return runAdapter({ folder, settings, env: { COURTS_DATABASE: join(home, 'courts.sqlite') }, logger: pino({ enabled: false }) })
}

describe('an institution', () => {
  it('joins by its invitation, serves, is part of the graph, and leaves', async () => {
    test = await anEmptyHub()
    const url = `http://127.0.0.1:${await freePort()}`
    const invitation = await invited(test)

    const joined = await runCommand('join', folder, '--invitation', invitation, '--url', url)
    adapter = await serve()
    const composed = await runCommand('join', folder, '--wait', '20', '--json')
    const graph = test.gateway.supergraphSdl
    const left = await runCommand('leave', folder, '--yes', '--json')

    expect(joined.code).toBe(1)
    expect(joined.out).toContain('the hub does not reach its adapter yet')
    expect(composed).toMatchObject({ code: 0, out: expect.stringContaining('"isComposed":true') })
    expect(graph).toContain('type CourtsCaseRecord')
    expect(left.code).toBe(0)
    expect(test.gateway.supergraphSdl).not.toContain('type CourtsCaseRecord')
    expect(await runCommand('join', folder)).toMatchObject({ code: 1, err: expect.stringContaining('refused') })
    const log = await readFile(test.settings.evidenceFile, 'utf8')
    expect(log.match(/"membership":"(JOINED|LEFT)","agency":"courts"/g)).toHaveLength(2)
  })

  it('is told in words why its records cannot be part of a graph', async () => {
    test = await startTestGateway({ pollMs: 100 })
    await runCommand('join', folder, '--invitation', await invited(test), '--url', `http://127.0.0.1:${await freePort()}`)
    adapter = await serve()

    const { code, out } = await runCommand('join', folder, '--wait', '20')

    expect(code).toBe(1)
    expect(out).toContain('the hub reaches the adapter of courts')
    expect(out).toContain('CaseRecord.archiveReason')
    expect(out).toContain('Update its adapter to the version of the others')
  })

  it('keeps its private keys to itself, and its own lines in the settings', async () => {
    test = await startTestGateway({ pollMs: 100 })
    await runCommand('join', folder, '--invitation', await invited(test), '--url', 'http://127.0.0.1:1')

    for (const name of ['membership.pem', 'id-secrets']) expect((await stat(join(folder, 'keys', name))).mode & 0o077).toBe(0)
    const register = await readFile(join(test.settings.stateFolder, 'members.json'), 'utf8')
    expect(register).not.toContain('PRIVATE')
    const drafted = await readFile(settingsFile, 'utf8')
    expect(drafted).toContain('# todo: who issues the tokens')
    expect(parse(drafted).issuers).toEqual([{ issuer: 'todo', jwksFile: 'keys/issuer.jwks.json', agencies: ['klatu'], roles: ['analyst'] }])

    await runCommand('leave', folder, '--yes')
    await writeFile(settingsFile, drafted.replace('metrics: { port: 9464 }', '# mine\nmetrics: { port: 9999 }'))
    await runCommand('join', folder, '--invitation', await invited(test), '--url', 'http://127.0.0.1:1')

    expect(await readFile(settingsFile, 'utf8')).toContain('# mine\nmetrics: { port: 9999 }')
  })

  it('joins a hub with TLS only where it shows the key that the invitation names; both pin each other from then on', async () => {
    const [outer, inner, stranger] = [makeCertificate('hub'), makeCertificate('hub'), makeCertificate('stranger')]
    const files = async (name: string, { key, cert }: typeof outer) => {
      const [keyFile, certFile] = [join(home, `${name}.key`), join(home, `${name}.crt`)]
      await writeFile(keyFile, key)
      await writeFile(certFile, cert)
      return { keyFile, certFile }
    }
    test = await anEmptyHub({ tls: await files('outer', outer), agencyTls: await files('inner', inner) })
    const url = `https://127.0.0.1:${await freePort()}`
    const invitation = await invited(test)
    const forged = invitation.replace(/^tip-invitation\.(.*)$/, (_, text: string) => {
      const read = JSON.parse(Buffer.from(text, 'base64url').toString())
      return `tip-invitation.${Buffer.from(JSON.stringify({ ...read, pins: [stranger.pin] })).toString('base64url')}`
    })

    expect(await runCommand('join', folder, '--invitation', forged, '--url', url)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not the hub that invited'),
    })
    await runCommand('join', folder, '--invitation', invitation, '--url', url)
    adapter = await serve()

    expect(parse(await readFile(settingsFile, 'utf8')).tls).toEqual({
      keyFile: 'keys/tls.key',
      certFile: 'keys/tls.crt',
      hubPins: [inner.pin],
    })
    expect(await runCommand('join', folder, '--wait', '20')).toMatchObject({
      code: 0,
      out: expect.stringContaining('are part of the graph'),
    })
  })

  it.each([
    ['half an invitation', 'tip-invitation.abc', 'no whole invitation'],
    ['something else', 'hello', 'no whole invitation'],
  ])('is told what is wrong with %s', async (_what, text, message) => {
    expect(await runCommand('join', folder, '--invitation', text, '--url', 'http://127.0.0.1:1')).toMatchObject({
      code: 2,
      err: expect.stringContaining(message),
    })
  })

  it('is told where an invitation is for another one, or names no address', async () => {
    test = await startTestGateway()
    const invitation = await invited(test, 'mnec')

    expect(await runCommand('join', folder, '--invitation', invitation, '--url', 'http://127.0.0.1:1')).toMatchObject({
      code: 2,
      err: expect.stringContaining('the invitation is for mnec, and this folder is of courts'),
    })
    expect(await runCommand('join', folder, '--invitation', await invited(test))).toMatchObject({
      code: 2,
      err: expect.stringContaining('--url'),
    })
    expect(await runCommand('join', folder)).toMatchObject({ code: 2, err: expect.stringContaining('has joined no hub') })
    expect(await runCommand('leave', folder)).toMatchObject({ code: 2, err: expect.stringContaining('has joined no hub') })
  })

  it('says what it would do before it leaves', async () => {
    test = await startTestGateway({ pollMs: 100 })
    await runCommand('join', folder, '--invitation', await invited(test), '--url', 'http://127.0.0.1:1')

    expect(await runCommand('leave', folder)).toMatchObject({ code: 2, err: expect.stringContaining('say --yes') })
    expect(test.gateway.agencies.map(({ agency }) => agency)).toContain('courts')
  })
})

describe('the operator of a hub', () => {
  it('sees whose policy lets somebody join matters, and whether the hub asks them', async () => {
    test = await startTestGateway()
    const rule = { id: 'R', effect: 'permit', when: { op: 'true' }, as: {}, because: '' }
    const link = [{ kind: 'CaseRecord', field: 'link' }]
    const describing = (agency: string, rules: readonly unknown[]) => ({
      ...test?.gateway.agencies.find((known) => known.agency === 'pgr')?.description,
      agency,
      policy: { agency, version: 1, rules },
    })
    const stateFolder = join(home, 'joins')
    const composed = [
      describing('courts', [{ ...rule, coordinates: link, to: {} }]),
      describing('pgr', [{ ...rule, coordinates: link, to: { agencies: ['klatu', 'courts'] } }]),
      describing('pntl', [{ ...rule, coordinates: [{ kind: 'CaseRecord', classUpTo: 1 }], to: {} }]),
    ].map((description) => ({ ...description, institution: description.agency }))
    await mkdir(stateFolder)
    await writeFile(join(stateFolder, 'agencies.json'), JSON.stringify({ version: 1, composed }))
    const file = join(home, 'joins.json')
    await writeFile(file, JSON.stringify({ ...test.settings, stateFolder, joinAgencies: ['pgr'] }))

    expect(JSON.parse((await runCommand('hub', 'joins', '--settings', file, '--json')).out)).toEqual([
      { agency: 'courts', isAsked: false, lets: null },
      { agency: 'pgr', isAsked: true, lets: ['courts', 'klatu'] },
    ])
    expect((await runCommand('hub', 'joins', '--settings', file)).out).toMatch(
      /^courts +not asked +lets everybody\npgr +asked +lets courts, klatu/,
    )
  })

  it('sees who joined, takes one out, and invites nobody who is there', async () => {
    test = await startTestGateway({ pollMs: 50 })
    const running = test
    await runCommand('join', folder, '--invitation', await invited(running), '--url', 'http://127.0.0.1:1')
    const file = join(home, 'gateway.json')

    expect(JSON.parse((await runCommand('hub', 'members', '--settings', file, '--json')).out)).toMatchObject([{ agency: 'courts' }])
    expect(await runCommand('hub', 'invite', 'courts', '--settings', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining('already'),
    })
    expect(await runCommand('hub', 'invite', 'pgr', '--settings', file)).toMatchObject({ code: 2, err: expect.stringContaining('already') })
    expect((await runCommand('hub', 'remove', 'courts', '--settings', file)).code).toBe(0)
    await expect.poll(() => running.gateway.agencies.map(({ agency }) => agency), { timeout: 10_000 }).not.toContain('courts')
    expect(await runCommand('hub', 'remove', 'courts', '--settings', file)).toMatchObject({ code: 2 })
  })

  it.each([
    ['no settings', ['hub', 'invite', 'courts', '--home', '/nowhere'], 'which hub?'],
    ['a file that is not there', ['hub', 'members', '--settings', '/nowhere.json'], 'there is no file'],
    ['a name that is no code', ['hub', 'invite', 'The Courts'], 'is the code of an institution'],
    ['too long a life', ['hub', 'invite', 'courts', '--days', '365'], 'is 1 to 30'],
  ])('is told what is wrong with %s', async (_what, words, message) => {
    expect(await runCommand(...words)).toMatchObject({ code: 2, err: expect.stringContaining(message) })
  })
})
