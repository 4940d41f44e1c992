import { afterEach, vi } from 'vitest'
import { main } from '../program.ts'

afterEach(() => {
  process.exitCode = undefined
  vi.restoreAllMocks()
})

/** Runs a command line and gives what it printed and how it ended. */
export async function runCommand(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = []
  const err: string[] = []
  vi.spyOn(console, 'log').mockImplementation((text: unknown) => void out.push(String(text)))
  vi.spyOn(console, 'error').mockImplementation((text: unknown) => void err.push(String(text)))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  process.exitCode = undefined
  const code = await main(['node', 'tip-hub', ...words])
  return { code, out: out.join('\n'), err: err.join('\n') }
}
