import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** A disk of its own that can be filled to the last byte. */
export interface SmallDisk {
  readonly folder: string
  fill(): Promise<void>
  /** Takes away what filled it. */
  free(): Promise<void>
  remove(): Promise<void>
}

const SIZE_KB = 512

/** @returns undefined where this machine lets nobody make one (Linux as root) */
export async function makeSmallDisk(): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-small-disk-'))
  const mounted = await exec('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_KB}k,mode=755`, 'tmpfs', folder]).then(
    () => true,
    () => false,
  )
  if (!mounted) {
    await rm(folder, { recursive: true })
    return undefined
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    async fill() {
      // The write is cut off where the disk ends.
      await writeFile(ballast, Buffer.alloc(SIZE_KB * 1024)).catch(() => undefined)
    },
    free: () => rm(ballast, { force: true }),
    async remove() {
      await exec('umount', ['-l', folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
