/** Canonical form of a NUC (Número Único de Crime): serial of four digits, year of two, origin of five letters. */
const CANONICAL = /^\d{4}\/\d{2}\.[A-Z]{5}$/

/** Longest text that is looked at: a cell of free text is not a NUC, and the pattern below must not be fed one. */
const LONGEST = 40

/**
 * Serial, year of two or four digits, origin. Spaces only around the separators: `3 62/18.PDSUA` is an item number and a NUC, not number
 * 362. Without the flag `u`, `i` folds ASCII only, so that no foreign letter passes for one of ours.
 */
const WRITTEN = /^(\d{1,6})\s*[/\-.]\s*(\d{2}|20\d{2})\s*[/\-.]?\s*([a-z]{5})$/i

/** Labels that people write before the number (`NUC:`, `Proc. nº`); NFKC has made `º` an `o`. */
const PREFIX = /^(?:(?:nuc|proc(?:esso)?|n\.?o)[.:\s]*)+(?=\d)/i

/** Dashes, slashes and dots that look alike in scanned or pasted text. */
const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/[\u2044\u2215\\|]/g, '/'],
  [/[\u2024\u00b7\u2022,;]/g, '.'],
]

/**
 * Reads a NUC as institutions write it and gives its canonical form: `62/18.PDSUA`, ` 0062 / 18 pdsua ` and
 * `NUC 0062/2018-PDSUA` are all `0062/18.PDSUA`.
 *
 * Folds case, width, spaces, look-alike punctuation, leading zeros, a year of four digits and a missing or wrong dot. It never mends a
 * wrong digit or letter: `O` stays a letter, `0` a digit. Two numbers that differ in one digit are two matters.
 *
 * @param text one cell; longer than 40 characters is none
 * @returns the canonical NUC, or null where the text is none
 */
export function canonicalNuc(text: string): string | null {
  if (text.length > LONGEST) return null

  // Look-alikes first: NFKC would turn some of them into something else.
  const plain = LOOKALIKES.reduce((folded, [pattern, by]) => folded.replace(pattern, by), text).normalize('NFKC')
  const bare = plain.trim().replace(PREFIX, '')
  const [, serial, year, origin] = WRITTEN.exec(bare) ?? []
  if (serial === undefined || year === undefined || origin === undefined) return null

  const digits = serial.replace(/^0+/, '')
  if (digits.length === 0 || digits.length > 4) return null
  return `${digits.padStart(4, '0')}/${year.slice(-2)}.${origin.toUpperCase()}`
}

/** Whether the text is a NUC in canonical form: what `canonicalNuc` gives back as it is. */
export const isCanonicalNuc = (text: string): boolean => CANONICAL.test(text) && !text.startsWith('0000')

/**
 * The ways in which institutions are known to write a NUC, to be looked up in an index on the written column.
 *
 * At most 24: serial with and without leading zeros (2) × year of two or four digits (2) × `.`, `-` or nothing before the origin (3) × upper
 * and lower case (2). The canonical form comes first. Rarer forms (spaces, three-digit serials) are not found by index; `canonicalNuc`
 * reads them where a row is read anyway.
 *
 * @param canonical as `canonicalNuc` gives it
 * @returns distinct texts, each of which `canonicalNuc` turns back into `canonical`; empty where it is not in canonical form
 */
export function nucVariants(canonical: string): string[] {
  if (!isCanonicalNuc(canonical)) return []

  const [serial, year, origin] = [canonical.slice(0, 4), canonical.slice(5, 7), canonical.slice(8)]
  const shorter = serial.replace(/^0+/, '')
  const [capitals, small]: [string[], string[]] = [[], []]
  // The courts of Timor-Leste began in 2000, so a year of four digits can mean no other century.
  for (const number of shorter === serial ? [serial] : [serial, shorter])
    for (const before of [`${number}/${year}`, `${number}/20${year}`])
      for (const dot of ['.', '-', '']) {
        capitals.push(before + dot + origin)
        small.push(before + dot + origin.toLowerCase())
      }
  return [...capitals, ...small]
}
