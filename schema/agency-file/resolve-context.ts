import type { CodeListName } from '../codes/names.ts'
import type { Vocabulary } from '../vocabulary/kinds.ts'
import type { AgencyFile } from './agency-file.ts'
import type { CodeMap } from './model.ts'
import { type CodeMapRow, identityMap, resolveCodeMap } from './resolve-codes.ts'
import type { Problems } from './resolve-problems.ts'

/** What stands in the folder beside `agency.yaml`. */
export interface FolderContents {
  /** Rows of `codes/<name>.csv`, by name. */
  readonly codeMaps: ReadonlyMap<string, readonly CodeMapRow[]>
  /** Text of `<name>.sql`, by file name. */
  readonly sqlFiles: ReadonlyMap<string, string>
  /** Takes the names of code maps that are missing, which then are empty: of whoever is about to write them. @default a missing one is a problem */
  readonly missingCodeMaps?: Set<string> | undefined
}

/** What every part of the resolution needs. */
export interface ResolveContext extends FolderContents {
  readonly file: AgencyFile
  readonly vocabulary: Vocabulary
  readonly problems: Problems
  /** Code maps that were checked, by file and list. */
  readonly resolved: Map<string, CodeMap>
}

/** The code map that a mapping names; `=` for shared codes; without a name the file called like the list, if there is one. */
export const codeMapFor = (context: ResolveContext, path: string, list: CodeListName, name: string | undefined): CodeMap => {
  const wanted = name ?? (context.codeMaps.has(list) ? list : '=')
  if (wanted === '=') return identityMap(list)
  const isToBeWritten = !context.codeMaps.has(wanted) && context.missingCodeMaps !== undefined
  if (isToBeWritten) context.missingCodeMaps?.add(wanted)
  const rows = isToBeWritten ? [] : context.codeMaps.get(wanted)
  if (!rows) {
    context.problems.add(
      path,
      `codes/${wanted}.csv is not there`,
      `write it with the header source,target,relation,status,by,date,note, or say \`codes: "="\` where the column holds shared codes`,
    )
    return identityMap(list)
  }
  const id = `${wanted}/${list}`
  const known = context.resolved.get(id) ?? resolveCodeMap(wanted, rows, list, context.problems)
  context.resolved.set(id, known)
  return known
}

export const asText = (value: string | number | boolean): string => String(value)
export const asList = <T>(value: T | readonly T[]): readonly T[] => (isList(value) ? value : [value])
const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value)
