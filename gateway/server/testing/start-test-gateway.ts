import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import type { GatewayEvent } from '../../observe/index.ts'
import type { GatewaySettings } from '../settings.ts'
import { type Gateway, type GatewayParts, startServer } from '../start.ts'
import { startTestAgency, type TestAgency, type TestAgencyOptions } from './test-agency.ts'
import { createTestHub } from './test-hub.ts'

export interface TokenWishes {
  readonly agency?: string
  readonly roles?: readonly string[]
  readonly purposes?: readonly string[]
  readonly seconds?: number
  readonly claims?: Readonly<Record<string, unknown>>
  readonly typ?: string
}

/** A gateway over real HTTP with small agencies, keys of its own, and everything it did. */
export interface TestGateway {
  readonly gateway: Gateway
  readonly agencies: readonly TestAgency[]
  readonly events: GatewayEvent[]
  readonly folder: string
  readonly settings: GatewaySettings
  token(wishes?: TokenWishes): Promise<string>
  ask(query: string, options?: AskOptions): Promise<TestAnswer>
  agency(code: string): TestAgency
  start(parts?: Partial<GatewayParts>): Promise<Gateway>
  close(): Promise<void>
}

export interface AskOptions {
  readonly token?: string | null
  readonly headers?: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, unknown>>
}

export interface TestAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: answers are compared, not used
  readonly body: any
}

const SMALL: readonly TestAgencyOptions[] = [
  {
    agency: 'pntl',
    typePrefix: 'Pntl',
    cases: [{ id: 'n1', stage: 'S10', municipality: 'TL-DI', nuc: '0001/24.DIPNT' }],
    shows: ['stage', 'nuc'],
  },
  { agency: 'pgr', typePrefix: 'Pgr', cases: [{ id: 'g1', stage: 'S50', nuc: '0001/24.DIPNT' }], shows: ['stage', 'municipality'] },
]

/** @param changes to the settings */
export async function startTestGateway(
  changes: Partial<GatewaySettings> = {},
  { agencies: wanted = SMALL, parts }: { readonly agencies?: readonly TestAgencyOptions[]; readonly parts?: Partial<GatewayParts> } = {},
): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-gateway-'))
  const hub = generateKeyPairSync('ed25519')
  const issuer = generateKeyPairSync('ed25519')
  const files = { signing: join(folder, 'hub.pem'), seal: join(folder, 'seal.keys'), jwks: join(folder, 'issuer.json') }
  await writeFile(files.signing, hub.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  await writeFile(files.seal, `${randomBytes(32).toString('base64url')}\n`)
  await writeFile(files.jwks, JSON.stringify({ keys: [{ ...issuer.publicKey.export({ format: 'jwk' }), kid: 'demo', alg: 'EdDSA' }] }))

  let keys: Gateway['jwks']['keys'] = []
  const agencies = await Promise.all(wanted.map((options) => startTestAgency(options, () => keys)))
  const settings: GatewaySettings = {
    mode: 'demo',
    port: 0,
    stateFolder: join(folder, 'state'),
    evidenceFile: join(folder, 'evidence.jsonl'),
    signingKeyFile: files.signing,
    sealKeyFile: files.seal,
    agencies: agencies.map(({ agency, url }) => ({ agency, url })),
    issuers: ['demo', 'ministry'].map((name) => ({
      issuer: name,
      jwksFile: files.jwks,
      agencies: ['klatu', 'partner'],
      roles: ['analyst', 'partner-app'],
    })),
    pollMs: 50,
    ...changes,
  }
  // The agencies are asked before the gateway is there to tell its key.
  keys = await publicKeys(hub.publicKey)
  const events: GatewayEvent[] = []
  const start = (more: Partial<GatewayParts> = {}) =>
    startServer(settings, { createHub: createTestHub, onEvent: (event) => void events.push(event), ...parts, ...more })
  const gateway = await start()

  const token = (wishes: TokenWishes = {}) => sign(issuer.privateKey, wishes)
  const usual = await token()
  return {
    gateway,
    agencies,
    events,
    folder,
    settings,
    token,
    start,
    agency(code) {
      const found = agencies.find(({ agency }) => agency === code)
      if (!found) throw new TypeError(`no test agency ${code}`)
      return found
    },
    async ask(query, { token: given = usual, headers = {}, variables } = {}) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          ...(given === null ? {} : { authorization: `Bearer ${given}` }),
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      })
      return { status: response.status, headers: response.headers, body: await response.json() }
    },
    async close() {
      await gateway.close()
      await Promise.all(agencies.map((agency) => agency.close()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function publicKeys(key: KeyObject): Promise<Gateway['jwks']['keys']> {
  const { calculateJwkThumbprint } = await import('jose')
  const jwk = key.export({ format: 'jwk' })
  return [{ ...jwk, kid: await calculateJwkThumbprint(jwk) }]
}

const sign = (
  key: KeyObject,
  { agency = 'klatu', roles = ['analyst'], purposes = ['OVERSIGHT'], seconds = 300, claims = {}, typ = 'at+jwt' }: TokenWishes,
) => {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({
    agency,
    roles,
    purposes,
    iss: 'demo',
    aud: 'tip-hub',
    sub: 'account-1',
    jti: 'token-1',
    iat: now,
    exp: now + seconds,
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'demo', typ })
    .sign(key)
}
