import { readFile, rename, writeFile } from 'node:fs/promises'

/** Writes whole or not at all: a start that is cut short leaves the old file. */
export async function writeWhole(path: string, text: string, mode = 0o600): Promise<void> {
  const draft = `${path}.${process.pid}.part`
  await writeFile(draft, text, { mode })
  await rename(draft, path)
}

/** The text of a file, or undefined where there is none. */
export const readIfThere = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    if (isMissing(cause)) return undefined
    throw cause
  })

const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
