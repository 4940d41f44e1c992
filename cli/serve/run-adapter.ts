import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { assertDemoSource } from '../../demo/index.ts'
import { serveMetrics } from '../../platform/index.ts'
import {
  createAgencyMetrics,
  loadSignedFolder,
  openFileLog,
  type RunningAgency,
  startAgency,
  startAgencyTraces,
} from '../../subgraphs/index.ts'
import { variableOf } from '../source/open-source.ts'
import { readAdapterSecrets } from './secrets.ts'
import type { AdapterSettings } from './settings.ts'

export interface RunAdapterOptions {
  readonly folder: string
  readonly settings: AdapterSettings
  /** Variables that agency.yaml names. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** @default JSON lines on standard error */
  readonly logger?: Logger
}

/** An adapter that is running. */
export interface RunningAdapter extends RunningAgency {
  /** Address of the metrics, where they are served. */
  readonly metricsUrl: string | undefined
}

/**
 * Starts the adapter of a signed folder as its settings say.
 *
 * @throws {HubError} CONFIG_INVALID, POLICY_INVALID, MAPPING_INVALID, TLS_REQUIRED, PORT_TAKEN, EVIDENCE_UNAVAILABLE, SOURCE_UNAVAILABLE
 * @throws {Error} where the source does not carry the generator's mark
 */
export async function runAdapter({
  folder,
  settings,
  env,
  logger = pino({ base: null }, pino.destination(2)),
}: RunAdapterOptions): Promise<RunningAdapter> {
  const secrets = await readAdapterSecrets(settings)
  const { signatureFile } = settings.policy
  const policy = { publicKeys: secrets.directors, stateFolder: settings.stateFolder, signatureFile }
  const { agency } = await loadSignedFolder(folder, policy)
  const metrics = createAgencyMetrics(agency)
  const evidence = await openFileLog(settings.evidenceFile)
  const traces = settings.tracesUrl === undefined ? undefined : await startAgencyTraces(agency, settings.tracesUrl)
  const started: { close(): Promise<void> }[] = traces ? [evidence, traces] : [evidence]
  const close = async (): Promise<void> => {
    for (const part of started.toReversed()) await part.close()
  }
  try {
    const adapter = await startAgency({
      folder,
      policy,
      env,
      hub: secrets.hub,
      issuers: secrets.issuers,
      idSecrets: secrets.idSecrets,
      caseKeySecret: secrets.caseKeySecret,
      tls: secrets.tls,
      evidence,
      metrics,
      traces,
      logger,
      host: settings.host,
      port: settings.port,
      deniedFile: settings.deniedFile,
      deniedUrl: settings.deniedUrl,
      reasonRequiredFor: settings.reasonRequiredFor,
      emergency: settings.emergency && { ...settings.emergency, stateFolder: join(settings.stateFolder, 'emergency') },
      admitSource: ({ source }, engine) => assertDemoSource(source, env[variableOf(source)] ?? '', engine),
    })
    started.push(adapter)
    const watched = settings.metrics && (await serveMetrics(metrics, settings.metrics.port))
    if (watched) started.push(watched)
    return { ...adapter, metricsUrl: watched?.url, close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}
