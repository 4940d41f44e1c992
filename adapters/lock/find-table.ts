import type { AgencyModel } from '../../schema/index.ts'
import type { NeededTable } from '../grants/needed-columns.ts'
import { schemaOf } from '../grants/postgres.ts'
import type { Engine, IntrospectedTable } from '../types.ts'

/** The table that a mapping means. Names differ in case only where the database takes them for the same. */
export const findTable = (
  model: AgencyModel,
  { dialect }: Engine,
  catalogue: readonly IntrospectedTable[],
  { schema, table }: Pick<NeededTable, 'schema' | 'table'>,
): IntrospectedTable | undefined => {
  if (dialect === 'postgres') return catalogue.find((found) => found.name === table && found.schema === (schema ?? schemaOf(model)))
  const inSchema = catalogue.filter((found) => schema === undefined || found.schema === undefined || found.schema === schema)
  return inSchema.find(({ name }) => name === table) ?? inSchema.find(({ name }) => name.toLowerCase() === table.toLowerCase())
}

/** Whether the database takes two names of columns for the same. */
export const isSameColumn = ({ dialect }: Pick<Engine, 'dialect'>, a: string, b: string): boolean =>
  a === b || (dialect !== 'postgres' && a.toLowerCase() === b.toLowerCase())
