import type { JudicialArea } from './codes.ts'

/** Largest number of blocks for which case numbers stay apart. */
export const MAX_SCALE = 10_000

const OFFICE: Readonly<Record<JudicialArea, string>> = { DIL: 'PDDIL', BAU: 'PDBAU', SUA: 'PDSUA', OEC: 'PDOEC' }
const letters = (block: number): string =>
  [Math.floor(block / 676), Math.floor(block / 26) % 26, block % 26].map((n) => String.fromCharCode(65 + n)).join('')

/**
 * A synthetic Número Único de Crime, e.g. `9004/24.PDDIL`.
 *
 * Real numbers count up from 0001 a year and office, so synthetic ones start at 9000. A matter that reaches a court must be able to
 * lose its leading zeros there; those carry a low number and an office that begins with X (Y in the
 * other blocks), which no office does.
 *
 * @param block 0 has the plain office letters; the others spell the block in them, so that no two blocks share a number
 * @param serial counts from 0 within block, year and office
 */
export function nucOf(block: number, area: JudicialArea, year: number, serial: number, hasLeadingZero: boolean): string {
  if (block >= MAX_SCALE) throw new RangeError(`block ${block} has no case numbers left; the scale goes to ${MAX_SCALE}`)
  const plain = block === 0 ? OFFICE[area] : `${area.charAt(0)}Q${letters(block)}`
  const office = hasLeadingZero ? (block === 0 ? `X${plain.slice(1)}` : `Y${area.charAt(0)}${letters(block)}`) : plain
  const number = hasLeadingZero ? 40 + serial : 9000 + serial
  return `${String(number).padStart(4, '0')}/${String(year % 100).padStart(2, '0')}.${office}`
}
