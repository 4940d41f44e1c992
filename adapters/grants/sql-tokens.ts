/** A piece of a SELECT, as far as the names in it need to be told apart. */
export interface SqlToken {
  /** `name`: an identifier, already folded as the database would; `text`: a literal; `sign`: anything else, words in lower case. */
  readonly is: 'name' | 'text' | 'sign'
  readonly value: string
}

export type SqlSpelling = 'postgres' | 'mysql' | 'sqlite' | 'mssql'

const PIECES =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|`(?:[^`]|``)*`|'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_$]*|[\d.]+(?:e[+-]?\d+)?|::|./giu

/** SQL Server also quotes names with brackets; elsewhere they are those of arrays. */
const BRACKETED = new RegExp(`\\[(?:[^\\]]|\\]\\])*\\]|${PIECES.source}`, PIECES.flags)

/** Words that are no column, whatever stands around them. */
const WORDS = new Set(
  `select from where and or not null is in as on join left right inner outer cross lateral full natural group by order having case when then else
  end union all distinct exists between like ilike similar escape asc desc nulls first last limit offset fetch only cast true false with recursive
  materialized over partition filter within interval collate using values any some array at zone current_date current_timestamp current_time
  localtime localtimestamp rows range unbounded preceding following separator except intersect regexp rlike div mod binary unknown both leading
  trailing for to window ordinality`.split(/\s+/),
)

/** The pieces of a SELECT. A quoted identifier is never a word of the language, nor folded. */
export const sqlTokens = (text: string, spelling: SqlSpelling): readonly SqlToken[] =>
  (text.match(spelling === 'mssql' ? BRACKETED : PIECES) ?? []).flatMap((piece): SqlToken[] => {
    if (/^(\s|--|\/\*)/.test(piece)) return []
    const [first = ''] = piece
    // MySQL takes double quotes for a text.
    if (first === "'" || (first === '"' && spelling === 'mysql')) return [{ is: 'text', value: piece.slice(1, -1) }]
    if (first === '[' && piece.length > 1) return [{ is: 'name', value: piece.slice(1, -1).replaceAll(']]', ']') }]
    if (first === '"' || first === '`') return [{ is: 'name', value: piece.slice(1, -1).replaceAll(first + first, first) }]
    if (!/[\p{L}_]/u.test(first)) return [{ is: /\d/.test(first) ? 'text' : 'sign', value: piece }]
    const word = piece.toLowerCase()
    return [WORDS.has(word) ? { is: 'sign', value: word } : { is: 'name', value: spelling === 'postgres' ? word : piece }]
  })
