import type { ScratchRow, ScratchTable } from '../../adapters/index.ts'
import type { Given } from './case-file.ts'

export interface GivenRows {
  readonly rows: ReadonlyMap<ScratchTable, readonly ScratchRow[]>
  /** Tables and columns that the lock does not know. */
  readonly problems: readonly string[]
}

/** Finds the tables of given rows, by name or by `schema.name`. */
export function givenRows(tables: readonly ScratchTable[], given: readonly Given[]): GivenRows {
  const rows = new Map<ScratchTable, ScratchRow[]>()
  const problems: string[] = []
  for (const [name, some] of given.flatMap((part) => Object.entries(part))) {
    const table = tables.find((one) => one.name === name || `${one.schema}.${one.name}` === name)
    if (!table) {
      problems.push(`gives rows to "${name}", which the mapping does not read; it reads ${tables.map((one) => one.name).join(', ')}`)
      continue
    }
    const known = new Set(table.columns.map((column) => column.name))
    const unknown = [...new Set(some.flatMap((row) => Object.keys(row)))].filter((column) => !known.has(column))
    if (unknown.length > 0) problems.push(`${name} has no column ${unknown.join(', ')}; it has ${[...known].join(', ')}`)
    rows.set(table, [...(rows.get(table) ?? []), ...some])
  }
  return { rows, problems }
}
