import { type Node, readSql } from './read-sql.ts'

/** One place in a statement where a column of a table stands. */
export interface Use {
  /** The table, or the text of the SELECT that stands in for one. */
  readonly relation: string
  readonly column: string
  /** Of the row that is read itself, not of one that a condition looks at. */
  readonly isOfRow: boolean
}

/** A column whose content leaves the database in the answer of the statement. */
export interface ValueUse extends Use {
  /** What stands in the WHENs around it, outermost first. */
  readonly guards: readonly (readonly Use[])[]
}

export interface StatementUses {
  readonly values: readonly ValueUse[]
  readonly conditions: readonly Use[]
}

interface Found {
  readonly values: ValueUse[]
  readonly conditions: Use[]
}
type Relations = ReadonlyMap<string, string>
interface Place {
  readonly relations: Relations
  /** Alias of the row that is read. */
  readonly row: string
  readonly isCondition: boolean
  readonly guards: readonly (readonly Use[])[]
}

/** Keys that come with the run, laid out as rows. */
const PARAMETERS = '?'

/** Every use of a column in one SELECT, and whether its content comes out or only decides. */
export const usesIn = (sql: string): StatementUses => {
  const found: Found = { values: [], conditions: [] }
  select(readSql(sql), found, { relations: new Map(), row: '', isCondition: false, guards: [] })
  return found
}

const isWord = (node: Node | undefined, word: string): boolean => node?.is === 'word' && node.word === word
const startsSelect = (nodes: readonly Node[]): boolean => isWord(nodes[0], 'select')

function select(nodes: readonly Node[], found: Found, outer: Place): void {
  const placeOf = (word: string): number => nodes.findIndex((node) => isWord(node, word))
  const from = placeOf('from')
  if (!startsSelect(nodes) || from < 0) throw new SyntaxError('a SELECT without FROM')
  const end = ['where', 'order', 'limit'].map(placeOf).find((place) => place > from) ?? nodes.length
  const source = nodes.slice(from + 1, end)
  const [relation, as, alias] = aliased(source)
  const isTable = as && (relation?.is === 'name' || (relation?.is === 'group' && startsSelect(relation.nodes)))
  const relations = new Map(outer.relations)
  if (isTable && alias?.is === 'name') relations.set(alias.name, relation.is === 'name' ? relation.name : relation.text.trim())
  if (!isTable)
    for (const [index, node] of source.entries())
      if (node.is === 'name' && isWord(source[index - 1], 'as')) relations.set(node.name, PARAMETERS)
  const inner: Place = { ...outer, relations, row: outer.row === '' && alias?.is === 'name' ? alias.name : outer.row }

  expression(nodes.slice(1, from), found, inner)
  if (!isTable) expression(source, found, { ...inner, isCondition: true })
  // ORDER BY and LIMIT decide too: they come with WHERE.
  expression(nodes.slice(end), found, { ...inner, isCondition: true })
}

/** `"table" as "t1"`, `"schema"."table" as "t1"` or `(SELECT …) as "t1"`. */
function aliased(source: readonly Node[]): readonly [Node | undefined, boolean, Node | undefined] {
  const [relation, as, alias] = source
  return [relation?.is === 'column' ? { is: 'name', name: relation.column } : relation, isWord(as, 'as'), alias]
}

function expression(nodes: readonly Node[], found: Found, place: Place): void {
  for (const [index, node] of nodes.entries()) {
    switch (node.is) {
      case 'column':
        use(node, found, place)
        break
      case 'group': {
        const isTest = isWord(nodes[index - 1], 'exists')
        const inner = isTest ? { ...place, isCondition: true } : place
        if (startsSelect(node.nodes)) select(node.nodes, found, inner)
        else expression(node.nodes, found, inner)
        break
      }
      case 'case': {
        const tests: Found = { values: [], conditions: [] }
        for (const when of node.whens) expression(when, tests, { ...place, isCondition: true })
        found.conditions.push(...tests.conditions)
        for (const then of node.thens) expression(then, found, { ...place, guards: [...place.guards, tests.conditions] })
        break
      }
      case 'name':
        // A collation, the alias of a list of parameters, a function of ours.
        if (isWord(nodes[index - 1], 'collate') || isWord(nodes[index - 1], 'as') || nodes[index + 1]?.is === 'group') break
        throw new SyntaxError(`"${node.name}" stands where a column of a known table should`)
      case 'word':
        break
    }
  }
}

function use({ alias, column }: { readonly alias: string; readonly column: string }, found: Found, place: Place): void {
  const relation = place.relations.get(alias)
  if (relation === undefined) throw new SyntaxError(`the alias ${alias} is not known where it is used`)
  if (relation === PARAMETERS) return
  const of = { relation, column, isOfRow: alias === place.row }
  if (place.isCondition) found.conditions.push(of)
  else found.values.push({ ...of, guards: place.guards })
}
