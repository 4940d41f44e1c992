import type { Statement } from '../types.ts'

/** Printable ASCII without quote and backslash: text that can end no literal, whatever the server's mode or character set. */
const PLAIN = /^[ -&(-[\]-~]{0,500}$/

/**
 * The statement with its values written into it. MariaDB hands a condition down into a UNION or a grouped SELECT only where its values are
 * constants, and reads whole tables where they are parameters.
 *
 * @returns undefined where a value is not plain enough to be written: it goes as a parameter then
 */
export const writtenOut = ({ pieces, parameters }: Statement): string | undefined => {
  if (pieces?.length !== parameters.length + 1) return undefined
  const literals = parameters.map(literalOf)
  if (literals.includes(undefined)) return undefined
  return pieces.map((piece, index) => `${piece}${literals[index] ?? ''}`).join('')
}

const literalOf = (value: unknown): string | undefined => {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined
  return typeof value === 'string' && PLAIN.test(value) ? `'${value}'` : undefined
}
