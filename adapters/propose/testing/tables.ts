import type { IntrospectedTable } from '../../types.ts'

type Part = Partial<Omit<IntrospectedTable, 'name' | 'columns'>>

/** A table as a catalogue tells it; `columns`: name -> type. */
export const aTable = (name: string, columns: Readonly<Record<string, string>>, part: Part = {}): IntrospectedTable => ({
  name,
  isView: false,
  columns: Object.entries(columns).map(([column, type]) => ({ name: column, type, isNullable: true })),
  primaryKey: [],
  uniqueKeys: [],
  foreignKeys: [],
  indexes: [],
  ...part,
})
