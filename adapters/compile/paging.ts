import { sql } from 'kysely'
import type { FieldModel } from '../../schema/index.ts'
import type { RecordQuery } from '../types.ts'
import type { Sql } from './dialect.ts'
import { sortKeySql } from './read-plan.ts'
import { afterKey, afterSortKey } from './run-parameter.ts'
import { all, any, columnOf, type Row, type Scope } from './scope.ts'

/** The list's own order: dates as asked, records without one last, then the key upwards. Reading backward turns all of it round. */
export const pageOrder = (scope: Scope, row: Row, query: RecordQuery, order: FieldModel | undefined): readonly Sql[] => {
  const { selection } = query
  const isBackward = selection.by === 'page' && selection.isBackward
  const isDescending = selection.by === 'page' && selection.isDescending
  const direction = (isDown: boolean): Sql => (isDown ? sql`desc` : sql`asc`)
  const keys = keyTexts(scope, row).map((key) => sql`${key} ${direction(isBackward)}`)
  if (!order) return keys
  const date = sortKeySql(scope, row, order, query)
  return [
    sql`case when ${date} is null then 1 else 0 end ${direction(isBackward)}`,
    sql`${scope.db.binary(date)} ${direction(isDescending !== isBackward)}`,
    ...keys,
  ]
}

/** Behind the place where the last page ended. */
export const pageStart = (
  scope: Scope,
  row: Row,
  query: RecordQuery,
  order: FieldModel | undefined,
  after: 'nothing' | 'a date' | 'no date',
): readonly Sql[] => {
  const { selection } = query
  if (selection.by !== 'page' || after === 'nothing') return []
  const beyondKey = keyBeyond(scope, row, selection.isBackward)
  if (!order) return [beyondKey]
  const date = sortKeySql(scope, row, order, query)
  if (after === 'no date')
    return [selection.isBackward ? sql`(${date} is not null or ${beyondKey})` : sql`(${date} is null and ${beyondKey})`]
  const further = selection.isDescending !== selection.isBackward ? sql`<` : sql`>`
  const sameDay = sql`(${date} = ${afterSortKey} and ${beyondKey})`
  const later = sql`${scope.db.binary(date)} ${further} ${afterSortKey}`
  return [selection.isBackward ? any([later, sameDay]) : any([later, sameDay, sql`${date} is null`])]
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
