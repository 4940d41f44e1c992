/**
 * A text of somebody's database for a terminal: without what moves the cursor, changes colours or turns the direction of writing.
 * What is taken out shows as `�`, so that nobody takes the rest for the whole.
 */
export const printable = (text: string): string => text.replaceAll(/[\p{Cc}\u061c\u2028-\u202e\u2066-\u2069\u200e\u200f]/gu, '\ufffd')

const PATIENCE_MS = 1_000

/** Says on standard error what is going on where it takes longer than a second. */
export async function withProgress<T>(what: string, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => console.error(`${what} …`), PATIENCE_MS)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}
