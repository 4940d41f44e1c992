import type { LockChange } from './lock-change.ts'
import type { LockColumn, LockTable } from './schema-lock.ts'
import { typeFamily } from './type-family.ts'

/** What differs between the columns of a table then and now. */
export const columnChanges = (table: LockTable, now: LockTable, hasPlaces: boolean): readonly LockChange[] => {
  const place = { ...(table.schema === undefined ? {} : { schema: table.schema }), table: table.name }
  const before = new Map(table.columns.map((column) => [column.name, column]))
  const after = new Map(now.columns.map((column) => [column.name, column]))
  const fresh = now.columns.filter(({ name }) => !before.has(name))
  const changes: LockChange[] = []

  for (const column of table.columns) {
    const at = { ...place, column: column.name }
    const isMapped = column.isMapped || after.get(column.name)?.isMapped === true
    const live = after.get(column.name)
    if (live) {
      changes.push(...sameName(column, live, isMapped).map((change) => ({ ...at, ...change })))
      continue
    }
    const heir = fresh.find((other) => other.position === column.position && typeFamily(other.type) === typeFamily(column.type))
    changes.push({
      ...at,
      severity: isMapped ? 'BREAKING' : 'INFO',
      ...(heir && hasPlaces ? { code: 'COLUMN_RENAMED', detail: heir.name } : { code: 'COLUMN_GONE' }),
    })
  }
  for (const { name } of fresh) changes.push({ ...place, column: name, severity: 'RISK', code: 'COLUMN_NEW' })
  return hasPlaces ? [...changes, ...swapped(table.columns, after).map((change) => ({ ...place, ...change }))] : changes
}

type Change = Omit<LockChange, 'table' | 'schema'>

function sameName(column: LockColumn, live: LockColumn, isMapped: boolean): readonly Omit<Change, 'column'>[] {
  const changes: Omit<Change, 'column'>[] = []
  if (column.type !== live.type) {
    const detail = `${column.type} -> ${live.type}`
    changes.push(
      typeFamily(column.type) === typeFamily(live.type)
        ? { severity: 'INFO', code: 'COLUMN_WIDENED', detail }
        : { severity: isMapped ? 'BREAKING' : 'INFO', code: 'COLUMN_RETYPED', detail },
    )
  }
  if (isMapped && live.isNullable && !column.isNullable) changes.push({ severity: 'RISK', code: 'COLUMN_NULLABLE' })
  if (isMapped && !live.isNullable && column.isNullable) changes.push({ severity: 'INFO', code: 'COLUMN_REQUIRED' })
  return changes
}

/**
 * Columns that stand in each other's place: somebody renamed both. A column that was dropped and made again stands at the end and is none, except
 * where it stood last but one and the database numbers its places anew; there the safe answer is given.
 */
function swapped(columns: readonly LockColumn[], after: ReadonlyMap<string, LockColumn>): readonly Change[] {
  return columns.flatMap((column): Change[] => {
    const live = after.get(column.name)
    if (!live || live.position === column.position) return []
    const other = columns.find(({ name, position }) => position === live.position && after.get(name)?.position === column.position)
    if (!other) return []
    const isMapped = [column, other, live].some((each) => each.isMapped)
    return [{ column: column.name, severity: isMapped ? 'BREAKING' : 'INFO', code: 'COLUMN_SWAPPED', detail: other.name }]
  })
}
