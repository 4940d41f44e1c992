import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ApolloServer, HeaderMap } from '@apollo/server'
import { pino } from 'pino'
import { compileAgency, type Engine, loadAgencyFolder, openEngine } from '../../../adapters/index.ts'
import { compose } from '../../../gateway/compose/compose.ts'
import { createPseudonyms } from '../../../gateway/evidence/entry.ts'
import { RequestLimits } from '../../../gateway/limits/index.ts'
import type { AnswerOptions } from '../../../gateway/server/answer.ts'
import { createApollo as createGatewayApollo, createHolder } from '../../../gateway/server/apollo.ts'
import type { RequestContext as GatewayContext } from '../../../gateway/server/context.ts'
import { createGraph } from '../../../gateway/server/graph.ts'
import { Sources } from '../../../gateway/sources/sources.ts'
import type { AgencyDescription, AgencyModel, CompiledRule, Viewer } from '../../../schema/index.ts'
import { PURPOSES, vocabulary } from '../../../schema/index.ts'
import { createHub } from '../../../subgraphs/hub/index.ts'
import { createPseudonyms as createAgencyPseudonyms } from '../../../subgraphs/runtime/evidence/entry.ts'
import { createRecordAnswer, useEvidence } from '../../../subgraphs/runtime/evidence/use-evidence.ts'
import { createApollo } from '../../../subgraphs/runtime/http/apollo.ts'
import { createAgencyLog } from '../../../subgraphs/runtime/http/log.ts'
import { useCompiledPlans } from '../../../subgraphs/runtime/http/use-compiled-plans.ts'
import { createCaseKeysOf } from '../../../subgraphs/runtime/ids/case-keys.ts'
import { createPositions } from '../../../subgraphs/runtime/ids/positions.ts'
import { createRecordIds, type RecordIds } from '../../../subgraphs/runtime/ids/record-ids.ts'
import { createKnownAnswers } from '../../../subgraphs/runtime/internal/answer-known.ts'
import { describeAgency } from '../../../subgraphs/runtime/internal/describe.ts'
import { buildInternalSchema } from '../../../subgraphs/runtime/internal/internal-schema.ts'
import { createLocating } from '../../../subgraphs/runtime/internal/locating.ts'
import { createPlans } from '../../../subgraphs/runtime/plan/plans.ts'
import type { RequestContext } from '../../../subgraphs/runtime/resolve/context.ts'
import { buildAgencySchema } from '../../../subgraphs/runtime/schema/subgraph-schema.ts'
import { withInternalShield } from '../../../subgraphs/runtime/shield/internal.ts'
import { buildSubgraph } from '../../../subgraphs/runtime/subgraph.ts'
import { writeAgency } from './agency.ts'
import { AGENCIES, TODAY, type World } from './truth.ts'

/** One agency as it is, before it has rules. */
interface Opened {
  readonly model: AgencyModel
  readonly engine: Engine
  readonly ids: RecordIds
}

/** The databases and files of the small world, opened once. */
export interface FuzzWorld {
  readonly world: World
  readonly agencies: readonly Opened[]
  close(): Promise<void>
}

export async function openWorld(world: World): Promise<FuzzWorld> {
  const root = await mkdtemp(join(tmpdir(), 'tip-hub-fuzz-'))
  const agencies: Opened[] = []
  for (const [place, agency] of AGENCIES.entries()) {
    const { folder, database } = await writeAgency(root, agency, world)
    const model = await loadAgencyFolder(folder)
    const engine = await openEngine(model.source, model.limits, { FUZZ_DATABASE: database }, agency)
    agencies.push({ model, engine, ids: createRecordIds([{ version: 1, secret: new Uint8Array(32).fill(place + 1) }]) })
  }
  return {
    world,
    agencies,
    async close() {
      await Promise.all(agencies.map(({ engine }) => engine.close()))
      await rm(root, { recursive: true })
    },
  }
}

/** What came back, and what was written down meanwhile. */
export interface FuzzAnswer {
  /** Body of the answer as it would leave. */
  readonly text: string
  /** Logs and evidence of the gateway and all agencies. */
  readonly logs: string
  /** Errors that nobody foresaw. */
  readonly masked: readonly unknown[]
}

export interface FuzzHub {
  readonly schema: ReturnType<typeof createGraph>['executor']['publicSchema']
  readonly policyOf: (agency: string) => AgencyModel['policy']
  ask(query: string, viewer: Viewer): Promise<FuzzAnswer>
  close(): Promise<void>
}

const CLOCK = (): number => Date.parse(`${TODAY}T03:00:00Z`)

export interface FuzzHubOptions {
  /** Whether graphql-shield stands before the agencies' resolvers. @default true */
  readonly hasShield?: boolean
}

