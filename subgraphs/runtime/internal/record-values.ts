import type { RecordRow } from '../../../adapters/index.ts'
import type { AgencyModel, FieldGapReason, JsonValue, RecordKindName } from '../../../schema/index.ts'
import type { Profile } from '../access/profile.ts'
import { gapOf, gapSourceOf } from '../values/gaps.ts'
import { isListField, listValue, scalarValue } from '../values/json.ts'

/** Values and gaps of wanted fields, as the graph would give them. */
export interface FieldValues {
  readonly values: Readonly<Record<string, JsonValue>>
  readonly gaps: Readonly<Record<string, FieldGapReason>>
}

/** Fields of the vocabulary among those wanted; the read is prepared with them in this order. */
export const knownFields = (model: AgencyModel, kind: RecordKindName, wanted: readonly string[]): readonly string[] => {
  const { fields } = model.vocabulary.kinds[kind]
  return [...new Set(wanted)].filter((field) => Object.hasOwn(fields, field))
}

/** @returns a reader of rows that were read with `knownFields` of the same names; a name that the vocabulary lacks is `NOT_HELD` */
export function fieldReader(
  model: AgencyModel,
  kind: RecordKindName,
  wanted: readonly string[],
  profile: Profile,
): (row: RecordRow) => FieldValues {
  const known = knownFields(model, kind, wanted)
  const place = { cell: (field: string) => known.indexOf(field), parent: () => -1 }
  const columns = [...new Set(wanted)].map((field) => ({
    field,
    index: known.indexOf(field),
    definition: known.includes(field) ? model.vocabulary.kinds[kind].fields[field] : undefined,
    source: gapSourceOf(model, kind, field, profile.accessOf, place),
  }))
  return (row) => {
    const values: [string, JsonValue][] = []
    const gaps: [string, FieldGapReason][] = []
    for (const { field, index, definition, source } of columns) {
      const cell = row.cells[index] ?? null
      values.push([
        field,
        definition ? (isListField(definition) ? asJson(listValue(definition, cell)) : scalarValue(definition, cell)) : null,
      ])
      const reason = gapOf(source, row, definition)
      if (reason !== undefined) gaps.push([field, reason])
    }
    return { values: Object.fromEntries(values), gaps: Object.fromEntries(gaps) }
  }
}

const asJson = (list: ReturnType<typeof listValue>): JsonValue =>
  list === null ? null : list.map((item): JsonValue => (typeof item === 'object' ? { ...item } : item))
