import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** Where the demonstration keeps its databases, keys and logs; nothing of it is in git. */
export interface DemoHome {
  readonly root: string
  readonly postgres: string
  readonly sources: string
  readonly keys: string
  readonly state: string
  readonly logs: string
}

export const projectRoot = resolve(import.meta.dirname, '../..')

/** @param override a folder of the caller's own, e.g. for a test. @default `.tip-hub` in the project */
export function demoHome(override?: string): DemoHome {
  const root = override === undefined ? join(projectRoot, '.tip-hub') : resolve(override)
  return {
    root,
    postgres: join(root, 'postgres'),
    sources: join(root, 'sources'),
    keys: join(root, 'keys'),
    state: join(root, 'state'),
    logs: join(root, 'logs'),
  }
}

/** Makes the folders; only their owner may look into keys and sources. */
export async function prepareHome(home: DemoHome): Promise<void> {
  await mkdir(home.root, { recursive: true })
  for (const folder of [home.sources, home.keys, home.state, home.logs]) await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** The folder of an agency's file and demo database. */
export const agencyFolder = (code: string): string => join(projectRoot, 'subgraphs', 'agencies', code)
