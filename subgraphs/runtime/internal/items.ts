import type { RecordRow } from '../../../adapters/index.ts'
import {
  type AgencyModel,
  isHubError,
  type LocatedItem,
  type RecordKindName,
  type RecordValues,
  type RelatedWanted,
} from '../../../schema/index.ts'
import { opensNothing } from '../access/profile.ts'
import { type HeldRelation, relationsOf, typeNameOf } from '../access/relations.ts'
import type { CaseKeys } from '../ids/case-keys.ts'
import type { Wanted } from '../read/queries.ts'
import type { PersonRequest, RequestContext } from '../resolve/context.ts'
import type { Prepare } from './prepare.ts'
import { fieldReader, knownFields } from './record-values.ts'

/** What `locate*` needs of the agency. */
export interface InternalSettings {
  readonly model: AgencyModel
  readonly prepare: Prepare
  /** Keys of a request, under the secret that agencies share. Undefined: no case keys are given or understood. */
  readonly caseKeysOf: ((request: string) => CaseKeys) | undefined
}

export interface ItemsWanted {
  readonly kind: RecordKindName
  readonly summary: readonly string[]
  readonly related: readonly RelatedWanted[]
}

interface BoundRelation extends HeldRelation {
  readonly through: string
  readonly fields: readonly string[]
}

/** Relations that are asked for, held and open to the viewer. */
function boundRelations({ model }: InternalSettings, { kind, related }: ItemsWanted, { profile }: PersonRequest): readonly BoundRelation[] {
  return relationsOf(model, kind).flatMap((relation) => {
    const asked = related.filter(({ relation: name }) => name === relation.name)
    const { through } = relation
    if (asked.length === 0 || through === undefined || opensNothing(profile.accessOf(relation.to))) return []
    return [{ ...relation, through, fields: [...new Set(asked.flatMap(({ fields }) => fields))] }]
  })
}

/** The relation that leads to the record's case, where keys of cases may be given at all. */
function caseRelation({ model, caseKeysOf }: InternalSettings, kind: RecordKindName, { profile }: PersonRequest): string | undefined {
  if (!caseKeysOf || kind === 'CaseRecord' || profile.accessOf('CaseRecord').link.op === 'false') return undefined
  return relationsOf(model, kind).find(({ to, many, through }) => to === 'CaseRecord' && !many && through !== undefined)?.name
}

/** What the first statement has to read so that items can be made of its rows. */
export function wantedOf(settings: InternalSettings, wanted: ItemsWanted, person: PersonRequest): Wanted {
  const toCase = caseRelation(settings, wanted.kind, person)
  const parents = boundRelations(settings, wanted, person).flatMap(({ many, name }) => (many ? [] : [name]))
  return {
    fields: knownFields(settings.model, wanted.kind, wanted.summary),
    parents: [...new Set([...parents, ...(toCase === undefined ? [] : [toCase])])],
    withLinkNuc: wanted.kind === 'CaseRecord' && settings.caseKeysOf !== undefined,
  }
}

/** Items of rows that were read as `wantedOf` says; one further statement per relation, and one for the keys of cases. */
export async function itemsOf(
  settings: InternalSettings,
  wanted: ItemsWanted,
  rows: readonly RecordRow[],
  context: RequestContext & { readonly person: PersonRequest },
): Promise<readonly LocatedItem[]> {
  const { model } = settings
  const { kind } = wanted
  const { person, ids } = context
  const { parents } = wantedOf(settings, wanted, person)
  const read = fieldReader(model, kind, wanted.summary, person.profile)
  const recordIds = ids.encode(
    kind,
    rows.map(({ key }) => key),
  )
  const relations = boundRelations(settings, wanted, person)
  const [caseKeys, ...related] = await Promise.all([
    unlessMismatch(sealedKeysOf(settings, wanted, rows, context)),
    ...relations.map((relation) => unlessMismatch(relatedOf(settings, relation, rows, parents.indexOf(relation.name), context))),
  ])

  return rows.map((row, index) => {
    const { values, gaps } = read(row)
    return {
      id: recordIds[index] ?? '',
      typename: typeNameOf(model, kind),
      sortKey: row.position?.sortKey ?? null,
      position: null,
      caseKeys: caseKeys?.[index] ?? [],
      summary: values,
      gaps: {
        ...gaps,
        ...Object.fromEntries(relations.filter((_, at) => !related[at]).map(({ name }) => [name, 'SCHEMA_MISMATCH' as const])),
      },
      related: Object.fromEntries(relations.map(({ name }, at) => [name, related[at]?.[index] ?? []])),
    }
  })
}

