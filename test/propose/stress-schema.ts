/** A column of the stress schema: its type in the words of all three engines. */
type ColumnType = 'int' | 'text' | 'short' | 'char' | 'date' | 'flag'
interface StressTable {
  readonly name: string
  readonly columns: Readonly<Record<string, ColumnType>>
  readonly key?: readonly string[]
  readonly foreign?: readonly { readonly columns: readonly string[]; readonly table: string; readonly references: readonly string[] }[]
  readonly rows?: readonly (readonly (string | number | null)[])[]
  readonly isView?: string
}
export type StressDialect = 'postgres' | 'mysql' | 'sqlite'

const TYPES: Readonly<Record<StressDialect, Readonly<Record<ColumnType, string>>>> = {
  postgres: { int: 'integer', text: 'text', short: 'varchar(20)', char: 'char(15)', date: 'date', flag: 'boolean' },
  mysql: { int: 'int', text: 'text', short: 'varchar(20)', char: 'char(15)', date: 'date', flag: 'tinyint(1)' },
  sqlite: { int: 'integer', text: 'text', short: 'varchar(20)', char: 'char(15)', date: 'date', flag: 'boolean' },
}

/** The heart of an invented register, with everything that real ones do to names and keys. Invented people. */
const REGISTER: readonly StressTable[] = [
  {
    name: 'Livru Kazu',
    columns: {
      'No Kazu': 'char',
      'Data Keixa': 'date',
      'Código Município': 'short',
      order: 'int',
      group: 'short',
      'Tipu krime': 'short',
      NUC: 'short',
    },
    key: ['No Kazu'],
    rows: [
      ['VPU/1', '2024-03-14', 'DILI', 1, 'a', 'trafiku', '0001/24.PDDIL'],
      ['VPU/2', null, 'SUAI', 2, 'a', 'trafiku', null],
      ['VPU/3 ', '2024-03-16', null, 3, 'b', 'VD', '0003/24.PDDIL'],
    ],
  },
  {
    // A key of two columns, a foreign key that may be null, padded text, reserved words.
    name: 'vítima',
    columns: {
      'No Kazu': 'char',
      ordem: 'int',
      'Naran Kompletu': 'text',
      sexu: 'char',
      'data moris': 'short',
      select: 'short',
      observações: 'text',
      kaptura: 'flag',
    },
    key: ['No Kazu', 'ordem'],
    foreign: [{ columns: ['No Kazu'], table: 'Livru Kazu', references: ['No Kazu'] }],
    rows: [
      ['VPU/1', 1, 'Maria Ximenes', 'F', '01/02/2001', 'x', 'told in confidence', 1],
      ['VPU/1', 2, 'Rika  Seran', 'P', '13/02/1999', null, null, null],
      ['VPU/2', 1, null, 'L', null, 'y', '', 0],
    ],
  },
  {
    name: 'autor',
    columns: { id: 'int', kazu: 'char', naran: 'text', sexu: 'short', knaar: 'short' },
    key: ['id'],
    foreign: [{ columns: ['kazu'], table: 'Livru Kazu', references: ['No Kazu'] }],
    rows: [
      [1, 'VPU/1', 'Bui Mauk', 'M', 'rekruta'],
      [2, null, 'X', 'M', null],
    ],
  },
  { name: '植物', columns: { 名: 'short', 使用部: 'short', 条件: 'short' }, key: ['名', '使用部'], rows: [['しそ', '葉', '新鮮']] },
  { name: 'Дата рождения', columns: { фамилия: 'short', пол: 'short' }, key: ['фамилия'] },
  { name: 'select', columns: { from: 'int', where: 'short', user: 'short' }, key: ['from'] },
  { name: 'no key at all', columns: { a: 'text', b: 'text' } },
  { name: "o'client; drop table x --", columns: { id: 'int', "it's": 'short', 'a/*b*/': 'short' }, key: ['id'] },
  { name: '- a: &b', columns: { '# todo: {}': 'short', '*alias': 'short', 'key: [': 'int', "say 'yes": 'short' }, key: ['key: ['] },
  { name: 'two\nlines', columns: { id: 'int', 'line\nbreak': 'text' }, key: ['id'] },
  {
    name: 'referral log',
    columns: {
      id: 'int',
      'referred\nto': 'short',
      'agency from': 'short',
      'agency to': 'short',
      'date of referral': 'date',
      status: 'short',
    },
    key: ['id'],
  },
  {
    name: 'wide',
    columns: Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`data_nascimento_${index}`, index === 0 ? 'int' : 'flag'])),
    key: ['data_nascimento_0'],
  },
]

/** 470 tables: the register, and what a hospital system of thirty years has around it. */
export const stressTables = (): readonly StressTable[] => {
  const stems = [
    'encounter',
    'patient_identifier',
    'concept_name',
    'obs',
    'drug_order',
    'form_field',
    'location_tag',
    'tmp_export',
    'audit_log',
    'lookup_value',
    'person_attribute',
    'visit_type',
  ]
  const filler = Array.from({ length: 470 - REGISTER.length }, (_, index): StressTable => {
    const name = `${stems[index % stems.length]}_${Math.floor(index / stems.length)}`
    return {
      name,
      columns: {
        [`${name}_id`]: 'int',
        uuid: 'short',
        creator: 'int',
        date_created: 'date',
        voided: 'flag',
        person_id: 'int',
        value_text: 'text',
        value_coded: 'int',
        sort_weight: 'int',
        retire_reason: 'short',
      },
      key: [`${name}_id`],
    }
  })
  return [...REGISTER, ...filler]
}

const quoteFor = (dialect: StressDialect) => (name: string) =>
  dialect === 'mysql' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`

/** Statements that make the schema and its few rows. */
export const stressSql = (dialect: StressDialect): readonly string[] => {
  const quote = quoteFor(dialect)
  const list = (names: readonly string[]): string => names.map(quote).join(', ')
  const literal = (value: string | number | null, type: ColumnType | undefined): string =>
    value === null
      ? 'null'
      : type === 'flag'
        ? dialect === 'postgres'
          ? String(value === 1)
          : String(value)
        : typeof value === 'number'
          ? String(value)
          : `'${value.replaceAll("'", "''")}'`
  return stressTables().flatMap(({ name, columns, key, foreign = [], rows = [] }) => [
    `create table ${quote(name)} (${[
      ...Object.entries(columns).map(([column, type]) => `${quote(column)} ${TYPES[dialect][type]}`),
      ...(key ? [`primary key (${list(key)})`] : []),
      ...foreign.map((one) => `foreign key (${list(one.columns)}) references ${quote(one.table)} (${list(one.references)})`),
    ].join(', ')})`,
    ...rows.map(
      (row) => `insert into ${quote(name)} values (${row.map((value, index) => literal(value, Object.values(columns)[index])).join(', ')})`,
    ),
  ])
}
