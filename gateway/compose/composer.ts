import { Worker } from 'node:worker_threads'
import type { Composition, SubgraphSdl } from './compose.ts'

/** Composes off the main thread, one after the other. */
export interface Composer {
  compose(subgraphs: readonly SubgraphSdl[]): Promise<Composition>
  close(): Promise<void>
}

interface Pending {
  readonly resolve: (result: Composition) => void
  readonly timer: NodeJS.Timeout
}

export interface ComposerOptions {
  /** Longest composition; the worker is ended and started anew after it. @default 20000 */
  readonly timeoutMs?: number
  /** Time without work after which the worker is ended: agencies change rarely, and what it keeps is a fifth of the gateway's memory. @default 15000 */
  readonly idleMs?: number
}

export function createComposer({ timeoutMs = 20_000, idleMs = 15_000 }: ComposerOptions = {}): Composer {
  const pending = new Map<number, Pending>()
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let nextId = 1
  // Most changes are of policies: the schemas are the same, and so is what is composed of them.
  let last: { readonly key: string; readonly result: Composition } | undefined

  const settle = (id: number, result: Composition) => {
    const waiting = pending.get(id)
    if (!waiting) return
    clearTimeout(waiting.timer)
    pending.delete(id)
    if (pending.size === 0) idle = setTimeout(() => void drop('it had nothing to do'), idleMs).unref()
    waiting.resolve(result)
  }
  const drop = (reason: string) => {
    const dead = worker
    worker = undefined
    for (const id of [...pending.keys()]) settle(id, { errors: [reason] })
    clearTimeout(idle)
    return dead?.terminate()
  }
  const start = (): Worker => {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 512 } })
    started.on('message', ({ id, result }: { id: number; result: Composition }) => settle(id, result))
    started.on('error', () => void (worker === started && drop('the composition ran out of memory or failed')))
    started.unref()
    return started
  }
  return {
    compose(subgraphs) {
      const key = JSON.stringify(subgraphs.map(({ name, sdl }) => [name, sdl]))
      if (last?.key === key) return Promise.resolve(last.result)
      clearTimeout(idle)
      worker ??= start()
      const id = nextId++
      const running = worker
      return new Promise((resolve) => {
        const timer = setTimeout(() => void drop(`the composition took longer than ${timeoutMs} ms`), timeoutMs)
        const keep = (result: Composition) => {
          if ('supergraphSdl' in result) last = { key, result }
          resolve(result)
        }
        pending.set(id, { resolve: keep, timer })
        running.postMessage({ id, subgraphs })
      })
    },
    async close() {
      await drop('the hub is stopping')
    },
  }
}
