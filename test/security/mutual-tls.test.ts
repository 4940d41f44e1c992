import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request as plainRequest } from 'node:http'
import { createServer as createTlsServer, request } from 'node:https'
import type { Server } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Gateway, type GatewaySettings, startGateway } from '../../gateway/index.ts'
import { openFileLog, serveAgency } from '../../subgraphs/runtime/index.ts'
import { createMemorySource } from '../../subgraphs/runtime/test-support/memory-source.ts'
import { aModel, permit } from '../../subgraphs/runtime/test-support/model.ts'
import { makeCertificate, type TestCertificate } from '../support/certificate.ts'

/** An address of this machine that others can reach, where it has one; otherwise loopback, and only the rule about binding is tried as such. */
const REACHABLE = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address
const HOST = REACHABLE ?? '127.0.0.1'

const [door, hub, agency, stranger] = ['hub.example', 'hub', 'pntl', 'hub'].map((name) => makeCertificate(name)) as [
  TestCertificate,
  TestCertificate,
  TestCertificate,
  TestCertificate,
] // as many as names
const PAST = ['200101000000Z', '210101000000Z'] as const
const FUTURE = ['440101000000Z', '450101000000Z'] as const

const hubKey = generateKeyPairSync('ed25519')
const issuerKey = generateKeyPairSync('ed25519')
const jwks = (key: typeof hubKey, kid: string) => ({ keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' }] })
const closing: (() => Promise<unknown>)[] = []
const logged: string[] = []
let folder = ''
let agencyUrl = ''
let gateway: Gateway
let settings: GatewaySettings

const source = createMemorySource(
  aModel({
    rules: [
      permit({
        coordinates: [
          { kind: '*', classUpTo: 2 },
          { kind: 'CaseRecord', field: 'link' },
        ],
      }),
    ],
  }),
  { CaseRecord: [{ key: '1', values: { nuc: '0062/18.PDSUA', stage: 'S30', registeredDate: '2024-02-01' } }] },
)
const pem = async (name: string, { key, cert }: Pick<TestCertificate, 'key' | 'cert'>) => {
  const [keyFile, certFile] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)]
  await writeFile(keyFile, key)
  await writeFile(certFile, cert)
  return { keyFile, certFile }
}
const serve = async (tls: { key: string; cert: string; hubPins: readonly string[] }) => {
  const evidence = await openFileLog(join(folder, 'evidence', `${randomBytes(4).toString('hex')}.jsonl`))
  const running = await serveAgency({
    source,
    hub: { jwks: jwks(hubKey, 'hub-1') },
    issuers: [{ issuer: 'issuer', agencies: ['klatu'], roles: ['analyst'], keys: { jwks: jwks(issuerKey, 'issuer-1') } }],
    idSecrets: [{ version: 1, secret: randomBytes(32) }],
    evidence,
    stateFolder: join(folder, 'agency'),
    host: HOST,
    tls,
    logger: pino({ base: null }, { write: (line: string) => void logged.push(line) }),
  })
  closing.push(async () => {
    await running.close()
    await evidence.close()
  })
  return running.url
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-mutual-tls-'))
  agencyUrl = await serve({ key: agency.key, cert: agency.cert, hubPins: [hub.pin] })
  const [signingKeyFile, sealKeyFile, jwksFile] = [join(folder, 'hub.pem'), join(folder, 'seal'), join(folder, 'issuer.json')]
  await writeFile(signingKeyFile, hubKey.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  await writeFile(sealKeyFile, `${randomBytes(32).toString('base64url')}\n`)
  await writeFile(jwksFile, JSON.stringify(jwks(issuerKey, 'issuer-1')))
  settings = {
    mode: 'demo',
    host: HOST,
    port: 0,
    tls: await pem('door', door),
    publicHosts: ['hub.example'],
    agencyTls: await pem('hub', hub),
    stateFolder: join(folder, 'gateway'),
    evidenceFile: join(folder, 'gateway.jsonl'),
    signingKeyFile,
    signingKeyId: 'hub-1',
    sealKeyFile,
    agencies: [{ agency: 'pntl', url: agencyUrl, pins: [agency.pin] }],
    issuers: [{ issuer: 'issuer', jwksFile, agencies: ['klatu'], roles: ['analyst'] }],
    pollMs: 50,
  }
  gateway = await startGateway(settings, { onEvent: () => undefined })
  closing.push(() => gateway.close())
}, 30_000)
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
  await rm(folder, { recursive: true })
})

interface Got {
  readonly status: number | undefined
  readonly text: string
}
const ask = (url: string, options: Readonly<Record<string, unknown>> = {}, body = ''): Promise<Got> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? request : plainRequest
    const asked = send(url, { method: 'POST', agent: false, rejectUnauthorized: false, ...options }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, text }))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })

