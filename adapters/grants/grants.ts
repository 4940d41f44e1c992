import { type AgencyModel, HubError } from '../../schema/index.ts'
import { fileNotes } from './files.ts'
import { mssqlNotes, mssqlPrivileges } from './mssql.ts'
import { mysqlNotes, mysqlPrivileges } from './mysql.ts'
import { neededColumns } from './needed-columns.ts'
import { postgresNotes, postgresPrivileges } from './postgres.ts'
import { recommendedIndexes } from './recommended-indexes.ts'
import type { Grants, GrantsOptions } from './types.ts'

const ROLE = /^[a-z][a-z0-9_]{0,30}$/
const HOST = /^[A-Za-z0-9.:%-]{1,60}$/

/**
 * The least that the adapter of an agency must be allowed: the mapped columns, read-only, bounded. Pure: the same mapping, the same text.
 *
 * Where the mapping keeps a SELECT in a file, the columns that it reads are granted on their own tables.
 *
 * @throws {HubError} MAPPING_INVALID where a SELECT leaves open which table a column belongs to; BAD_ARGUMENT for a role or host that is no plain name
 */
export const grantsFor = (model: AgencyModel, options: GrantsOptions = {}): Grants => {
  const engine = options.engine ?? model.source.engine
  const role = options.role ?? `tip_hub_${model.agency.replaceAll('-', '_')}`
  const host = options.host ?? 'localhost'
  if (!ROLE.test(role))
    throw new HubError('BAD_ARGUMENT', { argument: 'role', problem: 'is a plain name in lower case, at most 31 characters' })
  if (!HOST.test(host)) throw new HubError('BAD_ARGUMENT', { argument: 'host', problem: 'is a host name, an address or %' })
  const spelling = engine === 'files' ? 'sqlite' : engine
  const tables = neededColumns(model, spelling)
  const indexes = recommendedIndexes(model, spelling)
  const shared = { agency: model.agency, engine, tables }
  switch (engine) {
    case 'postgres':
      return {
        ...shared,
        role,
        privileges: postgresPrivileges(model, role, tables),
        indexes,
        notes: [...postgresNotes(role), ...documentNotes(model)],
      }
    case 'mysql':
      return {
        ...shared,
        role,
        privileges: mysqlPrivileges(model, role, host, tables),
        indexes,
        notes: [...mysqlNotes(role, host), ...documentNotes(model)],
      }
    case 'mssql':
      return {
        ...shared,
        role,
        privileges: mssqlPrivileges(role, tables),
        indexes,
        notes: [...mssqlNotes(role, model), ...documentNotes(model)],
      }
    case 'sqlite':
    case 'files':
      return { ...shared, privileges: [], indexes: engine === 'files' ? [] : indexes, notes: fileNotes(model, role) }
  }
}

/** A right on a column is a right on all of a document in it. */
const documentNotes = ({ records, consents }: AgencyModel): readonly string[] => {
  const readers = [
    ...[...records.values()].flatMap(({ fields }) => [...fields.values()].map(({ reader }) => reader)),
    ...consents.flatMap(({ scope, state, until }) => [scope, state, ...(until ? [until] : [])]),
  ]
  const columns = readers
    .flatMap((reader) =>
      reader.read === 'column' ? [reader.column] : reader.read === 'firstOf' || reader.read === 'names' ? reader.of : [],
    )
    .filter(({ path }) => path !== undefined)
    .map(({ column }) => column)
  return [...new Set(columns)].map(
    (column) =>
      `The column ${column} is a document, and the right on it is a right on all of it. Narrower: a view that names each path, mapped instead of the table.`,
  )
}

/** The two parts as one script. */
export const grantsText = ({ agency, engine, privileges, indexes, notes }: Grants): string => {
  const comment = (line: string): string => `-- ${line}`
  return [
    comment(`Least privilege for the adapter of ${agency} (${engine}).`),
    ...(privileges.length === 0 ? [] : ['', comment('1. Privileges: exactly the columns that agency.yaml maps.'), ...privileges]),
    '',
    ...notes.map(comment),
    ...(indexes.length === 0
      ? []
      : [
          '',
          comment('2. Recommended indexes, one for each filter and order that agency.yaml offers; none of them is needed.'),
          ...indexes,
        ]),
    '',
  ].join('\n')
}
