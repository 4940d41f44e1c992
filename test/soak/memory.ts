import { readFile } from 'node:fs/promises'
import type { Child } from '../../demo/supervisor/child.ts'

/** Resident memory of one process while it lived. */
export interface MemoryTrend {
  readonly name: string
  readonly samples: number
  /** Megabytes at the last sample. */
  readonly lastMb: number
  /** Least squares over all samples but those of the first fifth, in megabytes an hour, and its 95 % confidence interval. */
  readonly slopeMbPerHour: number
  readonly lowMbPerHour: number
  readonly highMbPerHour: number
}

interface Sample {
  readonly hours: number
  readonly mb: number
}

/** Watches processes of this machine (Linux: `/proc`). A process that is started anew begins anew. */
export class MemoryWatch {
  readonly #samples = new Map<string, { readonly name: string; readonly taken: Sample[] }>()
  readonly #startedAt = performance.now()

  async sample(children: readonly Child[]): Promise<void> {
    for (const { name, pid } of children) {
      if (pid === undefined) continue
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
      const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
      if (kilobytes === undefined) continue
      const of = this.#samples.get(`${name} ${pid}`) ?? { name, taken: [] }
      of.taken.push({ hours: (performance.now() - this.#startedAt) / 3_600_000, mb: Number(kilobytes) / 1024 })
      this.#samples.set(`${name} ${pid}`, of)
    }
  }

  /** The longest life of each server. */
  trends(): readonly MemoryTrend[] {
    const longest = new Map<string, readonly Sample[]>()
    for (const { name, taken } of this.#samples.values()) if (taken.length > (longest.get(name)?.length ?? 0)) longest.set(name, taken)
    return [...longest].flatMap(([name, taken]) => {
      const settled = taken.slice(Math.floor(taken.length / 5))
      return settled.length < 5 ? [] : [trendOf(name, settled)]
    })
  }
}

/** Ordinary least squares; the interval takes the residuals for normal and independent, which garbage collection makes too narrow rather than too wide. */
function trendOf(name: string, samples: readonly Sample[]): MemoryTrend {
  const n = samples.length
  const meanX = samples.reduce((sum, { hours }) => sum + hours, 0) / n
  const meanY = samples.reduce((sum, { mb }) => sum + mb, 0) / n
  const sxx = samples.reduce((sum, { hours }) => sum + (hours - meanX) ** 2, 0)
  const slope = samples.reduce((sum, { hours, mb }) => sum + (hours - meanX) * (mb - meanY), 0) / sxx
  const residuals = samples.reduce((sum, { hours, mb }) => sum + (mb - meanY - slope * (hours - meanX)) ** 2, 0)
  const half = 1.96 * Math.sqrt(residuals / Math.max(1, n - 2) / sxx)
  return {
    name,
    samples: n,
    lastMb: samples.at(-1)?.mb ?? Number.NaN,
    slopeMbPerHour: slope,
    lowMbPerHour: slope - half,
    highMbPerHour: slope + half,
  }
}
