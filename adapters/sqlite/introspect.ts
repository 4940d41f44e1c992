import { readTables } from '../read-tables.ts'
import type { Engine, IntrospectedTable, Statement } from '../types.ts'

const CATALOGUE = `
select json_object(
  'name', m.name, 'isView', json(case m.type when 'view' then 'true' else 'false' end),
  'columns', (select json_group_array(json_object('name', name, 'type', lower(type), 'isNullable', json(case "notnull" when 0 then 'true' else 'false' end), 'position', cid + 1))
    from pragma_table_info(m.name)),
  'keys', (select json_group_array(json(key)) from (
    select json_object('kind', 'p', 'columns', json_group_array(name)) as key from (select name from pragma_table_info(m.name) where pk > 0 order by pk) having count(*) > 0
    union all
    select json_object('kind', 'u', 'columns', (select json_group_array(name) from pragma_index_info(i.name))) from pragma_index_list(m.name) i where i."unique" = 1 and i.origin <> 'pk'
    union all
    select json_object('kind', 'f', 'table', f."table", 'columns', json_group_array(f."from"), 'references', json_group_array(coalesce(f."to", '')))
      from (select * from pragma_foreign_key_list(m.name) order by id, seq) f group by f.id)),
  'indexes', (select json_group_array(json_object('name', i.name, 'isUnique', json(case i."unique" when 1 then 'true' else 'false' end),
      'columns', (select json_group_array(name) from pragma_index_info(i.name)))) from pragma_index_list(m.name) i))
from sqlite_schema m where m.type in ('table', 'view') and m.name not like 'sqlite\\_%' escape '\\' order by m.name`

/** One catalogue query. */
export const introspectSqlite = async (run: (statement: Statement) => ReturnType<Engine['run']>): Promise<readonly IntrospectedTable[]> =>
  readTables((await run({ sql: CATALOGUE, parameters: [] })).map(([json]) => json ?? '{}'))
