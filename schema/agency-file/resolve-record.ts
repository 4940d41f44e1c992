import { fieldOf } from '../vocabulary/kinds.ts'
import type { RecordKindName } from '../vocabulary/types.ts'
import type { WrittenRecord } from './agency-file.ts'
import type { FieldModel, ParentModel, RecordModel } from './model.ts'
import { asList, type ResolveContext } from './resolve-context.ts'
import { resolveField } from './resolve-field.ts'
import { resolveOnly, resolveRelation } from './resolve-relation.ts'

const PARENTS = ['case', 'victim', 'perpetrator'] as const

/** One record kind: its table, key, parents and fields. */
export const resolveRecord = (context: ResolveContext, kind: RecordKindName, written: WrittenRecord): RecordModel => {
  const { vocabulary, problems } = context
  const path = `records.${kind}`
  const definitions = vocabulary.kinds[kind].fields

  const filter = new Set(written.filter)
  for (const name of filter)
    if (!Object.hasOwn(written.fields, name))
      problems.add(`${path}.filter`, `"${name}" is not among the fields mapped`, 'map it, or take it off the list')

  const fields = new Map<string, FieldModel>()
  for (const [name, mapping] of Object.entries(written.fields)) {
    const definition = fieldOf(vocabulary, kind, name)
    if (!definition) {
      problems.unknown(`${path}.fields.${name}`, `field of ${kind}`, name, Object.keys(definitions))
      continue
    }
    const field: FieldModel = {
      name,
      definition,
      reader: resolveField(context, `${path}.fields.${name}`, definition, mapping),
      isFilter: filter.has(name),
    }
    if (field.isFilter) checkFilter(context, `${path}.filter`, field)
    fields.set(name, field)
  }
  return {
    kind,
    from: resolveRelation(context, `${path}.from`, written.from),
    key: asList(written.key),
    only: resolveOnly(written.only),
    parents: resolveParents(context, path, kind, written),
    fields,
  }
}

function checkFilter({ problems }: ResolveContext, path: string, { name, reader, definition }: FieldModel): void {
  const reason = untestable(reader, definition.type)
  if (reason !== undefined) problems.add(path, `"${name}" ${reason}`, 'take it off the list')
}

/** Why SQL cannot test a field by its shared values; undefined where it can. */
export const untestable = (reader: FieldModel['reader'], type: FieldModel['definition']['type']): string | undefined => {
  if (reader.read === 'names' || reader.read === 'documents') return 'holds names or documents'
  const plans = reader.read === 'column' ? [reader.column] : reader.read === 'firstOf' ? reader.of : []
  if (plans.some(({ pattern }) => pattern !== undefined)) return 'is read by a pattern, which no index knows'
  return type === 'money' || plans.some(({ convert }) => convert.to === 'months') ? 'is a measure read from text' : undefined
}

function resolveParents(
  context: ResolveContext,
  path: string,
  kind: RecordKindName,
  written: WrittenRecord,
): ReadonlyMap<string, ParentModel> {
  const { vocabulary, file, problems } = context
  const parents = new Map<string, ParentModel>()
  for (const relation of PARENTS) {
    const parent = written[relation]
    if (!parent) continue
    const definition = Object.hasOwn(vocabulary.kinds[kind].relations, relation) ? vocabulary.kinds[kind].relations[relation] : undefined
    if (!definition || definition.many) {
      problems.add(`${path}.${relation}`, `${kind} has no such relation`, 'leave it out')
      continue
    }
    const target = file.records[definition.to]
    if (!target) {
      problems.add(
        `${path}.${relation}`,
        `points to ${definition.to}, which is not mapped`,
        `map ${definition.to} under records, or leave the pointer out`,
      )
      continue
    }
    const columns = asList(parent.column)
    const references = asList(parent.references ?? target.key)
    if (columns.length !== references.length)
      problems.add(
        `${path}.${relation}`,
        `names ${columns.length} column(s) for ${references.length} there`,
        'name as many columns as the other record is found by',
      )
    parents.set(relation, { kind: definition.to, columns, references })
  }
  return parents
}
