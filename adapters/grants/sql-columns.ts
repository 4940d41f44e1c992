import { HubError } from '../../schema/index.ts'
import { type SqlSpelling, type SqlToken, sqlTokens } from './sql-tokens.ts'

/** A column of a table of the agency. */
export interface TableColumn {
  readonly schema?: string
  readonly table: string
  readonly column: string
}

export interface SelectColumns {
  /** Every column that the SELECT reads, wherever it stands in it. */
  readonly reads: readonly TableColumn[]
  /** Its own columns that are one column of a table, unchanged. */
  readonly outputs: ReadonlyMap<string, TableColumn>
}

type Table = Omit<TableColumn, 'column'>
/** What a name in front of a dot stands for: a table, or rows made up in the statement. */
type Source = Table | 'derived'

/** Functions that have a FROM of their own. */
const WITH_FROM = new Set(['extract', 'substring', 'trim', 'overlay'])

/**
 * The columns that a SELECT of an agency's folder reads.
 *
 * Not a parser of SQL: it attributes `alias.column`, and bare names where there is one table. What it cannot attribute it refuses, so that a grant
 * is exact or not made.
 *
 * @param name file name, for the error
 * @throws {HubError} MAPPING_INVALID, with the name that must be qualified
 */
export const selectColumns = (text: string, name: string, spelling: SqlSpelling): SelectColumns => {
  const tokens = sqlTokens(text, spelling)
  const refused = (message: string, remedy: string): HubError =>
    new HubError('MAPPING_INVALID', { where: name, problems: `- ${name}: ${message}; ${remedy}` })
  const ctes = cteNames(tokens)
  const sources = new Map<string, Source>()
  const inFrom = new Set<number>()

  const define = (alias: string, source: Source): void => {
    const known = sources.get(alias)
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(source))
      throw refused(`${alias} stands for two tables`, 'give each table an alias of its own')
    sources.set(alias, source)
  }
  for (const item of fromItems(tokens)) {
    for (const place of item.places) inFrom.add(place)
    const isDerived = item.name === undefined || (item.name.length === 1 && ctes.has(item.name[0] ?? ''))
    const [last, schema] = item.name?.toReversed() ?? []
    const alias = item.alias ?? last
    if (alias === undefined) continue
    define(alias, isDerived || last === undefined ? 'derived' : { table: last, ...(schema === undefined ? {} : { schema }) })
  }

  const reads = new Map<string, TableColumn>()
  const places = new Map<number, TableColumn>()
  const [only] = [...sources.values()]
  const single = sources.size === 1 && only !== 'derived' && ctes.size === 0 ? only : undefined
  tokens.forEach((token, place) => {
    if (token.value === '*' && isStar(tokens, place)) throw refused('holds *', 'name the columns that are needed')
    if (token.is !== 'name' || inFrom.has(place) || isAt(tokens, place - 1, '.') || isAt(tokens, place + 1, '(')) return
    if (isAt(tokens, place - 1, '(') && tokens[place - 2]?.value.toLowerCase() === 'extract') return // year, month …
    if (isAt(tokens, place - 1, '::') || isAt(tokens, place - 1, 'as') || isAt(tokens, place - 1, 'collate')) return
    const isQualified = isAt(tokens, place + 1, '.')
    const column = isQualified ? tokens[place + 2] : token
    if (isQualified && isAt(tokens, place + 2, '*')) throw refused('holds *', 'name the columns that are needed')
    const source = isQualified ? sources.get(token.value) : single
    if (source === 'derived' || ctes.has(token.value)) return
    if (source === undefined || column?.is !== 'name')
      throw refused(`${token.value} cannot be attributed to a table`, `write the table's alias before it, as in k.${token.value}`)
    const read: TableColumn = { ...source, column: column.value }
    reads.set(JSON.stringify(read), read)
    places.set(isQualified ? place + 2 : place, read)
  })
  return { reads: [...reads.values()], outputs: outputsOf(tokens, places) }
}

const isAt = (tokens: readonly SqlToken[], place: number, sign: string): boolean =>
  tokens[place]?.is === 'sign' && tokens[place]?.value === sign

/** `a.*` and `select *`; `count(*)` and a product are none. */
const isStar = (tokens: readonly SqlToken[], place: number): boolean =>
  isAt(tokens, place - 1, '.') || isAt(tokens, place - 1, 'select') || isAt(tokens, place - 1, 'distinct') || isAt(tokens, place - 1, ',')

