import { isTableName, type RecordKindName, whyNoName } from '../../schema/index.ts'
import { keyOf } from './keys.ts'
import { type KindMatch, kindsOf, type ReadTable } from './table-kind.ts'

/** A table chosen for a kind; `isShared` where another kind is read from it too. */
export interface ChosenTable extends KindMatch {
  readonly key: readonly string[]
  readonly keyWhy: string
  readonly isKeySure: boolean
  readonly isShared: boolean
}

export interface Choice {
  readonly chosen: readonly ChosenTable[]
  readonly others: readonly KindMatch[]
  readonly notes: readonly string[]
}

/** Below this a table is not proposed for a kind. */
const LEAST_TABLE = 0.36
const MOST_OTHERS = 12

/** One table for each kind, the best first; a second kind from the same table only where its columns plainly hold both. */
export const chooseRecords = (tables: readonly ReadTable[]): Choice => {
  const notes: string[] = []
  const usable = tables.filter(({ table }) => {
    const isUsable = isTableName(table.name) && (table.schema === undefined || isTableName(table.schema))
    if (!isUsable)
      notes.push(`a table or view has a name that cannot be written into the file; offer a view with a plainer name (${short(table.name)})`)
    return isUsable
  })
  const matches = usable.flatMap(kindsOf).toSorted(byScore)
  const chosen = new Map<RecordKindName, ChosenTable>()
  const keyless = new Set<string>()
  const take = (match: KindMatch, isShared: boolean): void => {
    const key = keyOf(match.table.table)
    if (key) chosen.set(match.kind, { ...match, key: key.columns, keyWhy: key.why, isKeySure: key.isSure, isShared })
    else if (!keyless.has(match.table.table.name)) {
      keyless.add(match.table.table.name)
      notes.push(`${short(match.table.table.name)} looks like ${match.kind}, but no column identifies a row; offer a view that has one`)
    }
  }
  const isUsed = (table: ReadTable): boolean => [...chosen.values()].some((one) => one.table === table)
  // A referral's own table says which service is asked for; that makes it no service given.
  const mayShare = ({ kind, table }: KindMatch): boolean =>
    (kind !== 'ServiceRecord' && kind !== 'ReferralRecord') ||
    [...chosen.values()].some((one) => one.table === table && OWNERS.has(one.kind))
  for (const match of matches) if (match.score >= LEAST_TABLE && !chosen.has(match.kind) && !isUsed(match.table)) take(match, false)
  // Where nothing speaks of victims, the best table of persons is a beginning; whether they are meant, a person says.
  const persons = matches.find((match) => match.kind === 'VictimRecord' && !isUsed(match.table) && holdsPersons(match))
  if (!chosen.has('VictimRecord') && !chosen.has('PerpetratorRecord') && persons) take(persons, false)
  for (const match of matches) if (!chosen.has(match.kind) && isUsed(match.table) && holdsBoth(match) && mayShare(match)) take(match, true)

  const others = matches
    .filter((match) => match.score >= LEAST_TABLE && chosen.get(match.kind)?.table !== match.table)
    .slice(0, MOST_OTHERS)
  return { chosen: [...chosen.values()], others, notes }
}

/** Kinds whose table may also hold the referral or the service. */
const OWNERS: ReadonlySet<RecordKindName> = new Set(['VictimRecord', 'CaseRecord'])

/** At an equal score the table of more fields, then by name, so that two runs choose alike. */
const byScore = (a: KindMatch, b: KindMatch): number =>
  b.score - a.score || b.fields.size - a.fields.size || (a.table.table.name < b.table.table.name ? -1 : 1)

const holdsPersons = ({ fields }: KindMatch): boolean =>
  (fields.get('names')?.[0]?.score ?? 0) >= 0.6 &&
  ['birthDate', 'sex', 'age', 'phone', 'email', 'address', 'citizenships', 'maritalStatus', 'education'].filter((field) =>
    fields.has(field),
  ).length >= 2

/** Whether a table that is already one kind's plainly holds another's rows too. */
function holdsBoth({ kind, fields, table }: KindMatch): boolean {
  const has = (field: string, least: number): boolean => (fields.get(field)?.[0]?.score ?? 0) >= least
  switch (kind) {
    case 'VictimRecord':
      return has('names', 0.6) && (has('sex', 0.7) || has('birthDate', 0.7) || has('idDocuments', 0.7))
    case 'PerpetratorRecord':
      return table.words.some(({ meanings }) => meanings.has('PERSON')) && has('names', 0.6) && has('roles', 0.6)
    case 'ReferralRecord':
      return ['fromAgency', 'toAgency'].some((field) => speaksOfReferral(fields.get(field)?.[0]?.column.words ?? [], has(field, 0.6)))
    case 'ServiceRecord':
      return (
        has('serviceType', 0.75) && fields.get('serviceType')?.[0]?.column.words.some(({ meanings }) => meanings.has('SERVICE')) === true
      )
    case 'CaseRecord':
      return (has('nuc', 0.6) || has('localRef', 0.6)) && (has('court', 0.6) || has('offenceAtRegistration', 0.6))
    case 'ProceedingRecord':
      return has('verdict', 0.6) && has('date', 0.6)
    case 'EventRecord':
    case 'MovementRecord':
    case 'ReportedTotal':
      return false
  }
}

const speaksOfReferral = (words: KindMatch['table']['words'], isLikely: boolean): boolean =>
  isLikely && words.some(({ meanings }) => meanings.has('REFERRAL'))

/** A hostile name, short and without what would break a line. */
export const short = (name: string): string => {
  const plain = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
  const shown = plain.length > 60 ? `${plain.slice(0, 57)}...` : plain
  return whyNoName(name) === undefined ? shown : JSON.stringify(shown)
}
