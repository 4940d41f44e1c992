import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'
import { createFederatedExecutor } from '../../gateway/index.ts'

// Gateway time only: subgraphs answer at once with JSON made beforehand, parsed anew each time as an HTTP client would.

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])\n'
const ROWS = 500
const FIELDS = ['localRef', 'title', 'stage', 'municipality', 'reportedDate', 'nuc'] as const

const subgraphs = {
  police: `type Query { case: Case cases: [Case] } type Case @key(fields: "id") { id: ID! ${FIELDS.map((name) => `${name}: String`).join(' ')} }`,
  justice: 'type Case @key(fields: "id") { id: ID! judge: Judge } type Judge @key(fields: "id") { id: ID! }',
  register: 'type Judge @key(fields: "id") { id: ID! name: String }',
}
const row = (i: number) => ({
  __typename: 'Case',
  id: `c${i}`,
  ...Object.fromEntries(FIELDS.map((name) => [name, `${name} of case ${i}`])),
})
const rows = Array.from({ length: ROWS }, (_, i) => row(i))

const { supergraphSdl } = composeServices(
  Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}.invalid`, typeDefs: parse(LINK + sdl) })),
)
if (!supergraphSdl) throw new Error('the subgraphs do not compose')

const count = (variables: Readonly<Record<string, unknown>>) =>
  Array.isArray(variables.representations) ? variables.representations.length : 0
const answers: Record<string, (variables: Readonly<Record<string, unknown>>) => string> = {
  police: () => JSON.stringify({ data: { case: rows[0], cases: rows } }),
  justice: (variables) =>
    JSON.stringify({
      data: { _entities: Array.from({ length: count(variables) }, (_, i) => ({ judge: { __typename: 'Judge', id: `j${i % 7}` } })) },
    }),
  register: (variables) =>
    JSON.stringify({ data: { _entities: Array.from({ length: count(variables) }, (_, i) => ({ name: `Judge ${i}` })) } }),
}
const prepared = new Map<string, string>()

const { execute } = createFederatedExecutor<null>({
  supergraphSdl,
  send: (subgraph, { query, variables }) => {
    const identity = `${query}#${count(variables)}`
    let body = prepared.get(identity)
    if (body === undefined) {
      const full = answers[subgraph]?.(variables) ?? '{}'
      // A real police subgraph answers the field that was asked.
      const { data } = JSON.parse(full) as { data: Record<string, unknown> }
      const asked =
        subgraph === 'police' ? { [query.includes('cases') ? 'cases' : 'case']: data[query.includes('cases') ? 'cases' : 'case'] } : data
      body = JSON.stringify({ data: asked })
      prepared.set(identity, body)
    }
    return JSON.parse(body)
  },
})

const all = `id ${FIELDS.join(' ')}`
const questions: readonly [string, string][] = [
  ['one fetch, one object', `{ case { ${all} } }`],
  ['three hops, one object', `{ case { ${all} judge { name } } }`],
  [`one fetch, ${ROWS} objects`, `{ cases { ${all} } }`],
  [`three hops, ${ROWS} objects`, `{ cases { ${all} judge { name } } }`],
]
const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

for (const [what, query] of questions) {
  const ask = async () => JSON.stringify(await execute({ query, context: null }))
  const coldStart = performance.now()
  const sizeBytes = Buffer.byteLength(await ask())
  const coldMs = performance.now() - coldStart
  for (let i = 0; i < 300; i++) await ask()
  const rounds = sizeBytes > 10_000 ? 300 : 5_000
  const start = performance.now()
  const startCpu = cpuMs()
  for (let i = 0; i < rounds; i++) await ask()
  const wallMs = (performance.now() - start) / rounds
  console.log(
    `${what}: ${wallMs.toFixed(3)} ms (CPU ${((cpuMs() - startCpu) / rounds).toFixed(3)} ms), first ${coldMs.toFixed(1)} ms, ${(sizeBytes / 1000).toFixed(1)} kB`,
  )
}
