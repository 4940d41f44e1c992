import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

export type ChildState = 'stopped' | 'starting' | 'running' | 'failed'

/** One server of the demonstration in its own process, started and stopped alone. */
export interface Child {
  readonly name: string
  readonly state: ChildState
  /** Where it answers; known once it runs. */
  readonly url: string | undefined
  readonly pid: number | undefined
  /** @throws {Error} when it does not come up; its words are in its log */
  start(): Promise<void>
  /** Asks it to finish what it is doing and end; ends it after five seconds. */
  stop(): Promise<void>
}

export interface ChildOptions {
  readonly name: string
  /** The program (TypeScript) and its arguments. It says `{ ready: url }` over IPC and ends when the channel closes. */
  readonly program: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly logFile: string
  /** A large workbook on a busy machine takes its time. @default 90000 */
  readonly startMs?: number
  /** Called when it ends without having been asked to. */
  readonly onLost?: (name: string) => void
}

/**
 * Fourteen processes on one machine: half the space for new objects that Node would take, old ones collected once they are two fifths more than what
 * was left of them the last time (Node waits until they are some three times as much), two arenas of the C library's instead of one for each thread,
 * and what these hold free is given back. What that saves and costs: `bench/README.md`.
 */
const NODE_FLAGS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8', '--heap-growing-percent=40']
const MALLOC = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' }

export function createChild(options: ChildOptions): Child {
  let state: ChildState = 'stopped'
  let url: string | undefined
  let child: ChildProcess | undefined

  const start = async (): Promise<void> => {
    if (state === 'running' || state === 'starting') return
    state = 'starting'
    const log = openSync(options.logFile, 'a', 0o600)
    const started = spawn(process.execPath, [...NODE_FLAGS, options.program, ...options.args], {
      env: { ...MALLOC, ...process.env, ...options.env },
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    child = started
    url = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${options.name} did not say that it is ready`)), options.startMs ?? 90_000)
      started.once('error', reject)
      started.once('exit', (code) => reject(new Error(`${options.name} ended at once (code ${code ?? 'none'})`)))
      started.on('message', (message: unknown) => {
        if (typeof message !== 'object' || message === null || !('ready' in message) || typeof message.ready !== 'string') return
        clearTimeout(timer)
        resolve(message.ready)
      })
    }).catch((cause: unknown) => {
      state = 'failed'
      started.kill('SIGKILL')
      throw new Error(`${cause instanceof Error ? cause.message : 'it failed'}; see ${options.logFile}`, { cause })
    })
    state = 'running'
    started.once('exit', () => {
      url = undefined
      if (state !== 'running') return
      state = 'failed'
      options.onLost?.(options.name)
    })
  }

  const stop = async (): Promise<void> => {
    const running = child
    child = undefined
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) {
      state = 'stopped'
      return
    }
    state = 'stopped'
    await new Promise<void>((resolve) => {
      const hard = setTimeout(() => running.kill('SIGKILL'), 5_000)
      running.once('exit', () => {
        clearTimeout(hard)
        resolve()
      })
      if (running.connected) running.disconnect()
      else running.kill('SIGTERM')
    })
    url = undefined
  }

  return {
    name: options.name,
    get state() {
      return state
    },
    get url() {
      return url
    },
    get pid() {
      return child?.pid
    },
    start,
    stop,
  }
}
