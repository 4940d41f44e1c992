import { readTables } from '../read-tables.ts'
import type { Engine, IntrospectedTable, Statement } from '../types.ts'

/** Tables and views that the role may read, one JSON object each; keys, foreign keys and indexes included. */
const CATALOGUE = `
select json_build_object(
  'schema', n.nspname, 'name', c.relname, 'isView', c.relkind in ('v', 'm'),
  'rowEstimate', case when c.reltuples >= 0 then c.reltuples::bigint end,
  'columns', (
    select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'isNullable', not a.attnotnull, 'comment', col_description(c.oid, a.attnum), 'position', a.attnum,
      'isReadable', has_column_privilege(c.oid, a.attnum, 'SELECT')) order by a.attnum), '[]')
    from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
  'keys', (
    select coalesce(json_agg(json_build_object('kind', k.contype, 'columns', (
        select json_agg(a.attname order by place.n) from unnest(k.conkey) with ordinality place (attnum, n)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = place.attnum),
      'table', (select relname from pg_class where oid = k.confrelid),
      'references', (
        select json_agg(a.attname order by place.n) from unnest(k.confkey) with ordinality place (attnum, n)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = place.attnum)) order by k.conname), '[]')
    from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f')),
  'indexes', (
    select coalesce(json_agg(json_build_object('name', ic.relname, 'isUnique', i.indisunique, 'columns', (
        select json_agg(pg_get_indexdef(i.indexrelid, place::int, true) order by place) from generate_series(1, i.indnkeyatts) place))
      order by ic.relname), '[]')
    from pg_index i join pg_class ic on ic.oid = i.indexrelid where i.indrelid = c.oid))::text
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
  and has_schema_privilege(n.oid, 'USAGE') and (has_table_privilege(c.oid, 'SELECT') or has_any_column_privilege(c.oid, 'SELECT'))
order by n.nspname, c.relname`

/** One catalogue query. */
export const introspectPostgres = async (run: (statement: Statement) => ReturnType<Engine['run']>): Promise<readonly IntrospectedTable[]> =>
  readTables((await run({ sql: CATALOGUE, parameters: [] })).map(([json]) => json ?? '{}'))
