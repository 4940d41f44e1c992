/** Blanks that are trimmed from a cell, in SQL and here alike: space, tab, line ends, no-break space. */
const EDGES = /^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g

/** Most cells have no blank to trim, and a look is ten times as cheap as a pattern. */
const isEdge = (code: number): boolean => code <= 32 || code === 160

/** The text of a cell without blanks around it, or null where it is a placeholder for "not recorded". */
export const recordedText = (cell: string | null | undefined, nulls: ReadonlySet<string>): string | null => {
  if (cell == null) return null
  const text = isEdge(cell.charCodeAt(0)) || isEdge(cell.charCodeAt(cell.length - 1)) ? cell.replace(EDGES, '') : cell
  return text === '' || (text.length <= longestOf(nulls) && nulls.has(text)) ? null : text
}

/** Length of the longest placeholder: a text that is longer need not be looked up, which costs a pass over all its letters. One agency has one set. */
const longestOf = (nulls: ReadonlySet<string>): number => {
  if (nulls !== measured.nulls) measured = { nulls, longest: Math.max(0, ...[...nulls].map(({ length }) => length)) }
  return measured.longest
}
let measured: { readonly nulls: ReadonlySet<string>; readonly longest: number } = { nulls: new Set(), longest: 0 }

/**
 * Letters that nobody sees: those that turn the direction of what stands around them (embedding, override, isolate), so that a name on a screen
 * reads as another, and blanks of no width, so that two names that look alike are not. Joiners stay: some scripts spell with them.
 */
const INVISIBLE = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/g

/** A free text as it may be shown; null where nothing of it can be seen. */
export const visibleText = (text: string): string | null => (isPlain(text) ? text : text.replace(INVISIBLE, '').replace(EDGES, '') || null)

/** Whether the text is of ASCII letters and signs alone, with blanks at most inside: there is nothing to take away. */
function isPlain(text: string): boolean {
  const last = text.length - 1
  for (let at = 0; at <= last; at++) {
    const code = text.charCodeAt(at)
    if (code > 126 || code < 32 || (code === 32 && (at === 0 || at === last))) return false
  }
  return last >= 0
}

/** Accented letters of Portuguese, Tetum and Indonesian with their plain ones; SQL folds by the same table. */
export const ACCENTED = 'áàâãäåéèêëíìîïóòôõöúùûüçñýÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑÝ'
export const PLAIN = 'aaaaaaeeeeiiiiooooouuuucnyaaaaaaeeeeiiiiooooouuuucny'

const plainOf: ReadonlyMap<string, string> = new Map([...ACCENTED].map((letter, index) => [letter, PLAIN.charAt(index)]))

/** Lower case without accents, for comparing what people typed: `Ataúro` and `ATAURO` are one. ASCII and the letters above; others stay. */
export const foldText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\p{ASCII}]/gu, (letter) => plainOf.get(letter) ?? letter)
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
