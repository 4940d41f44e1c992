/** Blanks that are trimmed from a cell, in SQL and here alike: space, tab, line ends, no-break space. */
const EDGES = /^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g

/** Most cells have no blank to trim, and a look is ten times as cheap as a pattern. */
const isEdge = (code: number): boolean => code <= 32 || code === 160

/** The text of a cell without blanks around it, or null where it is a placeholder for "not recorded". */
export const recordedText = (cell: string | null | undefined, nulls: ReadonlySet<string>): string | null => {
  if (cell == null) return null
  const text = isEdge(cell.charCodeAt(0)) || isEdge(cell.charCodeAt(cell.length - 1)) ? cell.replace(EDGES, '') : cell
  return text === '' || nulls.has(text) ? null : text
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
