import { readTables } from '../read-tables.ts'
import type { Engine, IntrospectedTable, Statement } from '../types.ts'

const CATALOGUE = `
select json_object(
  'name', t.table_name, 'isView', json_extract(if(t.table_type like '%VIEW%', 'true', 'false'), '$'), 'rowEstimate', t.table_rows,
  'columns', (
    select json_arrayagg(json_object('name', c.column_name, 'type', c.column_type,
      'isNullable', json_extract(if(c.is_nullable = 'YES', 'true', 'false'), '$'), 'comment', c.column_comment, 'position', c.ordinal_position))
    from information_schema.columns c where c.table_schema = t.table_schema and c.table_name = t.table_name),
  'keys', coalesce((
    select json_arrayagg(json_object('kind', case k.constraint_type when 'PRIMARY KEY' then 'p' when 'UNIQUE' then 'u' else 'f' end,
      'columns', json_extract((select concat('[', group_concat(json_quote(u.column_name) order by u.ordinal_position), ']')
        from information_schema.key_column_usage u where u.table_schema = k.table_schema and u.table_name = k.table_name and u.constraint_name = k.constraint_name), '$'),
      'table', (select min(u.referenced_table_name) from information_schema.key_column_usage u
        where u.table_schema = k.table_schema and u.table_name = k.table_name and u.constraint_name = k.constraint_name),
      'references', json_extract((select concat('[', group_concat(json_quote(u.referenced_column_name) order by u.ordinal_position), ']')
        from information_schema.key_column_usage u where u.table_schema = k.table_schema and u.table_name = k.table_name and u.constraint_name = k.constraint_name), '$')))
    from information_schema.table_constraints k
    where k.table_schema = t.table_schema and k.table_name = t.table_name and k.constraint_type in ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')), json_array()),
  'indexes', coalesce((
    select json_arrayagg(json_object('name', i.index_name, 'isUnique', json_extract(if(i.non_unique = 0, 'true', 'false'), '$'), 'columns', json_extract(i.columns, '$')))
    from (select table_schema, table_name, index_name, min(non_unique) as non_unique,
        concat('[', group_concat(coalesce(json_quote(column_name), 'null') order by seq_in_index), ']') as columns
      from information_schema.statistics group by table_schema, table_name, index_name) i
    where i.table_schema = t.table_schema and i.table_name = t.table_name), json_array()))
from information_schema.tables t where t.table_schema = database() order by t.table_name`

/** One catalogue query. */
export const introspectMysql = async (run: (statement: Statement) => ReturnType<Engine['run']>): Promise<readonly IntrospectedTable[]> =>
  readTables((await run({ sql: CATALOGUE, parameters: [] })).map(([json]) => json ?? '{}'))
