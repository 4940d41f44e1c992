const OTHERS = /[^\0-\x7f]/g

/**
 * A program with every character beyond ASCII written by its number. Engines keep the text of a program as long as it runs, and take two bytes for each of
 * its characters where a single one is not Latin: some megabytes for each process.
 *
 * @param code JavaScript in which no template is read as it is written (`String.raw`)
 */
export const inPlainLetters = (code: string): string =>
  code.replace(OTHERS, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
