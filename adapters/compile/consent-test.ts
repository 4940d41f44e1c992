import { sql } from 'kysely'
import type { ConsentModel } from '../../schema/index.ts'
import type { Sql } from './dialect.ts'
import { fieldIn, isNotEnded } from './field-test.ts'
import { any, columnOf, columnsEqual, onKind, onlyTests, type Row, relationAs, type Scope } from './scope.ts'

/**
 * Whether the victim that the row is or points to gave consent of this scope, and it has not ended. False for kinds that point to no
 * victim: nobody's consent speaks for a whole case.
 */
export const consentTest = (scope: Scope, row: Row, consentScope: string): Sql =>
  scope.model.consents.length === 0
    ? sql`false`
    : onKind(scope, row, 'VictimRecord', (victim) => [
        any(scope.model.consents.map((consent) => isGiven(scope, victim, consent, consentScope))),
      ])

function isGiven(scope: Scope, victim: Row, consent: ConsentModel, consentScope: string): Sql {
  const alias = scope.newAlias()
  const tests = [
    columnsEqual(
      scope,
      consent.subject.columns.map((column) => columnOf(alias, column)),
      consent.subject.references.map((column) => columnOf(victim.alias, column)),
    ),
    ...onlyTests(scope, consent.only, alias),
    fieldIn(scope, alias, consent.scope, [consentScope]),
    fieldIn(scope, alias, consent.state, ['GIVEN']),
    ...(consent.until ? [isNotEnded(scope, alias, consent.until)] : []),
  ]
  return sql`exists (select 1 from ${relationAs(consent.from, alias)} where ${sql.join(tests, sql` and `)})`
}
