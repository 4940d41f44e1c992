import { execFile } from 'node:child_process'
import { openSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createProcessLog } from './process-log.ts'

const messagesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).msg)

/** A program in a process of its own, with a log by the name of `log`. */
async function run(program: string): Promise<string> {
  const text = `import { createProcessLog } from ${JSON.stringify(join(import.meta.dirname, 'process-log.ts'))}
    const log = createProcessLog(); ${program}`
  const ended = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', text]).catch((failed: unknown) => failed)
  return typeof ended === 'object' && ended !== null && 'stdout' in ended ? String(ended.stdout) : ''
}

it.each([
  ['ends by itself', ''],
  ['is told to end', 'process.exit(0)'],
  ['dies of an error that nobody caught', 'throw new Error("nobody caught it")'],
])('has every line of a process that %s', async (_how, end) => {
  const text = await run(`log.info('one'); log.info('two'); log.warn('three'); log.info('four'); ${end}`)

  // A write that was under way when the process ended may come behind the last one; each line has its time.
  expect(messagesOf(text).toSorted()).toEqual(['four', 'one', 'three', 'two'])
})

it('has a warning with all that waited before it, and then the rest, while the process goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tip-log-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'log')
  const log = createProcessLog(openSync(file, 'a'))

  log.info('one')
  log.warn('two')
  await vi.waitFor(async () => expect(messagesOf(await readFile(file, 'utf8'))).toEqual(['one', 'two']))
  log.info('three')
  await vi.waitFor(async () => expect(messagesOf(await readFile(file, 'utf8'))).toEqual(['one', 'two', 'three']))
})
