import { sql } from 'kysely'
import type { Predicate } from '../../schema/index.ts'
import { consentTest } from './consent-test.ts'
import type { Sql } from './dialect.ts'
import { fieldIn, fieldIso } from './field-test.ts'
import { involvementTest } from './involvement-test.ts'
import { daysAgo, splitKey, todayParameter } from './run-parameter.ts'
import { all, any, columnOf, NO, onKind, type Row, type Scope, twoValued, YES } from './scope.ts'

/** A condition of the policy on a row: the SQL twin of `holds`, two-valued like it. */
export const predicateSql = (scope: Scope, row: Row, predicate: Predicate): Sql => {
  switch (predicate.op) {
    case 'true':
      return YES
    case 'false':
      return NO
    case 'and':
      return all(predicate.of.map((part) => predicateSql(scope, row, part)))
    case 'or':
      return any(predicate.of.map((part) => predicateSql(scope, row, part)))
    case 'not':
      return sql`not ${predicateSql(scope, row, predicate.of)}`
    case 'in':
      return onField(scope, row, predicate, (on, reader) => fieldIn(scope, on.alias, reader, predicate.values))
    case 'date':
      return onField(scope, row, predicate, (on, reader) => dateTest(scope, fieldIso(scope, on.alias, reader), predicate))
    case 'consent':
      return consentTest(scope, row, predicate.scope)
    case 'involvement':
      return involvementTest(scope, row, predicate.side)
    case 'record':
      return recordTest(scope, row, predicate)
  }
}

type FieldPredicate = Extract<Predicate, { readonly op: 'in' | 'date' }>
type Reader = Parameters<typeof fieldIn>[2]

/** False where the agency maps no such field or no way to its record: it is not recorded. */
function onField(scope: Scope, row: Row, { kind, field }: FieldPredicate, test: (on: Row, reader: Reader) => Sql): Sql {
  const mapped = scope.model.records.get(kind)?.fields.get(field)
  return mapped ? onKind(scope, row, kind, (on) => [test(on, mapped.reader)]) : NO
}

/** The row is that record, or points to it. False where the key is of another shape, or the agency maps no way to it. */
function recordTest(scope: Scope, row: Row, { kind, key }: Extract<Predicate, { readonly op: 'record' }>): Sql {
  const columns = scope.model.records.get(kind)?.key ?? []
  const parts = splitKey(key, columns.length)
  if (!parts) return NO
  const { db } = scope
  return onKind(scope, row, kind, (on) =>
    columns.map((column, index) => {
      // A collation may take `a1` for `A1`.
      return twoValued(scope, sql`${db.binary(db.asText(columnOf(on.alias, column)))} = ${parts[index] ?? null}`)
    }),
  )
}

function dateTest(scope: Scope, iso: Sql, { before, after, withinDays }: Extract<Predicate, { readonly op: 'date' }>): Sql {
  const tests = [
    ...(before === undefined ? [] : [sql`${iso} < ${before}`]),
    ...(after === undefined ? [] : [sql`${iso} > ${after}`]),
    ...(withinDays === undefined ? [] : [sql`${iso} >= ${daysAgo(withinDays)}`, sql`${iso} <= ${todayParameter}`]),
  ]
  return tests.length === 0 ? sql`${iso} is not null` : twoValued(scope, all(tests))
}
