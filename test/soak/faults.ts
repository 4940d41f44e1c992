import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from '../../demo/supervisor/child.ts'
import type { FaultProxy, WireFault } from '../faults/support/fault-proxy.ts'
import type { ProcessHub } from '../support/process-hub.ts'
import type { Random } from './random.ts'

/** What a hub is made to suffer, one thing after another, from a seed. */
export interface FaultDriver {
  /** Name of a fault -> how often it struck. */
  readonly struck: ReadonlyMap<string, number>
  /** Ends what goes wrong now and mends everything. */
  stop(): Promise<void>
}

export interface Wires {
  readonly agencies: ReadonlyMap<string, FaultProxy>
  readonly databases: ReadonlyMap<string, FaultProxy>
}

const WIRE_FAULTS: readonly (readonly [string, WireFault])[] = [
  ['refused', { kind: 'refuse' }],
  ['reset', { kind: 'reset' }],
  ['half open', { kind: 'half-open' }],
  ['slow', { kind: 'latency', ms: 700 }],
  ['too slow', { kind: 'latency', ms: 5_000 }],
  ['cut', { kind: 'cut', afterBytes: 900 }],
  ['noise', { kind: 'garbage' }],
  ['503', { kind: 'says', text: 'HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n' }],
]
/** Processes that are killed; the others live on, so that their memory can be watched. */
const MORTAL = ['pcic', 'jsmp', 'alfela']

export function driveFaults(hub: ProcessHub, wires: Wires, random: Random): FaultDriver {
  const struck = new Map<string, number>()
  const ending = new AbortController()
  const note = (name: string): void => void struck.set(name, (struck.get(name) ?? 0) + 1)
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal: ending.signal }).catch(() => undefined)

  const onWires = async (what: 'agencies' | 'databases'): Promise<void> => {
    const all = [...wires[what].values()]
    const [name, fault] = random.pick(WIRE_FAULTS.filter(([, { kind }]) => what === 'agencies' || kind !== 'says'))
    const chosen = random.next() < 0.1 ? all : random.some(all, 0.2)
    note(`wires of ${what}: ${name}`)
    await Promise.all(chosen.map((wire) => wire.set(fault)))
    await pause(1_000 + random.below(4_000))
    await Promise.all(chosen.map((wire) => wire.set(undefined)))
  }
  const onProcess = async (): Promise<void> => {
    const isGateway = random.next() < 0.3
    const child = isGateway ? hub.gateways.at(-1) : hub.adapters.get(random.pick(MORTAL))
    if (!child) return
    const way = random.pick(['killed', 'stopped and let go on', 'restarted'] as const)
    note(`${isGateway ? 'gateway' : 'adapter'} ${way}`)
    if (way === 'restarted') await child.stop()
    else if (child.pid !== undefined) process.kill(child.pid, way === 'killed' ? 'SIGKILL' : 'SIGSTOP')
    await pause(500 + random.below(2_500))
    await mend(child)
  }

  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await pause(1_000 + random.below(3_000))
      if (ending.signal.aborted) break
      const drawn = random.next()
      if (drawn < 0.5) await onWires('agencies')
      else if (drawn < 0.75) await onWires('databases')
      else await onProcess()
    }
  }
  const running = run()
  return {
    struck,
    async stop() {
      ending.abort()
      await running
      for (const wire of [...wires.agencies.values(), ...wires.databases.values()]) await wire.set(undefined)
      for (const child of [...hub.adapters.values(), ...hub.gateways]) await mend(child)
    },
  }
}

async function mend(child: Child): Promise<void> {
  if (child.pid !== undefined && child.state === 'running') process.kill(child.pid, 'SIGCONT')
  // A process that was killed may not have been missed yet.
  for (let n = 0; n < 50 && child.state === 'running' && child.pid !== undefined && !isAlive(child.pid); n++) await sleep(20)
  await child.start()
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
