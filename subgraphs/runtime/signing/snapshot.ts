import { copyFile, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { signedNames } from './folder-digest.ts'
import { SIGNATURE_FILE } from './manifest.ts'

/** A copy of what of an agency's folder is signed, that nobody else can write to. */
export interface Snapshot {
  readonly folder: string
  readonly signatureFile: string
}

/**
 * Copies the signed part of a folder, so that what is verified and what is read afterwards are the same bytes: whoever may write to the folder itself
 * could change it between the two, and back again.
 *
 * @param privateFolder of the adapter's own; the copy lies in it while `use` runs
 */
export async function withSnapshot<T>(
  { folder, signatureFile }: Snapshot,
  privateFolder: string,
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  await mkdir(privateFolder, { recursive: true, mode: 0o700 })
  const copy = await mkdtemp(join(privateFolder, 'reading-'))
  try {
    for (const name of await signedNames(folder)) await copyPlain(join(folder, name), join(copy, name))
    const copied = join(copy, SIGNATURE_FILE)
    await copyPlain(signatureFile, copied)
    return await use({ folder: copy, signatureFile: copied })
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** What is not there, or no plain file, is not there in the copy; what takes its place meanwhile is not what was signed. */
async function copyPlain(from: string, to: string): Promise<void> {
  const found = await lstat(from).catch(() => undefined)
  if (!found?.isFile()) return
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await copyFile(from, to)
}
