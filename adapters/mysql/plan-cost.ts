import type { PlanCost } from '../types.ts'

type Rows = readonly (readonly (string | null)[])[]

/**
 * Rows that the database expects to look at. Columns of EXPLAIN in MariaDB and MySQL: id, select_type, table, (partitions,) type, possible_keys, key,
 * key_len, ref, rows, (filtered,) Extra. Tables of one SELECT are gone through for each row of those before them, a dependent one for each row outside.
 */
export const readCost = (rows: Rows, sql: string): PlanCost => {
  const tables = new Map([...sql.matchAll(/`([^`]+)` as `(t\d+)`/g)].map(([, table = '', alias = '']) => [alias, table]))
  const bySelect = new Map<string, { readonly type: string; product: number }>()
  const whole = new Set<string>()
  for (const cells of rows) {
    const at = cells.length > 10 ? 1 : 0
    const [id = '', type = '', table = ''] = cells.map((cell) => cell ?? '')
    const known = bySelect.get(id) ?? { type, product: 1 }
    known.product *= Math.max(1, Number(cells[8 + at] ?? 1) || 1)
    bySelect.set(id, known)
    if (cells[3 + at] === 'ALL' && !table.startsWith('<')) whole.add(tables.get(table) ?? table)
  }
  const selects = [...bySelect.values()]
  const outer = selects[0]?.product ?? 0
  const cost = selects.reduce(
    (sum, { type, product }, index) => sum + (index > 0 && type.startsWith('DEPENDENT') ? outer * product : product),
    0,
  )
  return { cost, wholeTables: [...whole] }
}
