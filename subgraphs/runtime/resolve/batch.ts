/** Gathers the keys that are asked for while graphql-js walks one level, and loads them together when that walk has come to rest. */
export function createBatch<K, V>(load: (keys: readonly K[]) => Promise<(key: K) => V>): (key: K) => Promise<V> {
  let waiting: { keys: Set<K>; result: Promise<(key: K) => V> } | undefined
  return async (key) => {
    if (!waiting) {
      const keys = new Set<K>()
      const batch = {
        keys,
        result: atRest().then(() => {
          waiting = undefined
          return load([...keys])
        }),
      }
      waiting = batch
    }
    waiting.keys.add(key)
    return (await waiting.result)(key)
  }
}

/** After all promise callbacks that are due, however long their chains: the shield adds several to every field. */
const atRest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
