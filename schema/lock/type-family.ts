/** What a column's type can hold, told coarsely: within a family the same cell is written the same way. */
export type TypeFamily =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'float'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'boolean'
  | 'json'
  | 'binary'
  | `other ${string}`

const FAMILIES: readonly (readonly [RegExp, TypeFamily])[] = [
  [/^(character varying|character|varchar|nvarchar|char|nchar|bpchar|text|ntext|tinytext|mediumtext|longtext|citext|clob|name)$/, 'text'],
  [/^(smallint|integer|bigint|int|int2|int4|int8|tinyint|mediumint|serial|bigserial|year)$/, 'integer'],
  [/^(numeric|decimal|number|money|smallmoney)$/, 'decimal'],
  [/^(real|double|double precision|float|float4|float8)$/, 'float'],
  [/^date$/, 'date'],
  [
    /^(timestamp|timestamp without time zone|datetime|datetime2|smalldatetime|timestamp with time zone|timestamptz|datetimeoffset)$/,
    'timestamp',
  ],
  [/^(time|time without time zone|time with time zone)$/, 'time'],
  [/^(boolean|bool|bit)$/, 'boolean'],
  [/^(json|jsonb)$/, 'json'],
  [/^(bytea|blob|tinyblob|mediumblob|longblob|binary|varbinary|image)$/, 'binary'],
]

/** @param type as a catalogue writes it: `character varying(20)`, `int(11) unsigned`, `text[]` */
export const typeFamily = (type: string): TypeFamily => {
  const written = type.toLowerCase().trim()
  const isArray = written.endsWith('[]')
  const bare = written
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\b(unsigned|zerofill|signed)\b/g, ' ')
    .replace(/\[\]$/, '')
    .replace(/\s+/g, ' ')
    .trim()
  // The values of an enumeration are part of its type here; they come as texts.
  if (/^(enum|set)$/.test(bare)) return `other ${bare}`
  const family = FAMILIES.find(([pattern]) => pattern.test(bare))?.[1] ?? (`other ${bare}` as const)
  return isArray ? `other ${family}[]` : family
}
