import { sql } from 'kysely'
import type { AgencyModel } from '../../schema/index.ts'
import { compileSql } from '../compile/query-compilers.ts'
import { neededColumns } from '../grants/needed-columns.ts'
import { schemaOf } from '../grants/postgres.ts'
import type { Engine, RunOptions, Statement } from '../types.ts'

/**
 * A text that is another one when a mapped table was altered: names, types and places of its columns. Far cheaper than the whole catalogue, so that
 * it can be asked for while people ask.
 */
export const catalogueMark = async (model: AgencyModel, engine: Engine, options: RunOptions): Promise<string> => {
  const rows = await engine.run(statementOf(model, engine.dialect), options)
  return JSON.stringify(rows)
}

function statementOf(model: AgencyModel, dialect: Engine['dialect']): Statement {
  const tables = neededColumns(model, dialect)
  const names = tables.map(({ table }) => table)
  switch (dialect) {
    case 'postgres': {
      const places = tables.map(({ schema, table }) => sql`(n.nspname = ${schema ?? schemaOf(model)} and c.relname = ${table})`)
      return compileSql(
        dialect,
        sql`select md5(string_agg(concat_ws('/', c.oid, a.attnum, a.attname, a.atttypid, a.atttypmod,
            has_column_privilege(c.oid, a.attnum, 'SELECT')), ',' order by c.oid, a.attnum))
          from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
          where a.attnum > 0 and not a.attisdropped and (${places.length === 0 ? sql`false` : sql.join(places, sql` or `)})`,
      )
    }
    case 'mysql':
      return compileSql(
        dialect,
        sql`select cast(count(*) as char), cast(coalesce(sum(crc32(concat_ws('/', table_name, ordinal_position, column_name, column_type))), 0) as char)
          from information_schema.columns where table_schema = database() and table_name in (${sql.join(names.length === 0 ? [''] : names)})`,
      )
    case 'sqlite':
      // Views too: what they show changes with their text.
      return compileSql(dialect, sql`select name || coalesce(sql, '') from sqlite_schema where type in ('table', 'view') order by name`)
  }
}
