import type { FileTable } from '../../schema/index.ts'
import { packTables } from './pack-tables.ts'
import { readFiles } from './read-files.ts'

export interface ImportOrder {
  readonly folder: string
  readonly tables: Readonly<Record<string, FileTable>>
}
/** `problem` is for the agency's own log. */
export type ImportAnswer = { readonly packed: Uint8Array } | { readonly problem: string }

// Files that somebody else wrote are taken apart in a process of their own: what makes it run for ever or take all memory ends it alone.
process.once('message', ({ folder, tables }: ImportOrder) => {
  let answer: ImportAnswer
  try {
    answer = { packed: packTables(readFiles(folder, tables)) }
  } catch (cause) {
    answer = { problem: cause instanceof Error ? cause.message : '' }
  }
  process.send?.(answer, () => process.exit())
})
process.once('disconnect', () => process.exit())
