import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { type RunningAgency, startDemoAgency } from '../../demo/launch/agency.ts'
import type { AgencySettings } from '../../demo/launch/settings.ts'
import { signDemoPolicy } from '../../demo/launch/signed-policy.ts'
import { emergencyFolderOf, prepareApprovers } from '../../demo/people/approvers.ts'
import { prepareDeniedFile } from '../../demo/state/denied.ts'
import { agencyFolder } from '../../demo/state/home.ts'
import type { DemoKeys, SigningKey } from '../../demo/state/keys.ts'
import { DEMO_AGENCIES } from '../../demo/supervisor/agencies.ts'
import { type DemoDatabases, demoAgency } from './demo-databases.ts'

/** The thirteen adapters in this process, each with an HTTP server of its own that keeps its port over a stop. */
export interface DemoAdapters {
  readonly urls: readonly { readonly agency: string; readonly url: string }[]
  /** As an outage would: nobody listens any more. */
  stop(code: string): Promise<void>
  start(code: string): Promise<void>
  close(): Promise<void>
}

const silent = pino({ level: 'silent' })
/** All at once, each waits so long for the others that a busy machine takes a source for dead. */
const AT_ONCE = 4

/** Other settings of an adapter than those of the demonstration. */
export type AdapterChange = Partial<Pick<AgencySettings, 'tracesUrl'>>
/** The way from an adapter to its source, e.g. through a faulty wire. */
export type ReachSource = (agency: string, address: string) => Promise<string>

/**
 * @param logger @default nothing is logged
 * @param reach @default straight
 */
export async function startDemoAdapters(
  databases: DemoDatabases,
  keys: DemoKeys,
  logger: Logger = silent,
  reach: ReachSource = async (_agency, address) => address,
  changed: AdapterChange = {},
): Promise<DemoAdapters> {
  const urls = new Map<string, string>()
  const running = new Map<string, RunningAgency>()
  const files = { deniedFile: await prepareDeniedFile(databases.home), approverFile: await prepareApprovers(databases.home) }
  const start = async (code: string): Promise<void> => {
    if (running.has(code)) return
    const known = urls.get(code)
    const agency = await startDemoAgency(
      {
        ...(await adapterSettings(code, databases, keys, known === undefined ? 0 : Number(new URL(known).port))),
        source: await reach(code, databases.addressFor(code)),
        ...changed,
        deniedFile: files.deniedFile,
        emergency: { approverFile: files.approverFile, stateFolder: emergencyFolderOf(databases.home, code) },
      },
      logger,
    )
    running.set(code, agency)
    urls.set(code, agency.url)
  }
  const stop = async (code: string): Promise<void> => {
    const agency = running.get(code)
    running.delete(code)
    await agency?.close()
  }
  const close = async (): Promise<void> => {
    await Promise.all([...running.keys()].map(stop))
  }
  const waiting: string[] = DEMO_AGENCIES.map(({ code }) => code)
  const startNext = async (): Promise<void> => {
    for (let code = waiting.shift(); code !== undefined; code = waiting.shift()) await start(code)
  }
  const started = await Promise.allSettled(Array.from({ length: AT_ONCE }, startNext))
  const failed = started.find((result) => result.status === 'rejected')
  if (failed) {
    await close()
    throw failed.reason
  }
  return { urls: [...urls].map(([agency, url]) => ({ agency, url })), stop, start, close }
}

/** What one adapter of the demonstration is told. */
export async function adapterSettings(code: string, databases: DemoDatabases, keys: DemoKeys, port: number) {
  return {
    mode: 'demo' as const,
    agency: code,
    folder: agencyFolder(code),
    source: databases.addressFor(code),
    ...(demoAgency(code).source === 'mysql' && databases.hasMariaDb ? { engine: 'mysql' as const } : {}),
    port,
    idSecret: keys.agencies[code] ?? '',
    caseKey: keys.caseKey,
    hubJwks: jwksOf(keys.hub),
    issuerJwks: jwksOf(keys.issuer),
    evidenceFile: join(databases.home.state, `evidence-${code}.jsonl`),
    policy: await signDemoPolicy(databases.home, code),
  }
}

/** The public half of a signing key, as those who verify want it. */
export const jwksOf = ({ publicJwk }: SigningKey) => ({ keys: [{ ...publicJwk, kty: publicJwk.kty ?? 'OKP' }] })
