import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The clocks of a hub's processes, each of which can be set alone. */
export interface Clocks {
  /** For `startProcessHub`. */
  envOf(name: string): Readonly<Record<string, string>>
  /** Sets the clocks of these processes so many milliseconds before (negative) or ahead of this machine's. Each sees it within a moment. */
  set(names: readonly string[], offMs: number): Promise<void>
  remove(): Promise<void>
}

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'stepped-clock.ts')).href

export async function makeClocks(): Promise<Clocks> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-clocks-'))
  const fileOf = (name: string): string => join(folder, name)
  return {
    envOf: (name) => ({ NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import ${PRELOAD}`, TIP_HUB_TEST_CLOCK: fileOf(name) }),
    async set(names, offMs) {
      for (const name of names) {
        await writeFile(`${fileOf(name)}.new`, `${offMs}`)
        await rename(`${fileOf(name)}.new`, fileOf(name))
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
