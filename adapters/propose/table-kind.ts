import { RECORD_KIND_NAMES, type RecordKindName } from '../../schema/index.ts'
import type { IntrospectedTable } from '../types.ts'
import { assignFields } from './assign-fields.ts'
import type { Meaning } from './lexicon/index.ts'
import { type FieldMatch, matchesFor, type ReadColumn, readColumn } from './match-field.ts'
import { type NameWord, readName } from './read-name.ts'
import type { ColumnProfile } from './types.ts'

/** A table whose names were read once. */
export interface ReadTable {
  readonly table: IntrospectedTable
  readonly words: readonly NameWord[]
  readonly columns: readonly ReadColumn[]
}

export interface KindMatch {
  readonly kind: RecordKindName
  readonly table: ReadTable
  readonly score: number
  /** How far the table's own name tells the kind, 0 to 1. */
  readonly byName: number
  readonly fields: ReadonlyMap<string, readonly FieldMatch[]>
}

/** What a table of the kind is called. */
const NAMED: Readonly<Record<RecordKindName, readonly Meaning[]>> = {
  CaseRecord: ['CASE'],
  VictimRecord: ['VICTIM'],
  PerpetratorRecord: ['PERPETRATOR'],
  ProceedingRecord: ['PROCEEDING'],
  ReferralRecord: ['REFERRAL'],
  ServiceRecord: ['SERVICE'],
  EventRecord: ['EVENT'],
  MovementRecord: ['MOVEMENT'],
  ReportedTotal: ['TOTAL'],
}

/** Meanings that add nothing to a column's name in a table of the kind. */
export const NEUTRAL: Readonly<Record<RecordKindName, ReadonlySet<Meaning>>> = {
  CaseRecord: new Set(['CASE', 'EVENT']),
  VictimRecord: new Set(['VICTIM', 'PERSON', 'SHELTER']),
  PerpetratorRecord: new Set(['PERPETRATOR', 'PERSON']),
  ProceedingRecord: new Set(['PROCEEDING', 'CASE']),
  ReferralRecord: new Set(['REFERRAL']),
  ServiceRecord: new Set(['SERVICE']),
  EventRecord: new Set(['EVENT', 'LOCAL']),
  MovementRecord: new Set(['MOVEMENT']),
  ReportedTotal: new Set(['TOTAL', 'VICTIM']),
}

/** Fields that hardly any other kind of table has; a table with them needs no telling name. */
const TELLING: Readonly<Record<RecordKindName, readonly string[]>> = {
  CaseRecord: [
    'nuc',
    'stage',
    'offenceAtRegistration',
    'chargedDate',
    'archivedDate',
    'victimCount',
    'suspectCount',
    'detectionSource',
    'inquirySecret',
    'distributedDate',
    'finalDate',
    'reportedDate',
  ],
  VictimRecord: [
    'names',
    'birthDate',
    'sex',
    'age',
    'exploitation',
    'originMunicipality',
    'education',
    'maritalStatus',
    'numberOfChildren',
    'recruiterRelationship',
    'citizenships',
  ],
  PerpetratorRecord: ['coerciveMeasure', 'isPublicOfficial', 'justiceStatus', 'personType', 'names', 'sex', 'roles'],
  ProceedingRecord: ['verdict', 'sentenceMonths', 'isSuspended', 'isAdjourned', 'compensationAwardedUsd', 'hearingMeasures', 'court'],
  ReferralRecord: ['fromAgency', 'toAgency', 'respondedOn', 'madeOn'],
  ServiceRecord: ['serviceType', 'startDate', 'endDate', 'closureReason'],
  EventRecord: ['acts', 'means', 'purposes', 'onlinePlatforms', 'sector', 'posto', 'suco', 'country'],
  MovementRecord: ['direction', 'borderPost', 'permittedUntil'],
  ReportedTotal: ['periodFrom', 'count', 'source'],
}

/** Tables with nothing of a record in them: logs, users, lists of words. */
const BESIDE: ReadonlySet<Meaning> = new Set(['USER', 'FILE', 'CONSENT'] satisfies Meaning[])

interface ReadOptions {
  /** Of its columns: members of documents become columns of their own. */
  readonly profiles?: ReadonlyMap<string, ColumnProfile> | undefined
  /** Columns that are read at most. @default all */
  readonly columns?: number
}

export const readTable = (table: IntrospectedTable, { profiles, columns = Number.POSITIVE_INFINITY }: ReadOptions = {}): ReadTable => {
  const read = table.columns.slice(0, columns)
  const members = read.flatMap(({ name }) => (profiles?.get(name)?.members ?? []).map((member) => readMember(name, member)))
  return { table, words: readName(table.name), columns: [...read.map(readColumn), ...members] }
}

/** How well a table fits each kind, for kinds that it fits at all. */
export const kindsOf = (table: ReadTable): readonly KindMatch[] =>
  RECORD_KIND_NAMES.flatMap((kind): KindMatch[] => {
    const byName = nameScore(kind, table.words)
    const fields = assignFields(matchesFor(kind, table.columns, NEUTRAL[kind]))
    const scoreOf = (field: string): number => fields.get(field)?.[0]?.score ?? 0
    const telling = TELLING[kind].reduce((sum, field) => sum + scoreOf(field), 0)
    const all = [...fields.keys()].reduce((sum, field) => sum + scoreOf(field), 0)
    // Three telling fields, or a telling name and one field, are enough to be proposed.
    const byFields = Math.min(1, telling / 4) * 0.7 + Math.min(1, all / 6) * 0.3
    const score = 0.5 * byName + 0.5 * byFields
    return (fields.size === 0 && !mayPoint(kind, byName, table)) || (byName === 0 && telling < 1.3 && !namesKind(kind, fields))
      ? []
      : [{ kind, table, score, byName, fields }]
  })

/** A table of victims may hold nothing but pointers, to persons among others. */
const mayPoint = (kind: RecordKindName, byName: number, { table }: ReadTable): boolean =>
  (kind === 'VictimRecord' || kind === 'PerpetratorRecord') && byName >= 0.8 && table.foreignKeys.length > 0

/** Whether a column, not the table, is named after the kind: `refere_husi` in a table of clients. */
const namesKind = (kind: RecordKindName, fields: KindMatch['fields']): boolean =>
  [...fields.values()].some(([first]) => first?.column.words.some(({ meanings }) => NAMED[kind].some((meaning) => meanings.has(meaning))))

const readMember = (document: string, { name, isList }: { readonly name: string; readonly isList: boolean }): ReadColumn => ({
  ...readColumn({ name, type: isList ? 'text[]' : 'text', isNullable: true }),
  document,
})

function nameScore(kind: RecordKindName, words: readonly NameWord[]): number {
  if (words.some(({ meanings }) => [...meanings].some((meaning) => BESIDE.has(meaning)))) return 0
  const wanted = NAMED[kind]
  const at = words.findIndex(({ meanings }) => wanted.some((meaning) => meanings.has(meaning)))
  const found = words[at]
  if (!found) return 0
  // `case_notes` is about notes, `victim_service` about services: what else the name says takes away.
  const others = words.filter(({ meanings }, index) => index !== at && ![...meanings].some((meaning) => NEUTRAL[kind].has(meaning))).length
  // A word that could mean several kinds tells each of them less.
  const shared = Object.values(NAMED).filter((meanings) => meanings.some((meaning) => found.meanings.has(meaning))).length
  return (found.certainty * (shared > 1 ? 0.85 : 1)) / (1 + 0.4 * others)
}
