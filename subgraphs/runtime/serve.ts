import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { AgencySource } from '../../adapters/index.ts'
import { type DeniedListSettings, Shelf, watchDenied } from '../../platform/index.ts'
import { HubError, type Purpose, type SchemaLock } from '../../schema/index.ts'
import { createPersonBudget } from './budget/person-budget.ts'
import { useBudget } from './budget/use-budget.ts'
import { openCallJournal } from './call/call-journal.ts'
import type { KeySource } from './call/keys.ts'
import { createReplayGuard } from './call/replay-guard.ts'
import { createVerifyCall } from './call/verify-call.ts'
import type { IssuerSettings } from './call/verify-token.ts'
import { watchDrift } from './drift/watch-drift.ts'
import { type EmergencySettings, openEmergencyDesk } from './emergency/desk.ts'
import { createPseudonyms } from './evidence/entry.ts'
import type { EvidenceLog } from './evidence/file-log.ts'
import { createRecordAnswer, useEvidence } from './evidence/use-evidence.ts'
import { createApollo } from './http/apollo.ts'
import type { FormatSettings } from './http/format-error.ts'
import { AskerGone, createHandler } from './http/handler.ts'
import { type Listening, listen, type TlsSettings } from './http/listen.ts'
import { createAgencyLog } from './http/log.ts'
import { useCompiledPlans } from './http/use-compiled-plans.ts'
import { useOverload } from './http/use-overload.ts'
import { createCaseKeysOf } from './ids/case-keys.ts'
import { createPositions } from './ids/positions.ts'
import { createRecordIds, type IdSecret } from './ids/record-ids.ts'
import { createKnownAnswers } from './internal/answer-known.ts'
import { describeAgency } from './internal/describe.ts'
import { buildInternalSchema } from './internal/internal-schema.ts'
import { createLocating } from './internal/locating.ts'
import type { AgencyMetrics } from './metrics/metrics.ts'
import { createPlans } from './plan/plans.ts'
import { withInternalShield } from './shield/internal.ts'
import { buildSubgraph } from './subgraph.ts'
import { isoDateIn } from './support/iso-date-in.ts'
import type { AgencyTraces } from './trace/traces.ts'

/** Everything that one agency's subgraph is served with. */
export interface ServeSettings extends DeniedListSettings {
  readonly source: AgencySource
  /** What the mapped tables looked like when somebody agreed that the mapping fits them. Absent: nothing is known to have changed. */
  readonly lock?: SchemaLock | undefined
  /** Time between two checks against the lock, in milliseconds. @default 3600000 */
  readonly driftRecheckMs?: number | undefined
  /** Keys that the hub signs its calls with. */
  readonly hub: KeySource
  /** Issuers of access tokens, each with the agencies and roles that it may assert. */
  readonly issuers: readonly IssuerSettings[]
  /** Secrets of record ids, newest last; the newest also seals places and pseudonyms. */
  readonly idSecrets: readonly IdSecret[]
  /** Shared by agencies, never known to the hub. Absent: this agency neither gives nor understands case keys. */
  readonly caseKeySecret?: Uint8Array | undefined
  readonly evidence: EvidenceLog
  /** Folder of the adapter's own, kept over restarts: how many persons each account was given today, and which calls were seen. */
  readonly stateFolder: string
  /** Whose keys verify statements for emergencies, and where their uses are counted. @default every statement is refused */
  readonly emergency?: EmergencySettings | undefined
  /** Calls that are remembered until they expire; one more is refused. @default 100,000 */
  readonly rememberedCalls?: number | undefined
  /** Purposes for which a person's own case or referral must be named. @default INVESTIGATION, PROTECTION, CONSULAR */
  readonly reasonRequiredFor?: readonly Purpose[] | undefined
  /** @default 127.0.0.1 */
  readonly host?: string | undefined
  /** @default 0, any free port */
  readonly port?: number | undefined
  /** Needed beyond this machine. */
  readonly tls?: TlsSettings | undefined
  /** Counts calls and alarms. @default nothing is counted */
  readonly metrics?: AgencyMetrics | undefined
  /** Traces calls and statements. @default no traces */
  readonly traces?: AgencyTraces | undefined
  /** @default pino on standard output */
  readonly logger?: Logger | undefined
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: (() => number) | undefined
  /** Largest body of a request. @default 1 MiB */
  readonly bodyBytes?: number | undefined
  /** Longest request, all levels together. @default 10,000 */
  readonly requestMs?: number | undefined
}

const READY_FOR_MS = 1_000
/** Of all that is kept of questions, as it is estimated. */
const PREPARED_BYTES = 10_000_000

/**
 * Serves one agency's subgraph: `/graphql` and `/internal` for the hub, `/health` and `/ready`.
 *
 * @throws {HubError} TLS_REQUIRED, PORT_TAKEN, CONFIG_INVALID
 * @throws {TypeError} where the shield would leave something open, or a secret is too short
 */
