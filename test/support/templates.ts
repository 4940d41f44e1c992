import { execFile } from 'node:child_process'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** Names the folder of this run's templates; outside of a run of the tests there is none, and everything is made anew. */
export const TEMPLATES = 'TIP_HUB_TEST_TEMPLATES'
const LOOK_AGAIN_MS = 25

/**
 * A folder of the caller's own, as `make` leaves it. The first in a run of the tests makes it, the others copy it: a new database server with a
 * whole world in it takes seconds of both cores, a copy a fraction of one.
 *
 * @param name of what is in it, with everything that it depends on
 * @param folder does not exist yet; its parent does
 * @param make fills the folder that it is told, and leaves nobody running in it
 */
export async function copyOfTemplate(name: string, folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const whole = await sharedFolder(name, make)
  if (whole === undefined) return make(folder)
  await exec('cp', ['-a', whole, folder])
}

/**
 * A folder that all of one run of the tests use together, made by the first who wants it.
 *
 * @returns undefined where there is none to share: the caller makes one of its own
 */
export async function sharedFolder(name: string, make: (folder: string) => Promise<void>): Promise<string | undefined> {
  const templates = process.env[TEMPLATES]
  // Windows has no `cp` that keeps owners and holes.
  if (templates === undefined || process.platform === 'win32') return undefined
  const whole = join(templates, name)
  while (!(await isThere(whole))) {
    const making = `${whole}.making`
    const isMine = await mkdir(making).then(
      () => true,
      () => false,
    )
    if (!isMine) {
      await sleep(LOOK_AGAIN_MS)
      continue
    }
    try {
      const made = join(making, 'made')
      if (!(await isThere(whole))) {
        await make(made)
        await rename(made, whole)
      }
    } finally {
      // Where it could not be made, the next one tries and sees why.
      await rm(making, { recursive: true, force: true })
    }
  }
  return whole
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
