import { FILE_LIMITS } from './limits.ts'

type Grid = readonly (readonly (string | null)[])[]

/** Where the header of a grid is: the first row as wide as most, of different texts that are no numbers. */
export const headerOf = (grid: Grid): { readonly row: number; readonly names: readonly string[] } | undefined => {
  const rows = grid.slice(0, FILE_LIMITS.headerRows).map((row) => row.map((cell) => (cell ?? '').replace(/\s+/g, ' ').trim()))
  const widths = rows.map((row) => row.filter((cell) => cell !== '').length)
  const wide = Math.max(0, ...widths)
  if (wide === 0) return undefined
  const at = rows.findIndex((row, index) => {
    const names = row.filter((cell) => cell !== '')
    return (
      (widths[index] ?? 0) >= Math.max(1, 0.6 * wide) &&
      new Set(names).size === names.length &&
      names.every((name) => !/^[\d.,/: -]+$/.test(name))
    )
  })
  const row = at < 0 ? widths.findIndex((width) => width > 0) : at
  return { row, names: (rows[row] ?? []).filter((cell) => cell !== '') }
}

/** `headerHas` for a header that is not in the first row: titles above may come and go. */
export const headerHas = (grid: Grid): readonly string[] | undefined => {
  const header = headerOf(grid)
  const first = grid.findIndex((row) => row.some((cell) => (cell ?? '').trim() !== ''))
  return header && header.row > first ? header.names.slice(0, 3) : undefined
}
