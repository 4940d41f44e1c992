import { createHash } from 'node:crypto'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LOCK_FILE } from '../../../adapters/index.ts'

const LARGEST_FILE_BYTES = 2_000_000

/**
 * SHA-256 of every file of an agency's folder that says what is read and who sees it: `agency.yaml`, `codes/*.csv`, `*.sql`, and the
 * lock, against which a database that changed is told from the one that was signed for. Others, such as a README, may change without a signature.
 *
 * @returns path in the folder -> digest; without what is no plain file or too large to be one of these
 */
export async function folderDigest(folder: string): Promise<Readonly<Record<string, string>>> {
  const digests = await Promise.all(
    (await signedNames(folder)).map(async (name): Promise<[string, string][]> => {
      const path = join(folder, name)
      const found = await lstat(path).catch(() => undefined)
      if (!found?.isFile() || found.size > LARGEST_FILE_BYTES) return []
      return [
        [
          name,
          `sha256:${createHash('sha256')
            .update(await readFile(path))
            .digest('hex')}`,
        ],
      ]
    }),
  )
  return Object.fromEntries(digests.flat())
}

/** Names of the files that a signature is about, whether or not they are there, by their paths in the folder. */
export async function signedNames(folder: string): Promise<readonly string[]> {
  const codes = (await namesIn(join(folder, 'codes'))).filter((name) => /^[a-z0-9-]+\.csv$/.test(name)).map((name) => `codes/${name}`)
  const selects = (await namesIn(folder)).filter((name) => /^[a-z0-9-]+\.sql$/.test(name))
  return ['agency.yaml', LOCK_FILE, ...codes, ...selects]
}

/** A folder that is not there holds nothing. */
const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => [])
