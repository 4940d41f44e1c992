import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

const SOURCES = ['schema', 'platform', 'adapters', 'subgraphs', 'gateway', 'demo']

/**
 * Tells one state of the sources and packages from another, by names, sizes and times: contents would take as long to read as to bundle.
 *
 * @param root folder of the project; part of the fingerprint, for a bundle holds places in it
 */
export async function fingerprint(root: string): Promise<string> {
  const files = await Promise.all(SOURCES.map((folder) => sourcesIn(root, folder)))
  const marks = await Promise.all([...files.flat(), 'package-lock.json'].map((file) => markOf(root, file)))
  return createHash('sha256')
    .update([root, process.version, process.arch, ...marks.toSorted()].join('\n'))
    .digest('hex')
    .slice(0, 16)
}

const sourcesIn = async (root: string, folder: string): Promise<readonly string[]> =>
  (await readdir(join(root, folder), { recursive: true }))
    .filter((file) => /\.(ts|json)$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => join(folder, file))

async function markOf(root: string, file: string): Promise<string> {
  const { size, mtimeMs } = await stat(join(root, file))
  return `${file} ${size} ${mtimeMs}`
}