/** The real gateway, hub and adapters over the world under these rules; only HTTP, tokens and signatures between them are left out. */
export async function startFuzzHub(
  { agencies }: FuzzWorld,
  rules: readonly (readonly CompiledRule[])[],
  { hasShield = true }: FuzzHubOptions = {},
): Promise<FuzzHub> {
  const logs: string[] = []
  const masked: unknown[] = []
  const logger = pino({ base: null, level: 'debug' }, { write: (line: string) => void logs.push(line) })
  const served = await Promise.all(
    agencies.map((opened, place) =>
      serve({ ...opened, model: { ...opened.model, policy: { ...opened.model.policy, rules: rules[place] ?? [] } } }),
    ),
  )

  async function serve({ model, engine, ids }: Opened) {
    const source = compileAgency(model, engine)
    const subgraph = buildSubgraph(source, ids)
    const log = createAgencyLog(model.agency, logger)
    const format = {
      newId: () => 'reference',
      onUnexpected: (id: string, thrown: unknown) => {
        masked.push(thrown)
        log.failed(id, thrown)
      },
    }
    const evidence = { append: async (entry: unknown) => void logs.push(JSON.stringify(entry)), close: async () => undefined }
    const secret = new Uint8Array(32).fill(9)
    const record = createRecordAnswer({ model, evidence, clock: CLOCK, pseudonym: createAgencyPseudonyms(secret) }, format)
    const recording = useEvidence(record)
    const caseKeysOf = createCaseKeysOf(new Uint8Array(32).fill(8))
    const describe = (): AgencyDescription => describeAgency(source, subgraph.sdl)
    const locating = createLocating(source, { caseKeysOf, positions: createPositions(secret) })
    const internal = buildInternalSchema(locating, describe)
    const known = createKnownAnswers(locating, record, format)
    const schema = hasShield ? subgraph.schema : buildAgencySchema(model).schema
    const schemas = new Map([
      ['/graphql', await createApollo(schema, format, { plugins: [useCompiledPlans(createPlans(source, schema), format), recording] })],
      ['/internal', await createApollo(hasShield ? withInternalShield(internal) : internal, format, { plugins: [recording] })],
    ])
    const ask = async (path: string, body: Readonly<Record<string, unknown>>, viewer: Viewer, requestId: string) => {
      const signal = AbortSignal.timeout(10_000)
      const contextValue: RequestContext = {
        requestId,
        caseKeysFor: requestId,
        ids,
        signal,
        person: subgraph.personRequest({ viewer, subject: 'someone', reason: undefined }, TODAY, signal),
      }
      // As over the wire: text, and nothing of the objects that made it.
      const asked: unknown = JSON.parse(JSON.stringify(body))
      const ready = path === '/internal' ? await known(asked, contextValue) : undefined
      return JSON.parse(ready?.text ?? (await postTo(schemas.get(path), asked, contextValue)))
    }
    return { model, ask, describe, stop: () => Promise.all([...schemas.values()].map((apollo) => apollo.stop())) }
  }

  const descriptions = served.map(({ describe }) => describe())
  const sealKeys = [new Uint8Array(32).fill(5)]
  const onMasked = (_correlationId: string, error: unknown) => void masked.push(error)
  const hub = createHub({
    agencies: descriptions,
    vocabulary,
    sealKeys,
    clock: CLOCK,
    onUnexpectedError: (error, id) => onMasked(id, error),
  })
  const composed = compose([{ name: 'hub', sdl: hub.sdl }, ...descriptions.map(({ agency, sdl }) => ({ name: agency, sdl }))])
  if ('errors' in composed) throw new Error(composed.errors.join('\n'))
  const graph = createGraph({
    supergraphSdl: composed.supergraphSdl,
    agencies: descriptions,
    hub,
    vocabulary,
    ask: async (agency, { path, ...body }, context) => {
      const to = served.find(({ model }) => model.agency === agency)
      if (!to || !context.asker) throw new TypeError('nobody asks, or nobody is asked')
      return to.ask(path, body, context.asker.viewer, context.requestId)
    },
    reachability: () => 'REACHABLE',
    described: () => undefined,
    configured: () => [],
    agencyMs: 1_000,
  })
  const options: AnswerOptions = {
    limits: RequestLimits.parse({}),
    evidence: { append: async (entry: unknown) => void logs.push(JSON.stringify(entry)), close: async () => undefined },
    pseudonym: createPseudonyms(new Uint8Array(32).fill(6)),
    // Without end, or most questions would be refused.
    budget: { check: async () => undefined, spend: async () => undefined, close: async () => undefined },
    clock: CLOCK,
    requestMs: 10_000,
    agencyMs: 1_000,
    onMasked,
  }
  const apollo = createGatewayApollo(createHolder(graph, options), options)
  await apollo.start()

  let requests = 0
  return {
    schema: graph.executor.publicSchema,
    policyOf(agency) {
      const to = served.find(({ model }) => model.agency === agency)
      if (!to) throw new RangeError(`no agency ${agency}`)
      return to.model.policy
    },
    async ask(query, viewer) {
      logs.length = 0
      masked.length = 0
      const context: GatewayContext = {
        requestId: `request-${++requests}`,
        asker: {
          viewer,
          account: 'demo someone',
          subject: 'someone',
          issuer: 'demo',
          purposes: PURPOSES,
          reason: 'case 1',
          token: 'token',
        },
        profile: null,
        today: TODAY,
        signal: AbortSignal.timeout(10_000),
        sources: new Sources((agency, status, detail) => void logs.push(JSON.stringify({ agency, status, detail }))),
        failed: new Map(),
        isStatementRefused: false,
        persons: new Set(),
        refusedWith: null,
      }
      const text = await postTo(apollo, { query }, context)
      return { text, logs: logs.join('\n'), masked: [...masked] }
    },
    async close() {
      await apollo.stop()
      await Promise.all(served.map(({ stop }) => stop()))
    },
  }
}

async function postTo<Context extends object>(
  apollo: ApolloServer<Context> | undefined,
  body: unknown,
  contextValue: Context,
): Promise<string> {
  if (!apollo) throw new RangeError('nothing is served there')
  const headers = new HeaderMap([
    ['content-type', 'application/json'],
    ['accept', 'application/json'],
  ])
  const { body: answered } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers, search: '', body },
    context: async () => contextValue,
  })
  return answered.kind === 'complete' ? answered.string : ''
}