/** Records of a kind that cannot be read now are told as a gap; the others of the item stand. */
const unlessMismatch = <T>(reading: Promise<T>): Promise<T | undefined> =>
  reading.catch((cause: unknown) => {
    if (isHubError(cause, 'SCHEMA_MISMATCH')) return undefined
    throw cause
  })

/** For each row the records at one relation. */
async function relatedOf(
  { model, prepare }: InternalSettings,
  { to, many, through, fields }: BoundRelation,
  rows: readonly RecordRow[],
  parentIndex: number,
  { ids, person }: RequestContext & { readonly person: PersonRequest },
): Promise<readonly (readonly RecordValues[])[]> {
  const read = prepare(person.profile, to, many ? { by: 'parents', relation: through } : { by: 'keys' }, {
    fields: knownFields(model, to, fields),
    parents: [],
  })
  const found = many ? await byChildren(person, read, rows) : await byParent(person, read, rows, parentIndex)
  const valuesOf = fieldReader(model, to, fields, person.profile)
  return found.map((records) => {
    const recordIds = ids.encode(
      to,
      records.map(({ key }) => key),
    )
    return records.map((record, index) => ({ id: recordIds[index] ?? '', ...valuesOf(record) }))
  })
}

type Read = ReturnType<Prepare>

async function byChildren({ reader }: PersonRequest, read: Read, rows: readonly RecordRow[]): Promise<readonly (readonly RecordRow[])[]> {
  const children = await reader.byParents(
    read,
    rows.map(({ key }) => key),
  )
  return rows.map(({ key }) => children.get(key) ?? [])
}

async function byParent(
  { reader }: PersonRequest,
  read: Read,
  rows: readonly RecordRow[],
  index: number,
): Promise<readonly (readonly RecordRow[])[]> {
  const keys = rows.map(({ parents }) => parents[index] ?? null)
  const records = await reader.byKeys(
    read,
    keys.filter((key) => key !== null),
  )
  return keys.map((key) => {
    const record = key === null ? undefined : records.get(key)
    return record ? [record] : []
  })
}

/** For each row the sealed keys of its matter: its own where it is a case, its parent case's otherwise. */
async function sealedKeysOf(
  settings: InternalSettings,
  { kind, ...wanted }: ItemsWanted,
  rows: readonly RecordRow[],
  { caseKeysFor, person }: RequestContext & { readonly person: PersonRequest },
): Promise<readonly (readonly string[])[]> {
  const { caseKeysOf, prepare } = settings
  if (!caseKeysOf || caseKeysFor === undefined) return []
  const relation = caseRelation(settings, kind, person)
  let nucs = rows.map(({ linkNuc }) => linkNuc)
  if (kind !== 'CaseRecord') {
    if (relation === undefined) return []
    const index = wantedOf(settings, { kind, ...wanted }, person).parents.indexOf(relation)
    const read = prepare(person.profile, 'CaseRecord', { by: 'keys' }, { fields: [], parents: [], withLinkNuc: true })
    const cases = await byParent(person, read, rows, index)
    nucs = cases.map(([record]) => record?.linkNuc ?? null)
  }
  const known = nucs.filter((nuc) => nuc !== null)
  const sealed = caseKeysOf(caseKeysFor).seal(known)
  let next = 0
  return nucs.map((nuc) => (nuc === null ? [] : sealed.slice(next, ++next)))
}
