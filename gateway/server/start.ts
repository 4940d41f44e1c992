import { type DeniedUrl, serveMetrics, watchDenied } from '../../platform/index.ts'
import { accountOf, vocabulary as currentVocabulary, HubError, type Vocabulary } from '../../schema/index.ts'
import type { Hub, HubOptions } from '../../subgraphs/hub/index.ts'
import { AgencyRegistry, AgencySetting, type KnownAgency, readState } from '../agencies/index.ts'
import { createTokenVerifier, toIssuers } from '../auth/index.ts'
import { createPersonBudget, createSharedPersonBudget, type Spender } from '../budget/index.ts'
import { createAgencyClient } from '../call/index.ts'
import { createComposer } from '../compose/index.ts'
import { readTrustedDocuments } from '../documents/index.ts'
import { createPseudonyms, type EvidenceLog, openEvidenceFile } from '../evidence/index.ts'
import { createPressure } from '../limits/index.ts'
import { readMembers } from '../membership/index.ts'
import { createMetrics, type GatewayEvent, startTraces } from '../observe/index.ts'
import type { AnswerOptions } from './answer.ts'
import { createApollo } from './apollo.ts'
import { Composition } from './composition.ts'
import { createToday } from './day.ts'
import { createGraphQLEndpoint, type EndpointOptions } from './graphql-endpoint.ts'
import { createHttpServer } from './http.ts'
import { listen } from './listen.ts'
import { openMembership } from './membership.ts'
import { type KeyPair, readSecrets } from './secrets.ts'
import { isContactOver, securityTxt } from './security-txt.ts'
import { type GatewaySettings, type ReadGatewaySettings, readSettings } from './settings.ts'

export interface GatewayParts {
  /** Makes the hub's own subgraph for a set of agencies. */
  readonly createHub: (options: HubOptions) => Hub
  /** @default the current one */
  readonly vocabulary?: Vocabulary
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number
  /** Milliseconds of a monotonic clock, by which an agency that changes too often has to wait. @default performance.now */
  readonly monotonicMs?: () => number
  readonly onEvent?: (event: GatewayEvent) => void
  /** @default the file that the settings name */
  readonly evidence?: EvidenceLog
}

/** A gateway that is running. */
export interface Gateway {
  /** Base address, e.g. `http://127.0.0.1:4000`. */
  readonly url: string
  /** Where Prometheus finds its numbers; undefined where no port is set. */
  readonly metricsUrl: string | undefined
  /** The hub's public key as agencies need it, to verify its calls. */
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] }
  /** The graph that is served now. */
  readonly supergraphSdl: string
  /** The agencies as the hub knows them now, with what keeps one out of the graph. */
  readonly agencies: readonly Pick<KnownAgency, 'agency' | 'reachability' | 'description' | 'problems'>[]
  addAgency(setting: AgencySetting): Promise<void>
  removeAgency(agency: string): Promise<void>
  /** Accepts a breaking change of one agency's schema. */
  acceptBreaking(agency: string): Promise<void>
  /** Asks the agencies to describe themselves now, instead of with the next round. */
  refresh(agency?: string): Promise<void>
  /** Requests under way finish; then everything is closed. */
  close(): Promise<void>
}

const GRACE_MS = 5_000

