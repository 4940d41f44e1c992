import type { Measured } from './rounds.ts'

/** Columns as wide as their widest cell; the first one left, the others right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

export const digits = (value: number): string =>
  Number.isNaN(value) ? 'n/a' : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 3)

/** One line for each server, and how many times the CPU of the first one it takes. */
export function measuredTable(what: string, measured: readonly Measured[], others: readonly string[] = []): string {
  const [first] = measured
  return table(
    [what, 'CPU ms', '±', '× first', 'of it', 'p50 ms', 'p99 ms', 'RSS MB', 'answers'],
    [
      ...measured.map(({ name, cpu, parts, p50, p99, memoryMb, requests }) => [
        name,
        digits(cpu.median),
        digits(cpu.spread),
        digits(cpu.median / (first?.cpu.median ?? Number.NaN)),
        Object.keys(parts).length > 1 ? partsText(parts) : '',
        digits(p50),
        digits(p99),
        memoryMb.toFixed(0),
        `${requests}`,
      ]),
      ...others.map((name) => [name, 'did not start', '', '', '', '', '', '', '']),
    ],
  )
}

const partsText = (parts: Readonly<Record<string, number>>): string =>
  Object.entries(parts)
    .map(([part, ms]) => `${part} ${digits(ms)}`)
    .join(' + ')
