import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../state/files.ts'
import { type DemoHome, projectRoot } from '../state/home.ts'
import { bundlePrograms } from './bundle.ts'
import { fingerprint } from './fingerprint.ts'

/** The programs that the demonstration runs as processes of their own, and what they run faster with. */
export interface DemoPrograms {
  readonly agency: string
  readonly gateway: string
  /** For each process; keeps what Node compiled for the next start. */
  readonly env: Readonly<Record<string, string>>
}

/**
 * The programs as few large files, made anew whenever a source has changed: a process of some 1,600 modules needs three times the CPU to
 * start, and the demonstration starts fourteen. An agency's folder is no part of them: a changed `agency.yaml` counts from the agency's next
 * start, changed code from the demonstration's.
 *
 * @param onProblem called with the file that says why, where they cannot be made; the programs are the sources then, and all is well but the speed
 */
export async function demoPrograms(home: DemoHome, onProblem: (logFile: string) => void): Promise<DemoPrograms> {
  const all = join(home.root, 'programs')
  const folder = join(all, await fingerprint(projectRoot))
  const env = { NODE_COMPILE_CACHE: join(folder, 'compiled') }
  try {
    if (!(await isThere(folder))) await make(all, folder)
    return { agency: join(folder, 'agency.mjs'), gateway: join(folder, 'gateway.mjs'), env }
  } catch (cause) {
    const logFile = join(home.logs, 'programs.log')
    await writeWhole(logFile, cause instanceof Error ? `${cause.stack}\n` : 'no reason given\n')
    onProblem(logFile)
    const source = (name: string): string => join(projectRoot, 'demo', 'processes', name)
    return { agency: source('agency.ts'), gateway: source('gateway.ts'), env: { NODE_COMPILE_CACHE: join(all, 'compiled') } }
  }
}

/** Whole or not at all; those of older sources go. */
async function make(all: string, folder: string): Promise<void> {
  await mkdir(all, { recursive: true, mode: 0o700 })
  for (const old of await readdir(all)) await rm(join(all, old), { recursive: true, force: true })
  const draft = `${folder}.part`
  await bundlePrograms(projectRoot, draft)
  await rename(draft, folder)
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
