import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A server in a process of its own. */
export interface BenchServer {
  readonly url: string
  readonly pid: number
  close(): Promise<void>
}

const START_MS = 60_000

/**
 * Starts a program that says `{ ready: url }` to its parent and ends when its parent lets go of it.
 *
 * @param program file; its settings go to it as a file of JSON, named in its first argument
 * @param execArgv for Node itself
 * @throws {Error} where it ends or stays silent; its last words are in the message
 */
export async function startServer(program: string, settings: unknown, execArgv: readonly string[] = []): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-bench-'))
  const file = join(folder, 'settings.json')
  await writeFile(file, JSON.stringify(settings), { mode: 0o600 })
  const child = fork(program, [file], {
    execArgv: ['--disable-warning=ExperimentalWarning', ...execArgv],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const words: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      words.push(text)
      if (words.length > 100) words.shift()
    })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    const url = await ready(child, program, words)
    return {
      url,
      pid: child.pid ?? 0,
      async close() {
        child.kill('SIGTERM')
        await gone
        if (existsSync(folder)) await rm(folder, { recursive: true })
      },
    }
  } catch (cause) {
    child.kill('SIGKILL')
    throw cause
  }
}

function ready(child: ChildProcess, program: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`${program} ${what}\n${words.join('').slice(-2_000)}`))
    const late = setTimeout(() => fail('did not start in time'), START_MS)
    child.once('exit', (code) => {
      clearTimeout(late)
      fail(`ended with ${code}`)
    })
    child.on('message', (message) => {
      if (typeof message !== 'object' || message === null || !('ready' in message) || typeof message.ready !== 'string') return
      clearTimeout(late)
      resolve(message.ready)
    })
  })
}
