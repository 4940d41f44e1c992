import { parentPort } from 'node:worker_threads'
import { compose, type SubgraphSdl } from './compose.ts'

/** Runs {@link compose} off the main thread: composing thirteen agencies takes long enough to hold up every question meanwhile. */
parentPort?.on('message', ({ id, subgraphs }: { readonly id: number; readonly subgraphs: readonly SubgraphSdl[] }) => {
  parentPort?.postMessage({ id, result: compose(subgraphs) })
})
