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

/** Columns that stand in each other's place: somebody renamed both. */
function swapped(columns: readonly LockColumn[], after: ReadonlyMap<string, LockColumn>): readonly Change[] {
  const last = Math.max(0, ...columns.map(({ position }) => position))
  const kept = columns.flatMap((column) => {
    const live = after.get(column.name)
    // Beyond the last place of then: dropped, and made again.
    return live && live.position <= last ? [{ column, live }] : []
  })
  return swappedPairs(kept.toSorted((a, b) => a.live.position - b.live.position).map(({ column }) => column.position)).flatMap(
    ([here, there]): Change[] => {
      const [one, other] = [here, there].map((position) => kept.find(({ column }) => column.position === position))
      if (!one || !other) return []
      const isMapped = [one, other].some(({ column, live }) => column.isMapped || live.isMapped)
      return [{ column: one.column.name, severity: isMapped ? 'BREAKING' : 'INFO', code: 'COLUMN_SWAPPED', detail: other.column.name }]
    },
  )
}

/**
 * Pairs that changed places in a list that was in order, both ways round. Databases that number their columns anew let what was dropped and made
 * again stand at the end, so as few as possible are left off there until pairs alone explain the rest. Where the last but one was made again this
 * looks like a pair too; then the safe answer is given.
 *
 * @param order the places of then, in the order of now
 */
export function swappedPairs(order: readonly number[]): readonly (readonly [number, number])[] {
  for (let left = order.length; left > 0; left--) {
    const now = order.slice(0, left)
    const then = now.toSorted((a, b) => a - b)
    const pairs = now.flatMap((place, index): [number, number][] => (place === then[index] ? [] : [[place, then[index] ?? place]]))
    const there = new Map(pairs)
    if (pairs.every(([one, other]) => there.get(other) === one)) return pairs
  }
  return []
}
