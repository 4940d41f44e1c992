import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Memory of a child, megabytes: a file that unpacks into more ends its reader, not the adapter. */
const MOST_MEMORY_MB = 768

/** Children end with the adapter, however it ends by itself. */
const running = new Set<ChildProcess>()
let isWatching = false

/**
 * Runs a file of ours as a process of its own, for work that cannot be interrupted: a process can always be ended, while a thread inside SQLite runs
 * on and keeps the whole adapter from ending. It gets no variable of the environment, and does not keep the adapter alive.
 */
export const startChild = (file: URL): ChildProcess => {
  if (!isWatching) {
    isWatching = true
    process.once('exit', () => {
      for (const child of running) child.kill('SIGKILL')
    })
  }
  const child = fork(fileURLToPath(file), [], {
    execArgv: [`--max-old-space-size=${MOST_MEMORY_MB}`, '--no-warnings'],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  child.unref()
  child.channel?.unref()
  return child
}
