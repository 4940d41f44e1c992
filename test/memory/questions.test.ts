import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import v8 from 'node:v8'
import vm from 'node:vm'
import { HeaderMap } from '@apollo/server'
import { expect, it } from 'vitest'
import { loadAgencyFolder } from '../../adapters/index.ts'
import { DEMO_PEOPLE } from '../../demo/people/people.ts'
import { agencyFolder } from '../../demo/state/home.ts'
import { DEMO_AGENCIES } from '../../demo/supervisor/agencies.ts'
import { generateBlock, truthOf } from '../../demo/world/index.ts'
import { createPseudonyms } from '../../gateway/evidence/index.ts'
import { RequestLimits } from '../../gateway/limits/index.ts'
import type { AnswerOptions } from '../../gateway/server/answer.ts'
import { createApollo, createHolder } from '../../gateway/server/apollo.ts'
import type { RequestContext } from '../../gateway/server/context.ts'
import { createGraph } from '../../gateway/server/graph.ts'
import { Sources } from '../../gateway/sources/index.ts'
import { HubError, vocabulary } from '../../schema/index.ts'
import { createHub } from '../../subgraphs/hub/index.ts'
import { drawQuestion } from '../soak/questions.ts'
import { createRandom, type Random } from '../soak/random.ts'
import { describeModel } from '../support/describe-model.ts'

const QUESTIONS = 600
/** The six caches that were bounded by number took 60 MB for as many, and went on growing; see bench/README.md. */
const MOST_GROWTH = 25_000_000

v8.setFlagsFromString('--expose-gc')
const collect: unknown = vm.runInNewContext('gc')

/** Bytes in use of this process's heap once everything is let go of that nobody holds. */
function heapBytes(): number {
  if (typeof collect === 'function') for (let round = 0; round < 3; round++) collect()
  return v8.getHeapStatistics().used_heap_size
}

it('a gateway that is asked nothing twice levels off: what is kept of questions has a ceiling', async () => {
  const ask = await startAsking()
  const random = createRandom(7)
  const truth = truthOf(generateBlock({ seed: 2026 }, 0))
  const askOthers = async (count: number): Promise<void> => {
    for (let asked = 0; asked < count; asked++) await ask(random, drawQuestion(random, truth, []))
  }
  await askOthers(50)
  const before = heapBytes()

  await askOthers(QUESTIONS)

  expect(heapBytes() - before).toBeLessThan(MOST_GROWTH)
}, 180_000)

/** The gateway of the thirteen adapters, with everything that it prepares and keeps; no agency can be reached. */
async function startAsking() {
  const agencies = (await Promise.all(DEMO_AGENCIES.map(({ code }) => loadAgencyFolder(agencyFolder(code))))).map(describeModel)
  const options: AnswerOptions = {
    limits: RequestLimits.parse({}),
    evidence: { append: async () => undefined, close: async () => undefined },
    budget: { check: async () => undefined, spend: async () => undefined } as unknown as AnswerOptions['budget'], // all that is called
    pseudonym: createPseudonyms(Buffer.alloc(32, 7)),
    clock: () => 0,
    requestMs: 2_500,
    agencyMs: 2_000,
    onMasked: (_correlationId, error) => {
      throw error
    },
  }
  const graph = createGraph({
    supergraphSdl: readFileSync(join(import.meta.dirname, '../federation/supergraph.graphql'), 'utf8'),
    agencies,
    hub: createHub({ agencies, vocabulary, sealKeys: [new Uint8Array(32)], clock: () => 0 }),
    vocabulary,
    ask: (agency) => Promise.reject(new HubError('AGENCY_UNAVAILABLE', { agency })),
    reachability: () => 'REACHABLE',
    described: () => undefined,
    configured: () => [],
    agencyMs: options.agencyMs,
  })
  const apollo = createApollo(createHolder(graph, options), options)
  await apollo.start()
  const headers = new HeaderMap([['content-type', 'application/json']])

  return async (
    random: Random,
    { query, variables }: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
  ) => {
    const { agency, roles, purposes } = random.pick(DEMO_PEOPLE)
    const purpose = random.pick(purposes)
    const context: RequestContext = {
      requestId: 'r',
      asker: { viewer: { agency, roles, purpose }, subject: 's', purposes: [purpose], token: 't', reason: 'demo case 12' } as never, // what is read of it
      profile: null,
      today: '2026-01-15',
      signal: new AbortController().signal,
      sources: new Sources(() => undefined),
      failed: new Map(),
      isStatementRefused: false,
      persons: new Set(),
      refusedWith: null,
    }
    const httpGraphQLRequest = { method: 'POST', headers, search: '', body: { query, variables } }
    await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context })
  }
}
