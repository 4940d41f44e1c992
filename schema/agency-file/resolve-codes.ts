import { codeLists } from '../codes/code-lists.ts'
import type { CodeListName } from '../codes/names.ts'
import type { CodeMap } from './model.ts'
import type { Problems } from './resolve-problems.ts'

/** One row of `codes/<name>.csv`. */
export interface CodeMapRow {
  readonly source: string
  readonly target: string
  readonly relation: string
  readonly status: string
  readonly by: string
  readonly date: string
  readonly note: string
}

/** The codes of a shared list, in its order. */
export const codesOf = (list: CodeListName): readonly string[] => (codeLists.get(list)?.codes ?? []).map(({ code }) => code)

/** The column already holds shared codes. */
export const identityMap = (list: CodeListName): CodeMap => {
  const codes = codesOf(list)
  return {
    name: '=',
    toShared: new Map(codes.map((code) => [code, code])),
    toSource: new Map(codes.map((code) => [code, [code]])),
    known: new Set(codes),
    isIdentity: true,
  }
}

/** A code map for one shared list. Only approved rows serve; an approved row without a target says that the code has no counterpart. */
export const resolveCodeMap = (name: string, rows: readonly CodeMapRow[], list: CodeListName, problems: Problems): CodeMap => {
  const known = new Set(codesOf(list))
  const toShared = new Map<string, string>()
  const toSource = new Map<string, string[]>()
  for (const [index, row] of rows.entries()) {
    const path = `codes/${name}.csv:${index + 2}`
    const source = row.source.trim()
    const target = row.target.trim()
    if (row.status !== 'approved' || target === '') continue
    if (source === '') problems.add(path, 'has no source', 'write the code as the database holds it; a blank cell is "not recorded"')
    else if (!known.has(target)) problems.unknown(path, `code of the shared list ${list}`, target, known)
    else if ((toShared.get(source) ?? target) !== target)
      problems.add(path, 'maps a source code that another approved row maps otherwise', 'approve one of the two')
    else if (!toShared.has(source)) {
      toShared.set(source, target)
      toSource.set(target, [...(toSource.get(target) ?? []), source])
    }
  }
  return { name, toShared, toSource, known: new Set(rows.map(({ source }) => source.trim())), isIdentity: false }
}
