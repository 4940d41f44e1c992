import { sql } from 'kysely'
import type { ConsentModel } from '../../schema/index.ts'
import type { Sql } from './dialect.ts'
import { fieldIn, isNotEnded } from './field-test.ts'
import { any, columnOf, columnsEqual, NO, onKind, onlyTests, pointsToGiven, type Row, relationAs, type Scope } from './scope.ts'

/** States that take a consent back, or never gave it. */
const AGAINST = ['WITHDRAWN', 'REFUSED'] as const

/**
 * Whether the victim that the row is or points to gave consent of this scope, it has not ended, and no row of that scope says refused or
 * withdrawn. The tables of consents have no order in time, so nothing tells which of two rows is the later one: the withdrawal wins.
 * False for kinds that point to no victim: nobody's consent speaks for a whole case.
 */
export const consentTest = (scope: Scope, row: Row, consentScope: string): Sql =>
  scope.model.consents.length === 0
    ? NO
    : onKind(scope, row, 'VictimRecord', (victim) => [
        any(scope.model.consents.map((consent) => hasState(scope, victim, consent, consentScope, ['GIVEN']))),
        ...scope.model.consents.map((consent) => sql`not ${hasState(scope, victim, consent, consentScope, AGAINST)}`),
      ])

function hasState(scope: Scope, victim: Row, consent: ConsentModel, consentScope: string, states: readonly string[]): Sql {
  const alias = scope.newAlias()
  const tests = [
    columnsEqual(
      scope,
      consent.subject.columns.map((column) => columnOf(alias, column)),
      consent.subject.references.map((column) => columnOf(victim.alias, column)),
    ),
    ...pointsToGiven(scope, victim, consent.subject.references, consent.subject.columns, alias),
    ...onlyTests(scope, consent.only, alias),
    fieldIn(scope, alias, consent.scope, [consentScope]),
    fieldIn(scope, alias, consent.state, states),
    // A withdrawal does not end.
    ...(consent.until && states !== AGAINST ? [isNotEnded(scope, alias, consent.until)] : []),
  ]
  return sql`exists (select 1 from ${relationAs(consent.from, alias)} where ${sql.join(tests, sql` and `)})`
}
