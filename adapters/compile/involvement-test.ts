import { sql } from 'kysely'
import { agenciesOfInstitution, codeLists, type ParentModel, type RecordModel } from '../../schema/index.ts'
import type { Sql } from './dialect.ts'
import { fieldIn, isFieldEmpty, isNotEnded } from './field-test.ts'
import {
  all,
  any,
  columnOf,
  existsParent,
  joinTests,
  NO,
  onlyTests,
  pointsToGiven,
  type Row,
  relationAs,
  type Scope,
  wayUp,
} from './scope.ts'

type Side = 'made' | 'received' | 'either'

/** Rejected, done, revoked: such a referral gives no access any more. */
const DEAD = new Set(['REJ', 'DON', 'REV'])
const LIVE = (codeLists.get('referral-status')?.codes ?? []).map(({ code }) => code).filter((code) => !DEAD.has(code))

/**
 * Whether the viewer's institution made or received a live referral of the victim or case that the row is or points to.
 *
 * A referral that names a victim opens that victim's records and the case, not the other victims of the case; one that names only a
 * case opens the case and all in it.
 */
export const involvementTest = (scope: Scope, row: Row, side: Side): Sql => {
  const referral = scope.model.records.get('ReferralRecord')
  if (!referral) return NO
  const context = { scope, referral, side }
  if (row.record.kind === 'ReferralRecord') return any([all(liveTests(context, row.alias)), ofRow(context, row)])
  return ofRow(context, row)
}

interface Context {
  readonly scope: Scope
  readonly referral: RecordModel
  readonly side: Side
}

function ofRow(context: Context, row: Row): Sql {
  const { scope } = context
  switch (row.record.kind) {
    case 'VictimRecord':
      return any([ofVictim(context, row), ...onPointed(scope, row, 'case', (on) => ofCase(context, on, 'whole case'))])
    case 'CaseRecord':
      return ofCase(context, row, 'any')
    default: {
      const victim = row.record.parents.get('victim')
      const byVictim = onPointed(scope, row, 'victim', (on) => ofRow(context, on))
      if (!victim) return any(onPointed(scope, row, 'case', (on) => ofCase(context, on, 'any')))
      const isUnnamed = all(victim.columns.map((column) => sql`${columnOf(row.alias, column)} is null`))
      return any([...byVictim, ...onPointed(scope, row, 'case', (on) => ofCase(context, on, 'any')).map((test) => all([isUnnamed, test]))])
    }
  }
}

const onPointed = (scope: Scope, row: Row, relation: string, test: (on: Row) => Sql): readonly Sql[] => {
  const parent = row.record.parents.get(relation)
  return parent ? [existsParent(scope, row, parent, (on) => [test(on)])] : []
}

const ofVictim = (context: Context, victim: Row): Sql => {
  const toVictim = context.referral.parents.get('victim')
  return toVictim ? existsReferral(context, victim, toVictim, () => []) : NO
}

/** `any`: also by a referral of one of the case's victims. `whole case`: only by one that names no victim. */
function ofCase(context: Context, row: Row, by: 'any' | 'whole case'): Sql {
  const { scope, referral } = context
  const toCase = referral.parents.get('case')
  const toVictim = referral.parents.get('victim')
  const tests: Sql[] = []
  if (toCase) {
    tests.push(
      existsReferral(context, row, toCase, (alias) =>
        by === 'any' || !toVictim ? [] : [any(toVictim.columns.map((column) => sql`${columnOf(alias, column)} is null`))],
      ),
    )
  }
  const [victimToCase] = wayUp(scope.model, 'VictimRecord', 'CaseRecord') ?? []
  if (by === 'any' && toVictim && victimToCase) {
    const victims = scope.model.records.get('VictimRecord')
    if (victims) {
      const alias = scope.newAlias()
      const victim = { record: victims, alias }
      const inner = [
        ...joinTests(scope, victim, victimToCase, row.alias),
        ...onlyTests(scope, victims.only, alias),
        ofVictim(context, victim),
      ]
      tests.push(sql`exists (select 1 from ${relationAs(victims.from, alias)} where ${sql.join(inner, sql` and `)})`)
    }
  }
  return any(tests)
}

function existsReferral(context: Context, to: Row, pointer: ParentModel, more: (alias: string) => readonly Sql[]): Sql {
  const { scope, referral } = context
  const alias = scope.newAlias()
  const tests = [
    ...joinTests(scope, { record: referral, alias }, pointer, to.alias),
    ...pointsToGiven(scope, to, pointer.references, pointer.columns, alias),
    ...liveTests(context, alias),
    ...more(alias),
  ]
  return sql`exists (select 1 from ${relationAs(referral.from, alias)} where ${sql.join(tests, sql` and `)})`
}

function liveTests({ scope, referral, side }: Context, alias: string): readonly Sql[] {
  const isViewer = (field: string): Sql => {
    const mapped = referral.fields.get(field)
    return mapped ? fieldIn(scope, alias, mapped.reader, agenciesOfInstitution(scope.viewer.agency)) : NO
  }
  const status = referral.fields.get('status')?.reader
  const expiresOn = referral.fields.get('expiresOn')?.reader
  return [
    ...onlyTests(scope, referral.only, alias),
    any([...(side === 'received' ? [] : [isViewer('fromAgency')]), ...(side === 'made' ? [] : [isViewer('toAgency')])]),
    // A status that the mapping does not know may be a rejection.
    ...(status ? [any([isFieldEmpty(scope, alias, status), fieldIn(scope, alias, status, LIVE)])] : []),
    ...(expiresOn ? [isNotEnded(scope, alias, expiresOn)] : []),
  ]
}
