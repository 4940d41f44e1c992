import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '../../../gateway/call/index.ts'
import { createRecordIds } from '../../../subgraphs/runtime/ids/record-ids.ts'
import { startDatabase } from '../../harness/database.ts'
import { benchKeys, ISSUER } from '../../harness/keys.ts'
import { type Contestant, type Measured, measure, type Pace } from '../../harness/rounds.ts'
import { type BenchServer, startServer } from '../../harness/start-server.ts'
import { PERSONS, tables } from './data.ts'
import { COUNT, QUESTIONS, rowsOf } from './questions.ts'

const file = (name: string): string => join(import.meta.dirname, '../..', name)
const PEERS = [
  ['PostGraphile 5', 'peers/postgraphile.ts'],
  ['Pothos + Kysely + dataloader, Apollo Server', 'peers/pothos-apollo.ts'],
] as const

/** Every server over the same PostgreSQL; CPU is that of the server and of the database together. */
export async function measureAdapters(
  pace: Pace,
  { withPeers, profileFolder }: { readonly withPeers: boolean; readonly profileFolder: string | undefined },
): Promise<{
  readonly rows: readonly { readonly question: string; readonly measured: readonly Measured[] }[]
  readonly absent: readonly string[]
}> {
  const home = await mkdtemp(join(tmpdir(), 'tip-bench-adapter-'))
  const database = await startDatabase(tables(PERSONS))
  const servers: BenchServer[] = []
  const start = async (program: string, settings: unknown, execArgv: readonly string[] = []): Promise<BenchServer> => {
    const server = await startServer(file(program), settings, execArgv)
    servers.push(server)
    return server
  }
  try {
    const keys = await benchKeys()
    const profiling = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`]
    const settings = { databaseUrl: database.url }
    const raw = await start('servers/raw.ts', settings)
    const adapter = await start(
      'servers/adapter.ts',
      {
        ...settings,
        folder: join(import.meta.dirname, 'agency'),
        hubJwks: keys.signer.jwks,
        issuer: { ...ISSUER, maxTokenSeconds: 3_600 },
        issuerJwks: keys.issuerJwks,
        idSecret: keys.idSecret,
        home,
      },
      profiling,
    )
    const peers: { name: string; server: BenchServer }[] = []
    const absent: string[] = []
    for (const [name, program] of PEERS)
      try {
        if (!withPeers) throw new Error('not installed')
        peers.push({ name, server: await start(program, settings) })
      } catch (cause) {
        absent.push(`${name}: ${cause instanceof Error ? cause.message.slice(0, 300) : 'did not start'}`)
      }

    const ids = createRecordIds([{ version: 1, secret: Buffer.from(keys.idSecret, 'base64url') }])
    const wanted = Array.from({ length: COUNT }, (_, index) => String(index + 1))
    const rows: { question: string; measured: readonly Measured[] }[] = []
    for (const question of QUESTIONS) {
      const representations = ids.encode(question.kind, wanted).map((id) => ({ __typename: `Bench${question.kind}`, id }))
      const asked = JSON.stringify({ query: question.hub, variables: { representations } })
      const bodyOf = (name: string): string =>
        JSON.stringify(
          name === 'PostGraphile 5' ? { query: question.postgraphile } : { query: question.pothos, variables: { ids: wanted } },
        )
      const of = (name: string, server: BenchServer, more: Pick<Contestant, 'url' | 'body'> & Partial<Contestant>): Contestant => ({
        name,
        parts: { server: [server.pid], database: [database.pid] },
        comparable: rowsOf,
        ...more,
      })
      const body = JSON.stringify({ keys: wanted })
      const measured = await measure(
        [
          of('raw pg rows, JSON.stringify', raw, { url: `${raw.url}/rows/${question.path}`, body }),
          of('SQL json_agg passed through', raw, { url: `${raw.url}/json/${question.path}`, body }),
          of('hub adapter, everything on', adapter, {
            url: `${adapter.url}/graphql`,
            body: asked,
            headers: () =>
              keys.signer.sign({
                agency: 'bench',
                path: '/graphql',
                body: Buffer.from(asked),
                requestId: newId(),
                person: { token: keys.token, purpose: 'OVERSIGHT' },
              }),
          }),
          ...peers.map(({ name, server }) => of(name, server, { url: server.url, body: bodyOf(name) })),
        ],
        pace,
      )
      rows.push({ question: question.name, measured })
    }
    return { rows, absent }
  } finally {
    for (const server of servers) await server.close()
    await database.close()
    await rm(home, { recursive: true })
  }
}
