import { z } from 'zod'
import type { IntrospectedTable } from './types.ts'

const names = z.array(z.string())
const CatalogueTable = z.object({
  schema: z.string().nullish(),
  name: z.string(),
  isView: z.boolean(),
  rowEstimate: z.number().nullish(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      isNullable: z.boolean(),
      comment: z.string().nullish(),
      position: z.int().nullish(),
      isReadable: z.boolean().nullish(),
    }),
  ),
  keys: z.array(z.object({ kind: z.enum(['p', 'u', 'f']), columns: names, table: z.string().nullish(), references: names.nullish() })),
  indexes: z.array(z.object({ name: z.string(), columns: z.array(z.string().nullable()), isUnique: z.boolean() })),
})

/** Tables as an engine's catalogue query writes them, one JSON object each. Constraints: `p` primary, `u` unique, `f` foreign key. */
export const readTables = (texts: readonly string[]): readonly IntrospectedTable[] => texts.map((text) => catalogueTable(JSON.parse(text)))

/** One table as a catalogue tells it, checked: every answer of a database is foreign. */
export const catalogueTable = (told: unknown): IntrospectedTable => {
  const { schema, name, isView, rowEstimate, columns, keys, indexes } = CatalogueTable.parse(told)
  const of = (kind: 'p' | 'u' | 'f') => keys.filter((key) => key.kind === kind)
  return {
    ...(schema == null ? {} : { schema }),
    name,
    isView,
    columns: columns.map(({ comment, position, isReadable, ...column }) => ({
      ...column,
      ...(comment == null || comment === '' ? {} : { comment }),
      ...(position == null ? {} : { position }),
      ...(isReadable == null ? {} : { isReadable }),
    })),
    primaryKey: of('p')[0]?.columns ?? [],
    uniqueKeys: of('u').map((key) => key.columns),
    foreignKeys: of('f').map((key) => ({ columns: key.columns, table: key.table ?? '', references: key.references ?? [] })),
    indexes: indexes.map((index) => ({ ...index, columns: index.columns.map((column) => column ?? '(expression)') })),
    ...(rowEstimate == null ? {} : { rowEstimate }),
  }
}
