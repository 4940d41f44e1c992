import { isInForm, type RowKey } from '../../../adapters/index.ts'
import { decideBy, type FieldDefinition, holdsBy, type RecordKindName, type Vocabulary } from '../../../schema/index.ts'
import { opensNothing } from '../access/profile.ts'
import type { PersonRequest } from '../resolve/context.ts'
import type { RecordNode } from '../resolve/loader.ts'

// The second lock judges a row by `decideBy` over facts of its own. That the source's query has cut something already counts for nothing here.

export const isRecordNode = (value: unknown): value is RecordNode =>
  typeof value === 'object' && value !== null && 'kind' in value && 'row' in value && 'read' in value

/** Whether some rule opens this row to the person. */
export async function isOpen(kind: RecordKindName, key: RowKey, { profile, facts }: PersonRequest): Promise<boolean> {
  const access = profile.accessOf(kind)
  if (opensNothing(access)) return false
  if (access.row.op === 'true') return true
  const isMet = await facts.of(kind, key)
  return isMet !== undefined && holdsBy(access.row, isMet)
}

/** Whether the record at a relation to one is open; also where the row points to none. */
export async function isParentOpen(
  { row, read }: RecordNode,
  relation: string,
  to: RecordKindName,
  person: PersonRequest,
): Promise<boolean> {
  if (opensNothing(person.profile.accessOf(to))) return false
  const key = row.parents[read.query.parents.indexOf(relation)] ?? null
  return key === null || isOpen(to, key, person)
}

/** Whether a field may be shown as it came: in full, or where the rule gives a coarser form, in that. */
export async function mayShow(node: RecordNode, field: string, definition: FieldDefinition, person: PersonRequest): Promise<boolean> {
  const { kind, row, read } = node
  const access = person.profile.accessOf(kind)
  if (!access.cells.has(field)) return false
  const isMet = await person.facts.of(kind, row.key)
  if (!isMet) return false
  const decision = decideBy(access, field, isMet)
  return decision.effect === 'transformed'
    ? isInForm(row.cells[read.query.fields.indexOf(field)] ?? null, decision.as, definition)
    : decision.effect === 'full'
}

/**
 * Whether the source itself has kept back what the row does not open. If not, its reasons for nulls would tell whether there is a value: then
 * none is given. Always so as long as the first lock holds.
 */
export async function hasKeptBack({ kinds }: Vocabulary, node: RecordNode, person: PersonRequest): Promise<boolean> {
  const { kind, row, read } = node
  const isMet = await person.facts.of(kind, row.key)
  if (!isMet) return false
  const access = person.profile.accessOf(kind)
  return read.query.fields.every((field, place) => {
    const [cell, gap, definition] = [row.cells[place] ?? null, row.gaps[place], kinds[kind].fields[field]]
    if (gap === 'NOT_HELD') return cell === null
    const decision = decideBy(access, field, isMet)
    if (decision.effect === 'withheld') return cell === null && gap === 'WITHHELD'
    return decision.effect === 'full' || (definition !== undefined && isInForm(cell, decision.as, definition))
  })
}
