import { type Memory, memoryMb } from '../../bench/harness/cpu.ts'
import { slope } from '../../bench/harness/stats.ts'
import type { Child } from '../../demo/supervisor/child.ts'

/** Memory of one process while it lived, in MB (10^6 bytes). */
export interface MemoryTrend {
  readonly name: string
  readonly samples: number
  readonly last: Memory
  /** The largest resident memory that was seen. */
  readonly mostResident: number
  /** Of its own memory over the second half of its life, an hour, and its 95 % confidence interval. */
  readonly slopeMbPerHour: number
  readonly lowMbPerHour: number
  readonly highMbPerHour: number
}

type Sample = Memory & { readonly hours: number }

/** Watches processes of this machine (Linux: `/proc`). A process that is started anew begins anew. */
export class MemoryWatch {
  readonly #samples = new Map<string, { readonly name: string; readonly taken: Sample[] }>()
  readonly #startedAt = performance.now()

  sample(children: readonly Child[]): void {
    for (const { name, pid } of children) {
      if (pid === undefined) continue
      const memory = memoryMb(pid)
      if (Number.isNaN(memory.resident)) continue
      const of = this.#samples.get(`${name} ${pid}`) ?? { name, taken: [] }
      of.taken.push({ hours: (performance.now() - this.#startedAt) / 3_600_000, ...memory })
      this.#samples.set(`${name} ${pid}`, of)
    }
  }

  /** The longest life of each server. */
  trends(): readonly MemoryTrend[] {
    const longest = new Map<string, readonly Sample[]>()
    for (const { name, taken } of this.#samples.values()) if (taken.length > (longest.get(name)?.length ?? 0)) longest.set(name, taken)
    return [...longest].flatMap(([name, taken]) => {
      const [last, settled] = [taken.at(-1), taken.slice(Math.floor(taken.length / 2))]
      if (!last || settled.length < 5) return []
      const { slope: perHour, standardError } = slope(settled.map(({ hours, own }) => [hours, own]))
      const half = 1.96 * standardError
      const mostResident = Math.max(...taken.map(({ resident }) => resident))
      const { resident, own, proportional } = last
      const ofLine = { slopeMbPerHour: perHour, lowMbPerHour: perHour - half, highMbPerHour: perHour + half }
      return [{ name, samples: settled.length, last: { resident, own, proportional }, mostResident, ...ofLine }]
    })
  }
}