/** `name [(columns)] as [not materialized] (select` */
const cteNames = (tokens: readonly SqlToken[]): ReadonlySet<string> => {
  const names = new Set<string>()
  if (!isAt(tokens, 0, 'with')) return names
  tokens.forEach((token, place) => {
    if (token.is !== 'name') return
    let next = place + 1
    if (isAt(tokens, next, '(')) next = closing(tokens, next) + 1
    if (!isAt(tokens, next, 'as')) return
    next++
    while (isAt(tokens, next, 'not') || isAt(tokens, next, 'materialized')) next++
    if (isAt(tokens, next, '(') && (isAt(tokens, next + 1, 'select') || isAt(tokens, next + 1, 'with'))) names.add(token.value)
  })
  return names
}

interface FromItem {
  /** Parts of the table's name; absent for a subquery or a function. */
  readonly name?: readonly string[]
  readonly alias?: string
  /** Places in the tokens that are the item's own names, not columns. */
  readonly places: readonly number[]
}

function fromItems(tokens: readonly SqlToken[]): readonly FromItem[] {
  const items: FromItem[] = []
  const openedBy: (string | undefined)[] = []
  tokens.forEach((token, place) => {
    if (isAt(tokens, place, '(')) openedBy.push(tokens[place - 1]?.is === 'name' ? tokens[place - 1]?.value.toLowerCase() : undefined)
    if (isAt(tokens, place, ')')) openedBy.pop()
    const isFrom = token.is === 'sign' && (token.value === 'from' || token.value === 'join')
    if (!isFrom || isAt(tokens, place - 1, 'distinct') || WITH_FROM.has(openedBy.at(-1) ?? '')) return
    for (let next: number | undefined = place + 1; next !== undefined; ) {
      const { item, end } = fromItem(tokens, next)
      items.push(item)
      next = isAt(tokens, end, ',') ? end + 1 : undefined
    }
  })
  return items
}

function fromItem(tokens: readonly SqlToken[], start: number): { readonly item: FromItem; readonly end: number } {
  let place = start
  while (isAt(tokens, place, 'lateral') || isAt(tokens, place, 'only')) place++
  const parts: number[] = []
  while (tokens[place]?.is === 'name') {
    parts.push(place++)
    if (!isAt(tokens, place, '.')) break
    place++
  }
  const isTable = parts.length > 0 && !isAt(tokens, place, '(')
  if (isAt(tokens, place, '(')) place = closing(tokens, place) + 1
  if (isAt(tokens, place, 'with')) place += 2 // with ordinality
  if (isAt(tokens, place, 'as')) place++
  const names = [...parts]
  let alias: string | undefined
  if (tokens[place]?.is === 'name') {
    alias = tokens[place]?.value
    names.push(place++)
    if (isAt(tokens, place, '(')) {
      const end = closing(tokens, place)
      for (let at = place; at < end; at++) names.push(at)
      place = end + 1
    }
  }
  const name = parts.map((part) => tokens[part]?.value ?? '')
  return { item: { ...(isTable ? { name } : {}), ...(alias === undefined ? {} : { alias }), places: names }, end: place }
}

function closing(tokens: readonly SqlToken[], open: number): number {
  let depth = 0
  for (let place = open; place < tokens.length; place++) {
    if (isAt(tokens, place, '(')) depth++
    if (isAt(tokens, place, ')') && --depth === 0) return place
  }
  return tokens.length - 1
}

/** Items of the first select list that are a column and nothing else; none where several SELECTs are put together. */
function outputsOf(tokens: readonly SqlToken[], places: ReadonlyMap<number, TableColumn>): ReadonlyMap<string, TableColumn> {
  const outputs = new Map<string, TableColumn>()
  const isPlain =
    isAt(tokens, 0, 'select') && !tokens.some((_, place) => ['union', 'group', 'distinct'].some((word) => isAt(tokens, place, word)))
  if (!isPlain) return outputs
  let depth = 0
  let item: number[] = []
  const take = (): void => {
    const named = item.length >= 2 && isAt(tokens, item.at(-2) ?? 0, 'as')
    const value = named ? item.slice(0, -2) : item
    const column =
      value.length === 1 || (value.length === 3 && isAt(tokens, value[1] ?? 0, '.')) ? places.get(value.at(-1) ?? -1) : undefined
    if (column) outputs.set(tokens[item.at(-1) ?? 0]?.value ?? column.column, column)
    item = []
  }
  for (let place = 1; place < tokens.length; place++) {
    if (isAt(tokens, place, '(')) depth++
    if (isAt(tokens, place, ')')) depth--
    if (depth === 0 && isAt(tokens, place, 'from')) break
    if (depth === 0 && isAt(tokens, place, ',')) take()
    else item.push(place)
  }
  take()
  return outputs
}