export async function serveAgency(settings: ServeSettings): Promise<Listening> {
  const { evidence, clock = Date.now, caseKeySecret } = settings
  const { model, engine } = settings.source
  const plainLog = createAgencyLog(model.agency, settings.logger)
  const log = settings.metrics?.watchLog(plainLog) ?? plainLog
  const { lock, stateFolder, driftRecheckMs: recheckMs } = settings
  const drift = watchDrift(settings.source, { lock, stateFolder, clock, recheckMs, onEvent: log.drift })
  const { source } = drift
  const newest = settings.idSecrets.at(-1)?.secret ?? new Uint8Array()
  const ids = createRecordIds(settings.idSecrets)
  const subgraph = buildSubgraph(source, ids)
  const denied = await watchDenied(settings, {
    keptIn: settings.stateFolder,
    clock,
    onUnreadable: (alarm) => log.alarm({ alarm }),
    invalidFile: (problems, cause) => new HubError('CONFIG_INVALID', { where: 'deniedFile', problems }, { cause }),
  })
  const { isDenied } = denied
  const startedAt = Math.floor(clock() / 1000)
  const startedMs = performance.now()
  const desk =
    settings.emergency &&
    (await openEmergencyDesk(settings.emergency, {
      model,
      ids,
      denied: isDenied,
      startedAt,
      onNotice: (notice) => log.emergency(notice),
    }))
  const format: FormatSettings = {
    newId: () => randomBytes(9).toString('base64url'),
    onUnexpected: (correlationId, thrown) => (thrown instanceof AskerGone ? undefined : log.failed(correlationId, thrown)),
  }

  const pseudonym = createPseudonyms(newest)
  const budget = createPersonBudget({
    agency: model.agency,
    limits: model.limits.personsPerDay,
    folder: settings.stateFolder,
    secret: newest,
    onSpent: ({ viewer, subject }) =>
      log.alarm({ alarm: 'PERSON_BUDGET_SPENT', recipient: viewer.agency, account: pseudonym(`account ${subject}`) }),
  })
  const record = createRecordAnswer({ model, evidence, clock, pseudonym }, format)
  const recording = useEvidence(record)
  const caseKeysOf = caseKeySecret && createCaseKeysOf(caseKeySecret)
  const shelf = new Shelf(PREPARED_BYTES)
  const locating = createLocating(source, { caseKeysOf, positions: createPositions(newest) }, shelf)
  const internal = buildInternalSchema(locating, () => describeAgency(source, subgraph.sdl, drift.problems()))
  const known = new Map([['/internal', createKnownAnswers(locating, record, format)]])
  const overload = useOverload(model.agency, model.limits)
  const schemas = new Map([
    [
      '/graphql',
      await createApollo(subgraph.schema, format, {
        plugins: [useBudget(model), useCompiledPlans(createPlans(source, subgraph.schema, shelf), format), recording, overload],
        shelf,
      }),
    ],
    ['/internal', await createApollo(withInternalShield(internal), format, { plugins: [recording, overload], shelf })],
  ])

  let checked = { at: Number.NEGATIVE_INFINITY, isReady: false }
  const isReady = async (): Promise<boolean> => {
    if (performance.now() - checked.at > READY_FOR_MS) {
      const probe = engine.run({ sql: 'select 1', parameters: [] }, { signal: AbortSignal.timeout(READY_FOR_MS), timeoutMs: READY_FOR_MS })
      checked = {
        at: performance.now(),
        isReady: await probe.then(
          () => true,
          () => false,
        ),
      }
    }
    return checked.isReady
  }

  const journal = openCallJournal(settings.stateFolder, startedAt)
  const handler = createHandler({
    subgraph,
    ids,
    schemas,
    known,
    format,
    log,
    traces: settings.traces,
    clock,
    isReady,
    budget,
    verifyCall: createVerifyCall({
      agency: model.agency,
      hub: settings.hub,
      issuers: settings.issuers,
      startedAt: () => Math.floor((clock() - (performance.now() - startedMs)) / 1000),
      denied: isDenied,
      emergency: desk,
      todayOf: (now) => isoDateIn(model.source.timezone, now * 1_000),
      replayGuard: createReplayGuard({ capacity: settings.rememberedCalls, journal }),
      reasonRequiredFor: settings.reasonRequiredFor,
    }),
    bodyBytes: settings.bodyBytes ?? 1_048_576,
    requestMs: settings.requestMs ?? 10_000,
  })
  const { host, port, tls } = settings
  const listening = await listen(handler, { service: model.agency, host, port, tls }).catch(async (thrown: unknown) => {
    journal.close()
    await denied.close()
    throw thrown
  })
  return {
    ...listening,
    async close() {
      await listening.close()
      drift.close()
      await Promise.all([...schemas.values()].map((apollo) => apollo.stop()))
      await budget.close()
      await denied.close()
      await desk?.close()
      journal.close()
    },
  }
}