/** @throws {HubError} CONFIG_INVALID, COMPOSITION_FAILED, EVIDENCE_UNAVAILABLE, PORT_TAKEN */
export async function startServer(given: GatewaySettings, parts: GatewayParts): Promise<Gateway> {
  const settings = readSettings(given)
  const { clock = Date.now, vocabulary = currentVocabulary } = parts
  let endpoint: ReturnType<typeof createGraphQLEndpoint> | undefined
  const metrics =
    settings.metricsPort === undefined
      ? undefined
      : createMetrics({
          agencies: () =>
            registry.agencies.map(({ agency, reachability, client }) => ({
              agency,
              isReachable: reachability === 'REACHABLE',
              breaker: client.breakerState,
            })),
          underWay: () => endpoint?.underWay ?? 0,
        })
  const onEvent = (event: GatewayEvent): void => {
    metrics?.measure(event)
    parts.onEvent?.(event)
  }
  const { signer, sealKeys, tls, agencyTls, sharedDatabaseUrl } = await readSecrets(settings)
  const documents = await readTrustedDocuments(settings.trustedDocuments)
  const denied = await readDenied(settings, clock, onEvent)
  const verifier = createTokenVerifier(readIssuers(settings), clock, denied.isDenied)
  const pseudonym = createPseudonyms(sealKeys[0])
  const counting = {
    settings: settings.personBudget,
    key: sealKeys[0],
    onSpent: ({ agency, issuer: iss, subject: sub }: Spender) =>
      onEvent({ event: 'alarm', alarm: 'PERSON_BUDGET_SPENT', agency, account: pseudonym('account', accountOf({ iss, sub })) }),
  }
  const budget =
    sharedDatabaseUrl === undefined
      ? createPersonBudget({ ...counting, folder: settings.stateFolder })
      : await createSharedPersonBudget({ ...counting, databaseUrl: sharedDatabaseUrl })
  const evidence = parts.evidence ?? (await openEvidenceFile(settings.evidenceFile))
  const remembered = await readState(settings.stateFolder)
  const members = await readMembers(settings.stateFolder)
  const composer = createComposer()

  const registry: AgencyRegistry = new AgencyRegistry({
    createClient: ({ agency, url, pins = [] }) =>
      createAgencyClient({
        agency,
        url,
        signer,
        tls: url.startsWith('https:') ? { ...pairForAgencies(agencyTls), pins } : undefined,
        onPolicyVersion: (version) => registry.sawPolicyVersion(agency, version),
        deadlineMs: settings.agencyMs,
        maxAnswerBytes: settings.maxAnswerBytes,
        onCall: (call) => onEvent({ event: 'call', ...call }),
        onRefused: (refused) => onEvent({ event: 'refused', ...refused }),
      }),
    recompose: (agencies) => composition.recompose(agencies),
    remembered: remembered.composed,
    pollMs: settings.pollMs,
    ...(parts.monotonicMs && { monotonicMs: parts.monotonicMs }),
    onEvent: ({ agency, event: what }) => onEvent({ event: 'agency', agency, what }),
  })
  const answerOptions: AnswerOptions = {
    limits: settings.limits,
    evidence,
    budget,
    pseudonym,
    clock,
    requestMs: settings.requestMs,
    agencyMs: settings.agencyMs,
    onMasked: (correlationId, error) => onEvent({ event: 'masked', correlationId, error }),
    onAnswered: (answered) => onEvent({ event: 'answered', ...answered }),
  }

  const composition = new Composition({
    settings,
    registry: () => registry,
    composer,
    vocabulary,
    createHub: (agencies) =>
      parts.createHub({
        agencies,
        vocabulary,
        joinAgencies: settings.joinAgencies,
        sealKeys,
        clock,
        onUnexpectedError: (error, correlationId) => answerOptions.onMasked(correlationId, error),
      }),
    answerOptions,
    accepted: remembered.composed,
    onEvent,
  })
  const traces = settings.tracesUrl === undefined ? undefined : await startTraces(settings.tracesUrl)
  const pressure = createPressure({ most: settings.maxConcurrent, lateMs: settings.overloadLateMs })
  let membership: ReturnType<typeof openMembership> | undefined
  const closeAll = async () => {
    await membership?.close()
    pressure.close()
    await traces?.close()
    await registry.close()
    await composer.close()
    await budget.close()
    await denied.close()
    await evidence.close()
  }

  try {
    const settled = new Set(settings.agencies.map(({ agency }) => agency))
    await registry.start([...settings.agencies, ...members.flatMap(({ setting }) => (settled.has(setting.agency) ? [] : [setting]))])
    const { holder } = composition
    const composed = () => holder.current.agencies.map(({ agency }) => agency)
    membership = openMembership({ settings, members, registry, evidence, signer, agencyTls, clock, composed, onEvent })
    const apollo = createApollo(holder, answerOptions)
    await apollo.start()
    const endpointOptions: EndpointOptions = {
      apollo,
      auth: { verifier, reasonRequiredFor: settings.reasonRequiredFor },
      limits: settings.limits,
      documents,
      requestMs: settings.requestMs,
      pressure,
      traces,
      onSource: (source) => onEvent({ event: 'source', ...source }),
      today: createToday(clock),
      onRequest: (request) => onEvent({ event: 'request', ...request }),
      onMasked: answerOptions.onMasked,
    }
    const contact = settings.securityContact
    if (contact && isContactOver(contact, clock())) onEvent({ event: 'alarm', alarm: 'SECURITY_CONTACT_EXPIRED' })
    endpoint = createGraphQLEndpoint(endpointOptions)
    const { serve } = endpoint
    let isReady = true
    const server = createHttpServer({
      graphql: serve,
      membership: membership.serve,
      tls,
      publicHosts: settings.publicHosts,
      securityTxt: contact && securityTxt(contact, settings.publicHosts),
      readiness: () => ({
        isReady,
        agencies: holder.current.agencies.length,
        reachable: registry.agencies.filter(({ reachability }) => reachability === 'REACHABLE').length,
      }),
    })
    const listening = await listen(server, settings.port, settings.host)
    const served = metrics && settings.metricsPort !== undefined ? await serveMetrics(metrics, settings.metricsPort) : undefined
    const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
    return {
      url: `${tls ? 'https' : 'http'}://${host}:${listening.port}`,
      jwks: signer.jwks,
      metricsUrl: served && `http://127.0.0.1:${served.port}/metrics`,
      get supergraphSdl() {
        return holder.current.supergraphSdl
      },
      get agencies() {
        return registry.agencies
      },
      addAgency: (setting) => registry.add(AgencySetting.parse(setting)),
      removeAgency: (agency) => registry.remove(agency),
      acceptBreaking: (agency) => registry.acceptBreaking(agency),
      refresh: (agency) => registry.refresh(agency),
      async close() {
        isReady = false
        await served?.close()
        await listening.stop(GRACE_MS)
        await apollo.stop()
        await closeAll()
      },
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}

function readIssuers(settings: ReadGatewaySettings) {
  try {
    return toIssuers(settings.issuers)
  } catch (cause) {
    throw new HubError(
      'CONFIG_INVALID',
      { where: 'gateway settings', problems: 'issuers: a jwksFile cannot be read or holds no key set' },
      { cause },
    )
  }
}

const readDenied = (settings: ReadGatewaySettings, clock: () => number, onEvent: (event: GatewayEvent) => void): Promise<DeniedUrl> =>
  watchDenied(settings, {
    keptIn: settings.stateFolder,
    clock,
    onUnreadable: (alarm) => onEvent({ event: 'alarm', alarm }),
    invalidFile: (problem, cause) =>
      new HubError('CONFIG_INVALID', { where: 'gateway settings', problems: `deniedFile: ${problem}` }, { cause }),
  })

function pairForAgencies(pair: KeyPair | undefined): KeyPair {
  if (!pair)
    throw new HubError('CONFIG_INVALID', {
      where: 'gateway settings',
      problems: 'agencyTls: an agency over https wants to see a certificate',
    })
  return pair
}
