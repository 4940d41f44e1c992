import { join } from 'node:path'
import { createTokenVerifier, type IssuerSettings, toIssuers } from '../../gateway/auth/index.ts'
import { createPersonBudget, PersonBudgetSettings } from '../../gateway/budget/index.ts'
import { createAgencyClient, createSigner } from '../../gateway/call/index.ts'
import { readTrustedDocuments, TrustedDocumentSettings } from '../../gateway/documents/index.ts'
import { createPseudonyms, openEvidenceFile } from '../../gateway/evidence/index.ts'
import { createPressure, RequestLimits } from '../../gateway/limits/index.ts'
import { createEventLog } from '../../gateway/observe/index.ts'
import type { AnswerOptions } from '../../gateway/server/answer.ts'
import { createApollo, createHolder } from '../../gateway/server/apollo.ts'
import { createAsk } from '../../gateway/server/ask-agency.ts'
import { createToday } from '../../gateway/server/day.ts'
import { createGraph } from '../../gateway/server/graph.ts'
import { createGraphQLEndpoint } from '../../gateway/server/graphql-endpoint.ts'
import { createHttpServer } from '../../gateway/server/http.ts'
import { listen } from '../../gateway/server/listen.ts'
import { watchDeniedFile } from '../../platform/index.ts'
import { vocabulary } from '../../schema/index.ts'
import { untilLetGo } from './until-let-go.ts'

// The hub's gateway with everything that guards it, over a graph that is not the hub's, so that others can serve the same one.

/** What may be left out, to see what it costs. */
export type Guard = 'token' | 'signature' | 'evidence' | 'log'

export interface GuardedSettings {
  readonly supergraphSdl: string
  /** Address by agency. */
  readonly agencies: Readonly<Record<string, string>>
  readonly folder: string
  readonly signingKeyPem: string
  readonly issuer: IssuerSettings
  readonly deniedFile: string
  readonly without: readonly Guard[]
}

const REQUEST_MS = 2_500
const AGENCY_MS = 2_000
const nobody = { verify: async () => ({ ...NOBODY }) }
const NOBODY = {
  iss: 'bench',
  sub: 'bench',
  aud: 'tip-hub',
  iat: 0,
  exp: Number.MAX_SAFE_INTEGER,
  jti: 'bench',
  agency: 'klatu',
  roles: ['analyst'],
  purposes: ['OVERSIGHT' as const],
}

await untilLetGo<GuardedSettings>(async ({ supergraphSdl, agencies, folder, signingKeyPem, issuer, deniedFile, without }) => {
  const isOn = (guard: Guard): boolean => !without.includes(guard)
  const signer = await createSigner(signingKeyPem)
  const constant = signer.sign({ agency: 'bench', path: '/graphql', body: Buffer.alloc(0), requestId: 'bench' })
  const clients = new Map(
    Object.entries(agencies).map(([agency, url]) => [
      agency,
      createAgencyClient({
        agency,
        url: `${url}/${agency}`,
        signer: isOn('signature') ? signer : { ...signer, sign: () => constant },
        deadlineMs: AGENCY_MS,
        onCall: (call) => log({ event: 'call', ...call }),
      }),
    ]),
  )
  const log = isOn('log') ? createEventLog() : () => undefined
  const key = Buffer.alloc(32, 7)
  const evidence = isOn('evidence')
    ? await openEvidenceFile(join(folder, 'evidence.jsonl'))
    : { append: async () => undefined, close: async () => undefined }
  const limits = RequestLimits.parse({})
  const answerOptions: AnswerOptions = {
    limits,
    evidence,
    budget: createPersonBudget({ settings: PersonBudgetSettings.parse({}), folder, key }),
    pseudonym: createPseudonyms(key),
    clock: Date.now,
    requestMs: REQUEST_MS,
    agencyMs: AGENCY_MS,
    onMasked: (correlationId, error) => log({ event: 'masked', correlationId, error }),
  }
  const graph = createGraph({
    supergraphSdl,
    agencies: [],
    hub: { sdl: '', execute: async () => ({}) },
    vocabulary,
    ask: createAsk({ get: (agency: string) => ({ client: clients.get(agency) }) } as Parameters<typeof createAsk>[0]), // all that it uses
    reachability: () => 'REACHABLE',
    described: () => undefined,
    configured: () => [],
    agencyMs: AGENCY_MS,
  })
  const apollo = createApollo(createHolder(graph, answerOptions), answerOptions)
  await apollo.start()
  const server = createHttpServer({
    graphql: createGraphQLEndpoint({
      apollo,
      auth: { verifier: isOn('token') ? createTokenVerifier(toIssuers([issuer]), Date.now, await watchDeniedFile(deniedFile)) : nobody },
      limits,
      documents: await readTrustedDocuments(TrustedDocumentSettings.parse({})),
      requestMs: REQUEST_MS,
      pressure: createPressure(),
      today: createToday(Date.now),
      onRequest: (request) => log({ event: 'request', ...request }),
      onMasked: answerOptions.onMasked,
    }).serve,
    readiness: () => ({ isReady: true, agencies: 0, reachable: 0 }),
  })
  return `http://127.0.0.1:${(await listen(server, 0, '127.0.0.1')).port}/graphql`
})
