import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'
import { SignJWT } from 'jose'
import { type Measured, measure, type Pace } from '../../harness/rounds.ts'
import { type BenchServer, startServer } from '../../harness/start-server.ts'
import type { Guard } from '../../servers/gateway-guarded.ts'
import { GRAPH, QUESTIONS } from './graph.ts'

const file = (name: string): string => join(import.meta.dirname, '../..', name)
const ISSUER = 'https://issuer.bench.invalid'
const GUARDS = ['token', 'signature', 'evidence', 'log'] as const satisfies readonly Guard[]
const PEERS = [
  ['@apollo/gateway', 'peers/apollo-gateway.ts'],
  ['Hive gateway (Rust planner)', 'peers/hive-gateway.ts'],
] as const

export interface GatewayRow {
  readonly question: string
  readonly measured: readonly Measured[]
}

/**
 * The same graph and questions before every gateway: ours bare, ours guarded, guarded without one guard at a time, and the others.
 *
 * @returns also the names of those that did not start, with why
 */
export async function measureGateways(
  pace: Pace,
  { withPeers, profileFolder }: { readonly withPeers: boolean; readonly profileFolder: string | undefined },
): Promise<{ readonly rows: readonly GatewayRow[]; readonly absent: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-bench-gateway-'))
  const servers: BenchServer[] = []
  const profiling = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`]
  const start = async (program: string, settings: unknown, execArgv: readonly string[] = profiling): Promise<BenchServer> => {
    const server = await startServer(file(program), settings, execArgv)
    servers.push(server)
    return server
  }
  try {
    const agencies = await start('servers/agencies.ts', null, [])
    const supergraphSdl = compose(agencies.url)
    const addresses = Object.fromEntries(Object.keys(GRAPH).map((name) => [name, agencies.url]))
    const { settings, token } = await guardedSettings(folder)
    const headers = { authorization: `Bearer ${token}` }
    const guarded = (without: readonly Guard[]) =>
      start('servers/gateway-guarded.ts', {
        ...settings,
        folder: join(folder, without.join('-') || 'all'),
        supergraphSdl,
        agencies: addresses,
        without,
      })

    const contestants: { readonly name: string; readonly server: BenchServer; readonly headers?: Record<string, string> }[] = [
      { name: 'hub, bare', server: await start('servers/gateway-bare.ts', { supergraphSdl, agencies: addresses }) },
      { name: 'hub, everything on', server: await guarded([]), headers },
    ]
    for (const guard of GUARDS) contestants.push({ name: `hub without ${guard}`, server: await guarded([guard]), headers })
    const absent: string[] = []
    for (const [name, program] of PEERS)
      try {
        if (!withPeers) throw new Error('not installed')
        contestants.push({ name, server: await start(program, { supergraphSdl }, []) })
      } catch (cause) {
        absent.push(`${name}: ${cause instanceof Error ? cause.message.slice(0, 300) : 'did not start'}`)
      }

    const rows: GatewayRow[] = []
    for (const { name: question, query, variables } of QUESTIONS) {
      const body = JSON.stringify({ query, variables })
      const measured = await measure(
        contestants.map(({ name, server, headers: own }) => ({
          name,
          url: server.url,
          parts: { server: [server.pid] },
          body,
          ...(own && { headers: () => own }),
        })),
        pace,
      )
      rows.push({ question, measured })
    }
    return { rows, absent }
  } finally {
    for (const server of servers) await server.close()
    await rm(folder, { recursive: true })
  }
}

function compose(url: string): string {
  const { supergraphSdl } = composeServices(
    Object.entries(GRAPH).map(([name, sdl]) => ({ name, url: `${url}/${name}/graphql`, typeDefs: parse(sdl) })),
  )
  if (!supergraphSdl) throw new TypeError('the graph does not compose')
  return supergraphSdl
}

async function guardedSettings(folder: string) {
  const hub = generateKeyPairSync('ed25519')
  const issuer = generateKeyPairSync('ed25519')
  const jwksFile = join(folder, 'issuer.json')
  const deniedFile = join(folder, 'denied.json')
  await writeFile(jwksFile, JSON.stringify({ keys: [{ ...issuer.publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'EdDSA' }] }))
  await writeFile(deniedFile, JSON.stringify({ version: 1, accounts: [], tokens: [] }))
  const now = Math.floor(Date.now() / 1_000)
  const token = await new SignJWT({ agency: 'klatu', roles: ['analyst'], purposes: ['OVERSIGHT'] })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'bench' })
    .setIssuer(ISSUER)
    .setAudience('tip-hub')
    .setSubject('bench')
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + 3_600)
    .sign(issuer.privateKey)
  return {
    token,
    settings: {
      signingKeyPem: hub.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      issuer: { issuer: ISSUER, jwksFile, agencies: ['klatu'], roles: ['analyst'], maxTokenMinutes: 60 },
      deniedFile,
    },
  }
}
