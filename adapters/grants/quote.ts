/** An identifier as PostgreSQL and SQLite quote it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** An identifier as MySQL and MariaDB quote it. */
export const ticked = (name: string): string => `\`${name.replaceAll('`', '``')}\``

/** An identifier as SQL Server quotes it. */
export const bracketed = (name: string): string => `[${name.replaceAll(']', ']]')}]`

/** A text as every database quotes it; backslashes are refused, which MySQL would read as the start of something else. */
export const literal = (text: string): string => {
  if (text.includes('\\') || text.includes('\u0000')) throw new TypeError('a literal of a grant holds a backslash')
  return `'${text.replaceAll("'", "''")}'`
}
