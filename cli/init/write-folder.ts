import { lstat, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UsageError } from '../usage-error.ts'
import { mergeCodes, proposedCodes } from './code-files.ts'
import { codePart, MEMORY_FILE, readMemory, writeMemory } from './memory.ts'
import { mergeFile } from './merge-file.ts'
import { type Identity, newFile } from './new-file.ts'
import type { Proposed } from './propose-folder.ts'
import { joinText } from './sql-text.ts'

/** A file of the folder as it is to be. */
export interface PlannedFile {
  readonly path: string
  readonly text: string
  readonly change: 'new' | 'grown' | 'same'
  /** For people: what was added. */
  readonly added: readonly string[]
}

const LARGEST_BYTES = 2_000_000

/**
 * Every file of the folder as a run would leave it; nothing is written yet.
 *
 * @throws {UsageError} where what stands there cannot be added to
 */
export const planFolder = async (
  folder: string,
  identity: Identity,
  { proposal, dialect }: Proposed,
  day: string,
): Promise<readonly PlannedFile[]> => {
  const remembered = readMemory(await read(folder, MEMORY_FILE))
  const files: PlannedFile[] = []
  const before = await read(folder, 'agency.yaml')
  if (before === undefined) files.push({ path: 'agency.yaml', text: newFile(identity, proposal), change: 'new', added: [] })
  else {
    const { text, added } = mergeFile(before, proposal, {
      searchSchema: identity.searchSchema,
      tables: 'tables' in identity.source ? identity.source.tables : {},
      isKnown: (part) => remembered.has(part),
    })
    files.push({ path: 'agency.yaml', text, change: text === before ? 'same' : 'grown', added })
  }
  for (const [name, rows] of proposedCodes(proposal)) {
    const path = `codes/${name}.csv`
    const there = await read(folder, path)
    const { text, added, left } = mergeCodes(there, rows, day, (source) => remembered.has(codePart(name, source)))
    const told = [
      ...(added > 0 ? [`${added} codes`] : []),
      ...(left > 0 ? [`${left} left out that a spreadsheet would run as a formula`] : []),
    ]
    files.push({ path, text, change: there === undefined ? 'new' : text === there ? 'same' : 'grown', added: told })
  }
  for (const record of proposal.records) {
    if (!record.join) continue
    const there = await read(folder, record.join.file)
    const text = there ?? joinText(record, record.join, dialect)
    files.push({ path: record.join.file, text, change: there === undefined ? 'new' : 'same', added: [] })
  }
  files.push({ path: MEMORY_FILE, text: writeMemory(remembered, proposal, identity.source), change: 'new', added: [] })
  return files
}

/** Writes what changed, each file whole or not at all. */
export const writeFolder = async (folder: string, files: readonly PlannedFile[]): Promise<void> => {
  for (const { path, text, change } of files) {
    if (change === 'same') continue
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(`${target}.new`, text, { mode: 0o640 })
    await rename(`${target}.new`, target)
  }
}

/** Plain files only, so that no link leads out of the folder. */
async function read(folder: string, path: string): Promise<string | undefined> {
  const found = await lstat(join(folder, path)).catch(() => undefined)
  if (found === undefined) return undefined
  if (!found.isFile() || found.size > LARGEST_BYTES)
    throw new UsageError(`${path} is no plain file of at most ${LARGEST_BYTES} bytes; nothing was written`)
  return readFile(join(folder, path), 'utf8')
}
