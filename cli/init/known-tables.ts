import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { AgencyFileSchema } from '../../schema/index.ts'
import type { Located } from './address.ts'

/**
 * Files that the folder describes already stay as they are described, under the names that they have there; only files that it does not know
 * are added.
 */
export const withKnownTables = async (folder: string, located: Located): Promise<Located> => {
  if (located.source.engine !== 'files') return located
  const text = await readFile(join(folder, 'agency.yaml'), 'utf8').catch(() => undefined)
  if (text === undefined) return located
  const known = AgencyFileSchema.shape.source.safeParse(sourceIn(text))
  if (!known.success || known.data.engine !== 'files') return located
  const files = new Set(Object.values(known.data.tables).map(({ file }) => file))
  const fresh = Object.entries(located.source.tables).filter(([, { file }]) => !files.has(file))
  return { ...located, source: { ...located.source, tables: { ...Object.fromEntries(fresh), ...known.data.tables } } }
}

/** The source as written; a file that is broken is told of when it is to be added to. */
function sourceIn(text: string): unknown {
  const written: unknown = parseDocument(text, { version: '1.2' }).toJS({ maxAliasCount: 0 })
  return typeof written === 'object' && written !== null && 'source' in written ? written.source : undefined
}
