import { isTableName, whyNoName } from '../../schema/index.ts'
import { typeClass } from './column-type.ts'
import { guessDates } from './date-formats.ts'
import type { Meaning } from './lexicon/index.ts'
import { mapCodes } from './map-codes.ts'
import type { ReadColumn } from './match-field.ts'
import { pointersOf, type Target } from './pointers.ts'
import type { ReadTable } from './table-kind.ts'
import { type ConsentProposal, type Profiles, tableId } from './types.ts'

/** Tables that say what victims agreed to. Without a column for the state there is no proposal: a row alone is no consent. */
export const proposeConsents = (
  tables: readonly ReadTable[],
  targets: readonly Target[],
  profiles: Profiles,
): readonly ConsentProposal[] => {
  const victims = targets.find(({ kind }) => kind === 'VictimRecord')
  if (!victims) return []
  return tables.flatMap((read): ConsentProposal[] => {
    const { table } = read
    if (table === victims.table || !isTableName(table.name) || !speaks(read, 'CONSENT')) return []
    // A consent points to the victim as a service does.
    const subject = pointersOf({ kind: 'ServiceRecord', table, key: table.primaryKey }, targets).find(
      ({ relation }) => relation === 'victim',
    )
    const rest = read.columns.filter(
      ({ name, type }) => whyNoName(name) === undefined && !subject?.columns.includes(name) && typeClass(type) !== 'binary',
    )
    const state = find(rest, ['STATUS', 'RESPONSE', 'CONSENT'])
    const until = find(
      rest.filter((column) => column !== state),
      ['UNTIL'],
    )
    const scope = find(
      rest.filter((column) => column !== state && column !== until),
      ['TO', 'TYPE', 'EXPLOITATION'],
    )
    if (!subject || !state || !scope) return []
    const profile = profiles.get(tableId(table))
    return [
      {
        table,
        subject: subject.columns,
        scope: scope.name,
        state: state.name,
        ...(until ? { until: until.name, untilFormats: guessDates(until, profile?.get(until.name)).formats } : {}),
        scopeRows: mapCodes('consent-scope', profile?.get(scope.name)?.values ?? []),
        stateRows: mapCodes('consent-state', profile?.get(state.name)?.values ?? []),
        score: 0.75,
      },
    ]
  })
}

const speaks = ({ words }: Pick<ReadColumn, 'words'>, meaning: Meaning): boolean => words.some(({ meanings }) => meanings.has(meaning))

/** The first column that means one of these, in the order of the meanings. A column of the key's kind is none. */
const find = (columns: readonly ReadColumn[], meanings: readonly Meaning[]): ReadColumn | undefined => {
  const free = columns.filter((column) => !speaks(column, 'ID'))
  for (const meaning of meanings) {
    const found = free.find((column) => speaks(column, meaning))
    if (found) return found
  }
  return undefined
}
