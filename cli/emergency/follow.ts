import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type EmergencyNotice, NOTICE_FILE, readNotices } from '../../subgraphs/index.ts'

export interface FoundNotices {
  /** Oldest first, of all folders. */
  readonly notices: readonly EmergencyNotice[]
  /** Lines that nobody can read. */
  readonly unreadable: number
}

/** Notices of several adapters. @param folders each the emergency folder of one */
export async function noticesIn(folders: readonly string[]): Promise<FoundNotices> {
  const found = await Promise.all(folders.map((folder) => readNotices(join(folder, NOTICE_FILE))))
  return {
    notices: found.flatMap(({ notices }) => notices).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    unreadable: found.reduce((sum, { unreadable }) => sum + unreadable, 0),
  }
}

const LOOK_MS = 1_000

/** Hands over what is there, then each notice as it comes, until the signal. */
export async function followNotices(
  folders: readonly string[],
  onNotice: (notice: EmergencyNotice) => void,
  signal: AbortSignal,
): Promise<void> {
  const told = new Map<string, number>(folders.map((folder) => [folder, 0]))
  while (!signal.aborted) {
    for (const folder of folders) {
      const { notices } = await readNotices(join(folder, NOTICE_FILE))
      for (const notice of notices.slice(told.get(folder))) onNotice(notice)
      told.set(folder, notices.length)
    }
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined)
  }
}
