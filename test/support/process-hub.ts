import { join } from 'node:path'
import { demoGatewaySettings } from '../../demo/launch/gateway.ts'
import { type DemoPrograms, demoPrograms } from '../../demo/programs/programs.ts'
import { writeWhole } from '../../demo/state/files.ts'
import type { DemoHome } from '../../demo/state/home.ts'
import { type DemoKeys, demoKeys } from '../../demo/state/keys.ts'
import { DEMO_AGENCIES } from '../../demo/supervisor/agencies.ts'
import { type Child, type ChildOptions, createChild } from '../../demo/supervisor/child.ts'
import { generateBlock, type Truth, truthOf } from '../../demo/world/index.ts'
import type { GatewaySettings } from '../../gateway/index.ts'
import { adapterSettings, type ReachSource } from './demo-adapters.ts'
import { type DemoDatabases, freePort, startDemoDatabases } from './demo-databases.ts'
import { sharedFolder } from './templates.ts'

/** The whole hub, every server in a process of its own, as `npm start` has them: what can be killed, stopped and measured alone. */
export interface ProcessHub {
  readonly gateways: readonly Child[]
  /** Agency -> its adapter's process. */
  readonly adapters: ReadonlyMap<string, Child>
  readonly databases: DemoDatabases
  readonly keys: DemoKeys
  readonly truth: Truth
  /** Evidence files of the gateways, in their order. */
  readonly evidenceFiles: readonly string[]
  close(): Promise<void>
}

export interface ProcessHubOptions {
  /** @default 2026 */
  readonly seed?: number
  /** @default 1 */
  readonly gateways?: number
  /** The way from the gateways to an agency. @default straight */
  readonly reach?: (agency: string, url: string) => Promise<string>
  /** The way from an adapter to its source. @default straight */
  readonly reachSource?: ReachSource
  /** Where an adapter keeps its evidence. @default with everything else */
  readonly evidenceOf?: (agency: string) => string | undefined
  /** What a server of this name (an agency's code, `gateway-0`, …) finds in its environment besides. */
  readonly envOf?: (name: string) => Readonly<Record<string, string>>
  /** Other settings of the gateways; an evidence file is for one gateway. */
  readonly settings?: Partial<GatewaySettings> | ((databases: DemoDatabases) => Promise<Partial<GatewaySettings>>)
}

const straight: ReachSource = async (_agency, address) => address
const AT_ONCE = 3

export async function startProcessHub(options: ProcessHubOptions = {}): Promise<ProcessHub> {
  const {
    seed = 2026,
    gateways: wanted = 1,
    reach = async (_agency, url) => url,
    reachSource = straight,
    evidenceOf,
    envOf = () => ({}),
    settings = {},
  } = options
  const databases = await startDemoDatabases({ seed, scale: 1 })
  const children: Child[] = []
  const close = async (): Promise<void> => {
    await Promise.all(children.map((child) => child.stop()))
    await databases.close()
  }
  try {
    const { home } = databases
    const keys = await demoKeys(
      home,
      DEMO_AGENCIES.map(({ code }) => code),
    )
    const programs = await testPrograms(home)
    const childOf = (started: Started): Child => createChild({ ...started, env: { ...programs.env, ...envOf(started.name) } })
    const adapters = new Map<string, Child>()
    const agencies = await Promise.all(
      DEMO_AGENCIES.map(async ({ code }) => {
        const port = await freePort()
        const file = join(home.state, `agency-${code}.json`)
        await writeWhole(
          file,
          JSON.stringify({
            ...(await adapterSettings(code, databases, keys, port)),
            source: await reachSource(code, databases.addressFor(code)),
            ...(evidenceOf?.(code) !== undefined && { evidenceFile: evidenceOf(code) }),
          }),
        )
        adapters.set(code, childOf({ name: code, program: programs.agency, args: [file], logFile: join(home.logs, `${code}.log`) }))
        return { agency: code, url: await reach(code, `http://127.0.0.1:${port}`) }
      }),
    )
    children.push(...adapters.values())
    const waiting = [...children]
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let child = waiting.shift(); child; child = waiting.shift()) await child.start()
      }),
    )
    const changed = typeof settings === 'function' ? await settings(databases) : settings
    const told = {
      ...(await demoGatewaySettings(home, keys, { port: 0, agencies })),
      pollMs: 500,
      ...changed,
    }
    const gateways: Child[] = []
    const evidenceFiles: string[] = []
    for (let at = 0; at < wanted; at++) {
      const name = `gateway-${at}`
      const evidenceFile = changed.evidenceFile ?? join(home.state, `evidence-${name}.jsonl`)
      // Each has what it remembers of the agencies for itself; keys and the list of the denied are one for all.
      const own = { ...told, port: await freePort(), stateFolder: join(home.state, name), evidenceFile }
      const file = join(home.state, `${name}.json`)
      await writeWhole(file, JSON.stringify(own))
      const gateway = childOf({ name, program: programs.gateway, args: [file], logFile: join(home.logs, `${name}.log`) })
      children.unshift(gateway)
      await gateway.start()
      gateways.push(gateway)
      evidenceFiles.push(evidenceFile)
    }
    return { gateways, adapters, databases, keys, truth: truthOf(generateBlock({ seed }, 0)), evidenceFiles, close }
  } catch (cause) {
    await close()
    throw cause
  }
}

/** One making for all hubs of a run of the tests, with what Node compiled of it. */
async function testPrograms(home: DemoHome): Promise<DemoPrograms> {
  const make = (root: string): Promise<DemoPrograms> => demoPrograms({ ...home, root }, () => undefined)
  const shared = await sharedFolder('programs', async (folder) => void (await make(folder)))
  return make(shared ?? home.root)
}

type Started = Pick<ChildOptions, 'name' | 'program' | 'args' | 'logFile'>
