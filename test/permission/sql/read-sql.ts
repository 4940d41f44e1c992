/** A piece of a statement, as far as it matters where a column stands. */
export type Node =
  | { readonly is: 'column'; readonly alias: string; readonly column: string }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'word'; readonly word: string }
  | { readonly is: 'group'; readonly nodes: readonly Node[]; readonly text: string }
  | { readonly is: 'case'; readonly whens: readonly (readonly Node[])[]; readonly thens: readonly (readonly Node[])[] }

interface Token {
  readonly kind: 'name' | 'word' | 'other'
  readonly text: string
  readonly from: number
  readonly to: number
}

const TOKENS = /--[^\n]*|\s+|'(?:[^']|'')*'|(["`])((?:(?!\1).|\1\1)*)\1|[A-Za-z_]\w*|\$?\d+(?:\.\d+)?|[\s\S]/gy

/** The statement as a tree of groups and cases. Identifiers that are quoted are columns and tables: that is how Kysely writes them all. */
export const readSql = (sql: string): readonly Node[] => {
  const tokens = tokensOf(sql)
  const [nodes, end] = readUntil(sql, tokens, 0, () => false)
  if (end !== tokens.length) throw new SyntaxError('the statement closes more than it opens')
  return nodes
}

function tokensOf(sql: string): readonly Token[] {
  const tokens: Token[] = []
  for (const match of sql.matchAll(TOKENS)) {
    const [text, quote, name] = match
    const [from, to] = [match.index, match.index + text.length]
    if (quote !== undefined) tokens.push({ kind: 'name', text: (name ?? '').replaceAll(quote + quote, quote), from, to })
    else if (/^[A-Za-z_]/.test(text)) tokens.push({ kind: 'word', text: text.toLowerCase(), from, to })
    else if (!/^(\s|--)/.test(text)) tokens.push({ kind: 'other', text, from, to })
  }
  return tokens
}

type Stop = (token: Token) => boolean

function readUntil(sql: string, tokens: readonly Token[], start: number, isEnd: Stop): readonly [readonly Node[], number] {
  const nodes: Node[] = []
  let at = start
  for (let token = tokens[at]; token !== undefined && !isEnd(token); token = tokens[at]) {
    if (token.text === ')' && token.kind === 'other') throw new SyntaxError('a group closes that was not opened')
    if (token.text === '(' && token.kind === 'other') {
      const [inner, close] = readUntil(sql, tokens, at + 1, (each) => each.kind === 'other' && each.text === ')')
      nodes.push({ is: 'group', nodes: inner, text: sql.slice(token.to, tokens[close]?.from) })
      at = close + 1
    } else if (token.kind === 'word' && token.text === 'case') {
      const [node, next] = readCase(sql, tokens, at + 1)
      nodes.push(node)
      at = next
    } else if (token.kind === 'name' && tokens[at + 1]?.text === '.' && tokens[at + 2]?.kind === 'name') {
      nodes.push({ is: 'column', alias: token.text, column: tokens[at + 2]?.text ?? '' })
      at += 3
    } else {
      nodes.push(token.kind === 'name' ? { is: 'name', name: token.text } : { is: 'word', word: token.text })
      at += 1
    }
  }
  return [nodes, at]
}

/** `case x when …` counts what it compares as a condition. */
function readCase(sql: string, tokens: readonly Token[], start: number): readonly [Node, number] {
  const isPart: Stop = ({ kind, text }) => kind === 'word' && ['when', 'then', 'else', 'end'].includes(text)
  const whens: (readonly Node[])[] = []
  const thens: (readonly Node[])[] = []
  let part = 'when'
  let at = start
  for (;;) {
    const [nodes, end] = readUntil(sql, tokens, at, isPart)
    if (part === 'when') whens.push(nodes)
    else thens.push(nodes)
    const keyword = tokens[end]?.text
    if (keyword === undefined) throw new SyntaxError('a case does not end')
    if (keyword === 'end') return [{ is: 'case', whens, thens }, end + 1]
    part = keyword
    at = end + 1
  }
}
