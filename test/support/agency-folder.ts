import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadAgencyFolder } from '../../adapters/index.ts'
import type { AgencyModel } from '../../schema/index.ts'

/** What an agency's folder holds, written out in a test. */
export interface WrittenFolder {
  /** `agency.yaml`. */
  readonly yaml: string
  /** Name of a code file without `.csv` -> the agency's code -> the shared one. */
  readonly codes?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Name of a SELECT's file -> its text. */
  readonly sql?: Readonly<Record<string, string>>
}

/** Reads a folder as an adapter does; it is gone again afterwards. */
export async function modelOf({ yaml, codes = {}, sql = {} }: WrittenFolder): Promise<AgencyModel> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-folder-'))
  try {
    await mkdir(join(folder, 'codes'))
    await writeFile(join(folder, 'agency.yaml'), yaml)
    for (const [name, map] of Object.entries(codes)) {
      const rows = Object.entries(map).map(([from, to]) => `"${from.replaceAll('"', '""')}",${to},equal,approved,test,2025-01-01,`)
      await writeFile(join(folder, 'codes', `${name}.csv`), ['source,target,relation,status,by,date,note', ...rows, ''].join('\n'))
    }
    for (const [name, text] of Object.entries(sql)) await writeFile(join(folder, name), text)
    return await loadAgencyFolder(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
