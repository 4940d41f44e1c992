import type { Logger } from 'pino'
import { demoGatewaySettings } from '../../demo/launch/gateway.ts'
import { type DemoKeys, demoKeys } from '../../demo/state/keys.ts'
import { DEMO_AGENCIES } from '../../demo/supervisor/agencies.ts'
import { generateBlock, type Truth, truthOf } from '../../demo/world/index.ts'
import { type Gateway, type GatewayParts, type GatewaySettings, startGateway } from '../../gateway/index.ts'
import { createEventLog } from '../../gateway/observe/index.ts'
import { type Answer, type As, type Asked, askOverHttp, tokenFor } from './ask.ts'
import { type AdapterChange, type DemoAdapters, type ReachSource, startDemoAdapters } from './demo-adapters.ts'
import { type DemoDatabases, startDemoDatabases } from './demo-databases.ts'

/** The whole hub as `npm start` brings it up, in this process, every server on a free port of loopback. */
export interface TestHub {
  readonly url: string
  readonly gateway: Gateway
  readonly databases: DemoDatabases
  readonly adapters: DemoAdapters
  readonly keys: DemoKeys
  /** What is true of the world that the sources were filled with. */
  readonly truth: Truth
  /** Asks over HTTP. Without `as`: with no token. */
  ask<Data>(asked: Asked, as?: As): Promise<Answer<Data>>
  /** A second gateway before the same agencies, e.g. one that speaks another vocabulary. The caller closes it. */
  startAnotherGateway(change: {
    readonly name: string
    readonly settings?: Partial<GatewaySettings>
    readonly parts?: Partial<GatewayParts>
  }): Promise<Gateway>
  close(): Promise<void>
}

export interface HubOptions {
  /** Seed of the demo world. @default 2026, that of `npm start` */
  readonly seed?: number
  /** What the gateway and the adapters log goes here. @default nowhere */
  readonly logger?: Logger
  /** The way from the gateway to an agency, e.g. through a faulty wire. @default straight */
  readonly reach?: (agency: string, url: string) => Promise<string>
  /** The way from an adapter to its source. @default straight */
  readonly reachSource?: ReachSource
  /** Other settings of the adapters. */
  readonly adapters?: AdapterChange
  /** Other settings of the gateway. */
  readonly gateway?: Partial<GatewaySettings>
}

const quiet = { onEvent: () => undefined }

export async function startHub({
  seed = 2026,
  logger,
  reach,
  reachSource,
  adapters: changedAdapters,
  gateway: changed = {},
}: HubOptions = {}): Promise<TestHub> {
  const closing: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const step of closing.toReversed()) await step()
  }
  try {
    const databases = await startDemoDatabases({ seed, scale: 1 })
    closing.push(() => databases.close())
    const keys = await demoKeys(
      databases.home,
      DEMO_AGENCIES.map(({ code }) => code),
    )
    const adapters = await startDemoAdapters(databases, keys, logger, reachSource, changedAdapters)
    closing.push(() => adapters.close())
    const agencies = await Promise.all(
      adapters.urls.map(async ({ agency, url }) => ({ agency, url: reach ? await reach(agency, url) : url })),
    )
    // Asked often, so that an agency that comes back is noticed within the patience of a test.
    const settings: GatewaySettings = {
      ...(await demoGatewaySettings(databases.home, keys, { port: 0, agencies })),
      pollMs: 500,
      // Agencies, gateway and test share this process: how late it is says nothing of how much the gateway has to do.
      overloadLateMs: 10_000,
      ...changed,
    }
    const told = logger ? { onEvent: createEventLog(logger) } : quiet
    const gateway = await startGateway(settings, told)
    closing.push(() => gateway.close())
    return {
      url: gateway.url,
      gateway,
      databases,
      adapters,
      keys,
      truth: truthOf(generateBlock({ seed }, 0)),
      ask: async (asked, as) => askOverHttp(gateway.url, asked, as && (await tokenFor(keys, as))),
      startAnotherGateway: ({ name, settings: changed = {}, parts = {} }) =>
        startGateway(
          { ...settings, stateFolder: `${settings.stateFolder}-${name}`, evidenceFile: `${settings.evidenceFile}-${name}`, ...changed },
          { ...told, ...parts },
        ),
      close,
    }
  } catch (cause) {
    await close()
    throw cause
  }
}
