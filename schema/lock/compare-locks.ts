import { columnChanges } from './compare-columns.ts'
import type { LockChange } from './lock-change.ts'
import { EXPRESSION, type LockTable, type SchemaLock } from './schema-lock.ts'

/**
 * What differs between the lock and what the database looks like now. Pure.
 *
 * @param live taken with the same mapping, as `takeLock` does
 * @returns BREAKING first, then RISK, then INFO; each by table and column
 */
export const compareLocks = (locked: SchemaLock, live: SchemaLock): readonly LockChange[] => {
  const hasPlaces = locked.engine !== 'files'
  const changes: LockChange[] = []
  for (const table of locked.tables) {
    const now = live.tables.find((other) => isSameTable(table, other))
    if (now) changes.push(...columnChanges(table, now, hasPlaces), ...indexChanges(table, now))
    else if (table.columns.some(({ isMapped }) => isMapped)) changes.push({ ...nameOf(table), severity: 'BREAKING', code: 'TABLE_GONE' })
  }
  for (const table of live.tables)
    if (!locked.tables.some((other) => isSameTable(other, table))) changes.push({ ...nameOf(table), severity: 'INFO', code: 'TABLE_NEW' })
  for (const codes of locked.codeTables) {
    const now = live.codeTables.find(({ schema, table, key }) => schema === codes.schema && table === codes.table && key === codes.key)
    if (!now) continue // whether the table itself is gone is told above; whether it may be read can change
    const place = { ...(codes.schema === undefined ? {} : { schema: codes.schema }), table: codes.table, column: codes.key }
    for (const [code, meaning] of Object.entries(codes.meanings)) {
      const meant = Object.hasOwn(now.meanings, code) ? now.meanings[code] : undefined
      if (meant === undefined) changes.push({ ...place, severity: 'INFO', code: 'CODE_GONE', detail: code })
      else if (meant !== meaning) changes.push({ ...place, severity: 'RISK', code: 'CODE_MEANING', detail: code })
    }
    for (const code of Object.keys(now.meanings))
      if (!Object.hasOwn(codes.meanings, code)) changes.push({ ...place, severity: 'RISK', code: 'CODE_NEW', detail: code })
  }
  return changes.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
}

const RANK = { BREAKING: 0, RISK: 1, INFO: 2 } as const

const isSameTable = (a: LockTable, b: LockTable): boolean => a.name === b.name && a.schema === b.schema
const nameOf = ({ schema, name }: LockTable) => ({ ...(schema === undefined ? {} : { schema }), table: name })

/** Keys and indexes, by what they cover: their names are the database's affair. */
function indexChanges(table: LockTable, now: LockTable): readonly LockChange[] {
  const place = nameOf(table)
  // With its column an index goes too, or goes by another name; the column is told.
  const areThere = (columns: readonly string[]): boolean =>
    columns.every((column) => column === EXPRESSION || now.columns.some(({ name }) => name === column))
  const unique = uniqueSets(now)
  const lostUnique = uniqueSets(table).filter((columns) => areThere(columns) && !unique.some((other) => other.join() === columns.join()))
  const covered = now.indexes.map(coverage)
  const lost = table.indexes.filter(
    (index) =>
      areThere(index.columns) &&
      !covered.includes(coverage(index)) &&
      !(index.isUnique && lostUnique.some((columns) => columns.join() === index.columns.toSorted().join())),
  )
  return [
    ...lostUnique.map((columns): LockChange => ({ ...place, severity: 'RISK', code: 'KEY_LOST', detail: columns.join() })),
    ...lost.map(
      ({ name, columns }): LockChange => ({
        ...place,
        severity: 'INFO',
        code: 'INDEX_LOST',
        detail: columns.includes(EXPRESSION) ? name : columns.join(),
      }),
    ),
  ]
}

/** What an index is known by. */
const coverage = ({ name, columns }: LockTable['indexes'][number]): string => (columns.includes(EXPRESSION) ? name : columns.join())

/** What the database itself keeps unique. */
const uniqueSets = ({ primaryKey, uniqueKeys, indexes }: LockTable): readonly (readonly string[])[] => [
  ...new Map(
    [primaryKey, ...uniqueKeys, ...indexes.filter(({ isUnique }) => isUnique).map(({ columns }) => columns)]
      .filter((columns) => columns.length > 0 && !columns.includes(EXPRESSION))
      .map((columns) => columns.toSorted())
      .map((columns) => [columns.join(), columns] as const),
  ).values(),
]
