import { sql } from 'kysely'
import type { FieldModel } from '../../schema/index.ts'
import type { Position, RecordQuery } from '../types.ts'
import type { Sql } from './dialect.ts'
import { sortKeySql } from './read-plan.ts'
import { afterKey, afterSortKey } from './run-parameter.ts'
import { all, any, columnOf, type Row, type Scope } from './scope.ts'
import { sortKeyOf, sortKeyOrIso } from './sort-key.ts'

/** A stretch of a list that is in one order, so that an index can give it. */
export interface ListPart {
  /** Of a list with an order: the records with a date, or those without one. */
  readonly part: 'dated' | 'undated'
  /** Only what lies behind the place where the last page ended. */
  readonly isContinued: boolean
}

/**
 * A list's own order: dates as asked, records without one last, then the key upwards. Reading backward turns all of it round. It is read in two
 * parts, the second only where the first does not fill the page.
 */
export const partsBehind = (query: RecordQuery, isOrdered: boolean, after: Position | undefined): readonly ListPart[] => {
  if (!isOrdered) return [{ part: 'undated', isContinued: after !== undefined }]
  const { selection } = query
  const parts: readonly ListPart['part'][] = selection.by === 'page' && selection.isBackward ? ['undated', 'dated'] : ['dated', 'undated']
  if (!after) return parts.map((part) => ({ part, isContinued: false }))
  const place = after.sortKey === null ? 'undated' : 'dated'
  return parts.slice(parts.indexOf(place)).map((part) => ({ part, isContinued: part === place }))
}

/** The order within a part; that of the records without a date, and of a list without an order, is the key's alone. */
export const pageOrder = (
  scope: Scope,
  row: Row,
  { selection }: RecordQuery,
  order: FieldModel | undefined,
  part: ListPart['part'],
): readonly Sql[] => {
  const isBackward = selection.by === 'page' && selection.isBackward
  const isDescending = selection.by === 'page' && selection.isDescending
  const direction = (isDown: boolean): Sql => (isDown ? sql`desc` : sql`asc`)
  const keys = keyTexts(scope, row).map((key) => sql`${key} ${direction(isBackward)}`)
  return order && part === 'dated'
    ? [sql`${sortKeyOrIso(scope, row.alias, order.reader)} ${direction(isDescending !== isBackward)}`, ...keys]
    : keys
}

/** The rows of a part. */
export const inPart = (
  scope: Scope,
  row: Row,
  query: RecordQuery,
  order: FieldModel | undefined,
  { part, isContinued }: ListPart,
): readonly Sql[] => {
  const { selection } = query
  if (selection.by !== 'page') return []
  const beyondKey = keyBeyond(scope, row, selection.isBackward)
  if (!order) return isContinued ? [beyondKey] : []
  const date = sortKeySql(scope, row, order, query)
  if (part === 'undated') return [sql`${date} is null`, ...(isContinued ? [beyondKey] : [])]

  const sort = sortKeyOf(scope, row.alias, order.reader)
  const dated = [...(sort ? [sql`${sort.key} is not null`] : []), sql`${date} is not null`]
  if (!isContinued) return dated
  const isDown = selection.isDescending !== selection.isBackward
  const limit = sort?.bound(({ after }) => after?.sortKey ?? null, isDown ? 'to' : 'from')
  return [
    ...dated,
    ...(sort && limit ? [sql`${sort.key} ${isDown ? sql`<=` : sql`>=`} ${limit}`] : []),
    any([sql`${scope.db.binary(date)} ${isDown ? sql`<` : sql`>`} ${afterSortKey}`, sql`(${date} = ${afterSortKey} and ${beyondKey})`]),
  ]
}

const keyTexts = ({ db }: Scope, row: Row): readonly Sql[] =>
  row.record.key.map((column) => db.binary(db.asText(columnOf(row.alias, column))))

/** Lexicographic: the first column beyond, or equal and the next one beyond. */
function keyBeyond(scope: Scope, row: Row, isBackward: boolean): Sql {
  const texts = keyTexts(scope, row)
  const beyond = isBackward ? sql`<` : sql`>`
  const after = (index: number) => afterKey(index, texts.length)
  return any(
    texts.map((text, index) =>
      all([...texts.slice(0, index).map((earlier, place) => sql`${earlier} = ${after(place)}`), sql`${text} ${beyond} ${after(index)}`]),
    ),
  )
}
