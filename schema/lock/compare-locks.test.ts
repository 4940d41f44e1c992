import { describe, expect, it } from 'vitest'
import { swappedPairs } from './compare-columns.ts'
import { compareLocks } from './compare-locks.ts'
import { isSealed, type LockColumn, type LockTable, SchemaLock, sealLock } from './schema-lock.ts'
import { typeFamily } from './type-family.ts'

const column = (name: string, position: number, overrides: Partial<LockColumn> = {}): LockColumn => ({
  name,
  type: 'text',
  isNullable: true,
  position,
  isMapped: true,
  ...overrides,
})
const victims: LockTable = {
  name: 'vitima',
  isView: false,
  columns: [
    column('id', 1, { type: 'integer', isNullable: false }),
    column('naran', 2),
    column('sexu', 3),
    column('notas', 4, { isMapped: false }),
  ],
  primaryKey: ['id'],
  uniqueKeys: [],
  foreignKeys: [],
  indexes: [{ name: 'vitima_sexu', columns: ['sexu'], isUnique: false }],
}
const lockOf = (
  overrides: Partial<LockTable> = {},
  engine: SchemaLock['engine'] = 'postgres',
  meanings: Record<string, string> = {},
): SchemaLock =>
  sealLock({
    agency: 'pntl',
    engine,
    tables: [{ ...victims, ...overrides }],
    codeTables: [
      {
        table: 'sexu',
        key: 'kodigu',
        labels: ['naran'],
        meanings: Object.fromEntries(Object.entries(meanings).map(([code, digit]) => [code, `sha256:${digit.repeat(64)}`])),
      },
    ],
  })
const changed = (columns: readonly LockColumn[], engine: SchemaLock['engine'] = 'postgres') =>
  compareLocks(lockOf({}, engine), lockOf({ columns: [...columns] }, engine)).map(({ severity, code, column: name, detail }) =>
    [severity, code, name, detail].filter((part) => part !== undefined).join(' '),
  )
const [id, naran, sexu, notas] = [
  column('id', 1, { type: 'integer', isNullable: false }),
  column('naran', 2),
  column('sexu', 3),
  column('notas', 4, { isMapped: false }),
]

describe('a lock', () => {
  it('is equal for equal databases, in whatever order their parts come', () => {
    const { tables, ...rest } = lockOf()

    expect(sealLock({ ...rest, tables: tables.map((table) => ({ ...table, columns: table.columns.toReversed() })) })).toEqual(lockOf())
    expect(SchemaLock.parse(lockOf())).toEqual(lockOf())
  })

  it('tells that somebody changed it by hand', () => {
    expect(isSealed(lockOf())).toBe(true)
    expect(isSealed({ ...lockOf(), agency: 'pgr' })).toBe(false)
  })
})

describe('the difference of two locks', () => {
  it('is nothing where nothing changed', () => {
    expect(compareLocks(lockOf(), lockOf())).toEqual([])
  })

  it('breaks what reads a column that is gone, and only notes one that nothing reads', () => {
    expect(changed([id, naran, notas])).toEqual(['BREAKING COLUMN_GONE sexu'])
    expect(changed([id, naran, sexu])).toEqual(['INFO COLUMN_GONE notas'])
  })

  it('names the column that stands in the place of one that is gone', () => {
    expect(changed([id, naran, column('sexo', 3, { isMapped: false }), notas])).toEqual([
      'BREAKING COLUMN_RENAMED sexu sexo',
      'RISK COLUMN_NEW sexo',
    ])
  })

  it('breaks what reads a column of another type, not one that became wider', () => {
    expect(changed([id, naran, column('sexu', 3, { type: 'date' }), notas])).toEqual(['BREAKING COLUMN_RETYPED sexu text -> date'])
    expect(changed([id, naran, column('sexu', 3, { type: 'character varying(20)' }), notas])).toEqual([
      'INFO COLUMN_WIDENED sexu text -> character varying(20)',
    ])
  })

  it('breaks two columns that took each other’s name', () => {
    expect(changed([id, column('sexu', 2), column('naran', 3), notas])).toEqual([
      'BREAKING COLUMN_SWAPPED sexu naran',
      'BREAKING COLUMN_SWAPPED naran sexu',
    ])
  })

  it('takes a column that was dropped and made again for the same one', () => {
    expect(changed([id, sexu, notas, column('naran', 5)])).toEqual([])
    expect(changed([id, column('sexu', 2), column('notas', 3, { isMapped: false }), column('naran', 4)])).toEqual([])
    // Two that changed places beside one that was made again.
    expect(swappedPairs([1, 6, 4, 5, 3, 7, 2])).toEqual([
      [6, 3],
      [3, 6],
    ])
    expect(swappedPairs([1, 2, 4, 5, 3])).toEqual([])
  })

  it('lets the columns of a file stand in any order', () => {
    expect(changed([id, column('sexu', 2), column('naran', 3), notas], 'files')).toEqual([])
  })

  it('warns of a new column, and of a mapped one that may be empty now', () => {
    expect(changed([id, naran, sexu, notas, column('foun', 5, { isMapped: false })])).toEqual(['RISK COLUMN_NEW foun'])
    expect(changed([column('id', 1, { type: 'integer' }), naran, sexu, notas])).toEqual(['RISK COLUMN_NULLABLE id'])
  })

  it('breaks where the table is gone', () => {
    expect(compareLocks(lockOf(), { ...lockOf(), tables: [] })).toEqual([{ severity: 'BREAKING', code: 'TABLE_GONE', table: 'vitima' }])
  })

  it('warns where a key is lost, and notes a lost index', () => {
    expect(compareLocks(lockOf(), lockOf({ primaryKey: [], indexes: [] })).map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'RISK KEY_LOST',
      'INFO INDEX_LOST',
    ])
  })

  it('warns of a code that means something else now, and of a new one', () => {
    const live = lockOf({}, 'postgres', { F: 'b', X: 'c' })

    expect(
      compareLocks(lockOf({}, 'postgres', { F: 'a', M: 'a' }), live).map(({ severity, code, detail }) => `${severity} ${code} ${detail}`),
    ).toEqual(['RISK CODE_MEANING F', 'RISK CODE_NEW X', 'INFO CODE_GONE M'])
  })
})

it.each([
  ['character varying(20)', 'text'],
  ['int(11) unsigned', 'integer'],
  ['bigint', 'integer'],
  ['numeric(10,0)', 'decimal'],
  ['timestamp(3) without time zone', 'timestamp'],
  ["enum('F','M')", 'other enum'],
  ['text[]', 'other text[]'],
  ['uuid', 'other uuid'],
])('knows %s as %s', (type, family) => {
  expect(typeFamily(type)).toBe(family)
})
