import type { ColumnPlan, FieldReader } from '../../schema/index.ts'

/** Columns whose cells are codes of a shared list. */
export const codeColumns = (reader: FieldReader): readonly string[] => {
  switch (reader.read) {
    case 'column':
      return ofPlan(reader.column)
    case 'firstOf':
      return reader.of.flatMap(ofPlan)
    case 'documents':
      return reader.of.flatMap(({ type }) => (typeof type === 'string' ? [] : [type.column]))
    case 'constant':
    case 'flags':
    case 'names':
      return []
  }
}

const ofPlan = ({ column, convert }: ColumnPlan): readonly string[] => (convert.to === 'code' ? [column] : [])
