import type { AgencyModel, FieldModel } from '../../schema/index.ts'
import { readerColumns } from '../grants/needed-columns.ts'
import { recommendedIndexes } from '../grants/recommended-indexes.ts'
import type { RecordQuery } from '../types.ts'
import type { SqlDialect } from './dialect.ts'
import type { Purpose } from './plan-gate.ts'

/** What a query asks in shared terms, and the indexes that were made for it, as `tip-hub grants` prints them. */
export const purposeOf = (model: AgencyModel, db: SqlDialect, { kind, selection }: RecordQuery): Purpose => {
  const record = model.records.get(kind)
  const named =
    selection.by === 'page'
      ? [...selection.filter.map(({ field }) => field), ...(selection.orderBy === undefined ? [] : [selection.orderBy])]
      : []
  const fields = [...new Set(named)].flatMap((name) => record?.fields.get(name) ?? [])
  const pointer = selection.by === 'parents' ? record?.parents.get(selection.relation)?.columns : undefined
  const columns =
    selection.by === 'nucs' ? columnsOf(record?.fields.get('nuc')) : [...fields.flatMap(columnsOf), ...(pointer ?? record?.key ?? [])]
  return {
    asked: fields.length === 0 ? kind : fields.map(({ name }) => `${kind}.${name}`).join(', '),
    indexes: () => recommendedIndexes(model, db.name).filter((index) => columns.some((column) => index.includes(column))),
  }
}

const columnsOf = (field: FieldModel | undefined): readonly string[] => (field ? readerColumns(field.reader) : [])
