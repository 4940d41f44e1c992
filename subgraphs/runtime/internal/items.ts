import type { PreparedRead, RecordRow } from '../../../adapters/index.ts'
import { isHubError, type LocatedItem, type RecordValues } from '../../../schema/index.ts'
import type { CaseKeys } from '../ids/case-keys.ts'
import type { PersonRequest, RequestContext } from '../resolve/context.ts'
import type { ItemsPlan, PlannedRelation } from './items-plan.ts'

type PersonContext = RequestContext & { readonly person: PersonRequest }

/**
 * Items of rows that were read as the plan wants; one further statement per relation, and one for the keys of cases.
 *
 * @param caseKeysOf keys of a request; undefined where none are given
 */
export async function itemsOf(
  plan: ItemsPlan,
  rows: readonly RecordRow[],
  context: PersonContext,
  kind: Parameters<RequestContext['ids']['encode']>[0],
  caseKeysOf: ((request: string) => CaseKeys) | undefined,
): Promise<readonly LocatedItem[]> {
  const { relations, typename, valuesOf } = plan
  const recordIds = context.ids.encode(
    kind,
    rows.map(({ key }) => key),
  )
  const [caseKeys, ...related] = await Promise.all([
    unlessMismatch(sealedKeysOf(plan, rows, context, caseKeysOf)),
    ...relations.map((relation) => unlessMismatch(relatedOf(relation, rows, context))),
  ])
  const unread = relations.filter((_, at) => !related[at]).map(({ name }) => [name, 'SCHEMA_MISMATCH' as const] as const)

  return rows.map((row, index) => {
    const { values, gaps } = valuesOf(row)
    return {
      id: recordIds[index] ?? '',
      typename,
      sortKey: row.position?.sortKey ?? null,
      position: null,
      caseKeys: caseKeys?.[index] ?? [],
      summary: values,
      gaps: unread.length === 0 ? gaps : { ...gaps, ...Object.fromEntries(unread) },
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
  { to, read, valuesOf, parent }: PlannedRelation,
  rows: readonly RecordRow[],
  { ids, person }: PersonContext,
): Promise<readonly (readonly RecordValues[])[]> {
  const found = parent === undefined ? await byChildren(person, read, rows) : await byParent(person, read, rows, parent)
  // All in one pass of the cipher.
  const recordIds = ids.encode(
    to,
    found.flatMap((records) => records.map(({ key }) => key)),
  )
  let next = 0
  return found.map((records) => records.map((record) => ({ id: recordIds[next++] ?? '', ...valuesOf(record) })))
}

async function byChildren(
  { reader }: PersonRequest,
  read: PreparedRead,
  rows: readonly RecordRow[],
): Promise<readonly (readonly RecordRow[])[]> {
  const children = await reader.byParents(
    read,
    rows.map(({ key }) => key),
  )
  return rows.map(({ key }) => children.get(key) ?? [])
}

async function byParent(
  { reader }: PersonRequest,
  read: PreparedRead,
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
  { nuc }: ItemsPlan,
  rows: readonly RecordRow[],
  { caseKeysFor, person }: PersonContext,
  caseKeysOf: ((request: string) => CaseKeys) | undefined,
): Promise<readonly (readonly string[])[]> {
  if (!caseKeysOf || caseKeysFor === undefined || nuc === undefined) return []
  const holding = nuc === 'own' ? rows : (await byParent(person, nuc.read, rows, nuc.parent)).map(([record]) => record)
  const nucs = holding.map((record) => record?.linkNuc ?? null)
  const known = nucs.filter((each) => each !== null)
  if (known.length === 0) return []
  const sealed = caseKeysOf(caseKeysFor).seal(known)
  let next = 0
  return nucs.map((each) => (each === null ? [] : sealed.slice(next, ++next)))
}
