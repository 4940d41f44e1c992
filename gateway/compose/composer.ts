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

/** @param options.timeoutMs longest composition; the worker is ended and started anew after it. @default 20000 */
export function createComposer(options: { readonly timeoutMs?: number } = {}): Composer {
  const timeoutMs = options.timeoutMs ?? 20_000
  const pending = new Map<number, Pending>()
  let worker: Worker | undefined
  let nextId = 1
  // Most changes are of policies: the schemas are the same, and so is what is composed of them.
  let last: { readonly key: string; readonly result: Composition } | undefined

  const settle = (id: number, result: Composition) => {
    const waiting = pending.get(id)
    if (!waiting) return
    clearTimeout(waiting.timer)
    pending.delete(id)
    waiting.resolve(result)
  }
  const drop = (reason: string) => {
    const dead = worker
    worker = undefined
    for (const id of [...pending.keys()]) settle(id, { errors: [reason] })
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
