import type { AgencyFile } from './agency-file.ts'
import type { Relation, SourceTest } from './model.ts'
import { asText, type ResolveContext } from './resolve-context.ts'
import type { RowFilter } from './values.ts'

type WrittenFrom = NonNullable<AgencyFile['records'][keyof AgencyFile['records']]>['from']

/** The table, view or SELECT that rows come from. */
export const resolveRelation = (context: ResolveContext, path: string, from: WrittenFrom): Relation => {
  if (typeof from === 'object' && 'sql' in from) return { name: from.sql, sql: selectText(context, path, from.sql) }
  const relation =
    typeof from === 'string' ? splitName(from) : { table: from.table, ...(from.schema === undefined ? {} : { schema: from.schema }) }
  const { source } = context.file
  if (source.engine === 'files') {
    const tables = Object.entries(source.tables).flatMap(([name, { unnest }]) => [name, ...Object.keys(unnest)])
    if (!tables.includes(relation.table)) context.problems.unknown(path, 'table of source.tables', relation.table, tables)
  }
  return relation
}

const splitName = (name: string): { readonly table: string; readonly schema?: string } => {
  const dot = name.indexOf('.')
  return dot < 0 ? { table: name } : { schema: name.slice(0, dot), table: name.slice(dot + 1) }
}

/** Words that no reading SELECT needs; the account's rights and the read-only session stand behind this. */
const WRITING =
  /\b(into|insert|update|delete|merge|truncate|drop|alter|create|grant|revoke|copy|call|execute|attach|detach|pragma|vacuum|load_file|outfile|dumpfile)\b/i

/** A single SELECT: it stands in brackets inside ours, so it can be nothing else. */
function selectText({ sqlFiles, problems }: ResolveContext, path: string, file: string): string {
  const text = sqlFiles.get(file)
  if (text === undefined) {
    problems.add(path, `${file} is not there`, 'write the SELECT into that file beside agency.yaml')
    return 'select null'
  }
  const bare = text
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/^\s*--.*$/gm, ' ')
    .trim()
    .replace(/;\s*$/, '')
  const outsideTexts = bare.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`/g, "''")
  if (!/^(select|with)\s/i.test(bare))
    problems.add(path, `${file} does not begin with SELECT or WITH`, 'keep one SELECT in it, nothing else')
  if (text.includes('\\'))
    problems.add(path, `${file} holds a backslash, which databases read in different ways`, 'write the text without it')
  if (WRITING.test(outsideTexts))
    problems.add(path, `${file} holds a word that changes something`, 'keep a SELECT that only reads in it; quote a column of such a name')
  if (/;|--|\?|\$\d|:\w|@/.test(outsideTexts.replace(/::/g, ' ')))
    problems.add(
      path,
      `${file} holds a second statement, a parameter or a comment after code`,
      'keep one SELECT in it; comments on lines of their own',
    )
  return bare
}

/** Tests on source columns, written out. */
export const resolveOnly = (filter: RowFilter | undefined): readonly SourceTest[] =>
  Object.entries(filter ?? {}).flatMap(([column, test]): SourceTest[] => {
    if (typeof test !== 'object') return [{ test: 'in', column, values: [asText(test)] }]
    const at = { column, ...(test.path === undefined ? {} : { path: test.path.split('.') }) }
    const { isNull } = test
    return [
      ...(['in', 'notIn', 'like', 'contains'] as const).flatMap((name): SourceTest[] => {
        const values = test[name]
        return values === undefined ? [] : [{ test: name, ...at, values: values.map(asText) }]
      }),
      ...(isNull === undefined ? [] : [{ test: 'isNull', ...at, isNull } as const]),
    ]
  })