const token = () => {
  const now = Math.floor(Date.now() / 1_000)
  return new SignJWT({ agency: 'klatu', roles: ['analyst'], purposes: ['OVERSIGHT'] })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'issuer-1' })
    .setIssuer('issuer')
    .setAudience('tip-hub')
    .setSubject('account-1')
    .setIssuedAt(now)
    .setExpirationTime(now + 300)
    .setJti(randomBytes(8).toString('hex'))
    .sign(createPrivateKey(issuerKey.privateKey.export({ type: 'pkcs8', format: 'pem' })))
}
const question = async (options: Readonly<Record<string, unknown>> = {}) =>
  ask(
    `${gateway.url}/graphql`,
    {
      ...options,
      headers: { host: 'hub.example', 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
    },
    JSON.stringify({ query: '{ cases(first: 5) { nodes { records { ... on CaseRecord { stage } } } } }' }),
  )

describe('a gateway and an agency over TLS on an address that others reach', () => {
  it('are bound there', () => {
    expect(gateway.url).toContain(HOST)
    expect(agencyUrl).toContain(HOST)
    if (REACHABLE) expect(REACHABLE).not.toMatch(/^127\./)
  })

  it('answer a question through both hops', async () => {
    const got = await vi.waitFor(async () => {
      const answer = await question()
      expect(answer.text).toContain('S30')
      return answer
    })
    expect(got.status).toBe(200)
    expect(JSON.parse(got.text)).toMatchObject({
      data: { cases: { nodes: [{ records: [{ stage: 'S30' }] }] } },
      extensions: { complete: true, sources: [{ agency: 'pntl', status: 'OK' }] },
    })
  })
})

describe('whoever knocks at the agency', () => {
  it.each<[string, { readonly key?: string; readonly cert?: string; readonly maxVersion?: string }]>([
    ['without a certificate', {}],
    ['with another key under the hub’s name', { key: stranger.key, cert: stranger.cert }],
    ['with the agency’s own certificate', { key: agency.key, cert: agency.cert }],
    ['with a certificate of the right key that has run out', makeCertificate('hub', { validity: PAST, keyOf: hub })],
    ['with one whose life has not begun', makeCertificate('hub', { validity: FUTURE, keyOf: hub })],
    ['by TLS 1.2', { key: hub.key, cert: hub.cert, maxVersion: 'TLSv1.2' }],
  ])('%s is not even read', async (_what, { key, cert, maxVersion }) => {
    logged.length = 0
    await expect(ask(`${agencyUrl}/graphql`, { key, cert, maxVersion })).rejects.toThrow()
    expect(logged.filter((line) => line.includes('refused'))).toEqual([])
  })

  it('by plain HTTP is not even read', async () => {
    await expect(ask(agencyUrl.replace('https:', 'http:'))).rejects.toThrow()
  })

  it('with the hub’s certificate, but without its signature, is refused', async () => {
    const got = await ask(
      `${agencyUrl}/graphql`,
      { key: hub.key, cert: hub.cert, headers: { 'content-type': 'application/json' } },
      '{"query":"{ __typename }"}',
    )
    expect([got.status, got.text]).toEqual([401, expect.stringContaining('CALL_REFUSED')])
  })
})

describe('an agency that is not the one', () => {
  const listen = async (server: Server): Promise<string> => {
    await new Promise<void>((resolve) => server.listen(0, HOST, resolve))
    closing.push(() => new Promise((resolve) => server.close(resolve)))
    const address = server.address()
    return `${HOST}:${typeof address === 'object' && address ? address.port : 0}`
  }

  it.each<[string, TestCertificate | undefined, Readonly<Record<string, unknown>>]>([
    ['shows another key under the same name', makeCertificate('pntl'), {}],
    ['shows a certificate of the right key that has run out', makeCertificate('pntl', { validity: PAST, keyOf: agency }), {}],
    ['shows one whose life has not begun', makeCertificate('pntl', { validity: FUTURE, keyOf: agency }), {}],
    ['speaks TLS 1.2', agency, { maxVersion: 'TLSv1.2' }],
    ['speaks plain HTTP', undefined, {}],
  ])('is not asked anything where it %s', async (what, shown, options) => {
    let [requests, connections] = [0, 0]
    const answer: Parameters<typeof createServer>[1] = (_request, response) => {
      requests++
      response.end('{}')
    }
    const server = shown
      ? createTlsServer({ ...options, key: shown.key, cert: shown.cert, requestCert: true, rejectUnauthorized: false }, answer)
      : createServer(answer)
    server.on('connection', () => void connections++)
    const url = `https://${await listen(server)}`
    const code = what.replaceAll(/[^a-z]+/gi, '-').toLowerCase()

    await gateway.addAgency({ agency: code, url, pins: [agency.pin] })
    await vi.waitFor(() => expect(connections).toBeGreaterThan(1))

    expect(requests).toBe(0)
    expect(gateway.agencies.find((known) => known.agency === code)).toMatchObject({ reachability: 'UNREACHABLE' })
    await gateway.removeAgency(code)
    server.closeAllConnections()
  })
})

describe('whoever knocks at the gateway', () => {
  it('by TLS 1.2 or plain HTTP is not even read', async () => {
    await expect(question({ maxVersion: 'TLSv1.2' })).rejects.toThrow()
    await expect(ask(gateway.url.replace('https:', 'http:'))).rejects.toThrow()
  })

  it('under another name is sent away', async () => {
    expect((await ask(`${gateway.url}/graphql`, { headers: { host: `${HOST}:1` } })).status).toBe(421)
  })
})

describe('what is bound wider than this machine', () => {
  const CLEAR = { port: 0, host: '0.0.0.0' }

  it('does not start without TLS, at either end', async () => {
    const { tls: _door, ...withoutTls } = settings
    await expect(startGateway({ ...withoutTls, ...CLEAR })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    const { agencyTls: _own, ...withoutOwn } = settings
    await expect(startGateway(withoutOwn)).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })

  it('does not start with a certificate that has run out, at either end', async () => {
    const old = makeCertificate('hub', { validity: PAST, keyOf: hub })
    await expect(startGateway({ ...settings, port: 0, agencyTls: await pem('old', old) })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('agencyTls: the certificate has run out'),
    })
    await expect(serve({ key: old.key, cert: old.cert, hubPins: [hub.pin] })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })
})
