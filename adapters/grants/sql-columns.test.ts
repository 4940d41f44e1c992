import { describe, expect, it } from 'vitest'
import { selectColumns } from './sql-columns.ts'
import type { SqlSpelling } from './sql-tokens.ts'

const read = (sql: string, spelling: SqlSpelling = 'postgres') =>
  selectColumns(sql, 'x.sql', spelling)
    .reads.map(({ schema, table, column }) => [schema, table, column].filter(Boolean).join('.'))
    .toSorted()

describe('selectColumns', () => {
  it.each([
    ['joins', 'select v.a, k.b from vitima as v join kazu k on k.id = v.id_kazu', ['kazu.b', 'kazu.id', 'vitima.a', 'vitima.id_kazu']],
    ['bare names of the only table', 'select a, min(b) as least from t where c > 1 group by a', ['t.a', 't.b', 't.c']],
    ['a filter alone', "select t.a from t where t.hidden like '%x%'", ['t.a', 't.hidden']],
    ['a sub-select', 'select o.a from o where exists (select 1 from i where i.o = o.id)', ['i.o', 'o.a', 'o.id']],
    ['a common table expression', 'with s as (select t.a, t.b from t) select s.a from s', ['t.a', 't.b']],
    ['rows made of a document', "select e.v ->> 'x' as x from t cross join lateral jsonb_array_elements(t.d) as e (v)", ['t.d']],
    ['a schema', 'select k.a from reg.kazu as k', ['reg.kazu.a']],
    ['a list of tables', 'select a.x, b.y from ta a, tb b where a.i = b.i', ['ta.i', 'ta.x', 'tb.i', 'tb.y']],
    ['functions with a FROM of their own', 'select extract(year from t.d) as y, trim(both from t.n) as n from t', ['t.d', 't.n']],
    ['a comparison that says FROM', 'select t.a from t where t.a is distinct from t.b', ['t.a', 't.b']],
    ['what looks like a column in a text', "select t.a from t where t.b = 'k.hidden' -- k.other", ['t.a', 't.b']],
    ['casts', 'select t.a::text as a, cast(t.b as integer) as b from t', ['t.a', 't.b']],
    ['both sides of a union', 'select t.a from t union all select u.b from u', ['t.a', 'u.b']],
    ['names that are words when quoted', 'select k."select", k."No" from k', ['k.No', 'k.select']],
  ])('finds the columns of %s', (_what, sql, expected) => {
    expect(read(sql)).toEqual(expected)
  })

  it('folds names as the database does', () => {
    expect(read('select K.ID from Kazu as K')).toEqual(['kazu.id'])
    expect(read('select K.ID from Kazu as K', 'sqlite')).toEqual(['Kazu.ID'])
    expect(read('select k.`ID` from kazu as k where k.a = "k.b"', 'mysql')).toEqual(['kazu.ID', 'kazu.a'])
  })

  it.each([
    ['select * from t', 'holds *'],
    ['select t.* from t', 'holds *'],
    ['select a, t.b from t join u on u.i = t.i', 'a cannot be attributed to a table'],
    ['select x.a from t', 'x cannot be attributed to a table'],
    ['select a.x from t a union select a.y from u a', 'a stands for two tables'],
  ])('refuses what leaves a column open: %s', (sql, problem) => {
    expect(() => selectColumns(sql, 'x.sql', 'postgres')).toThrowError(
      expect.objectContaining({
        code: 'MAPPING_INVALID',
        details: expect.objectContaining({ problems: expect.stringContaining(problem) }),
      }),
    )
  })

  it('knows which of its own columns are one of a table, unchanged', () => {
    const { outputs } = selectColumns("select v.a, v.b as c, v.d ->> 'x' as d, lower(v.e) as e from vitima as v", 'x.sql', 'postgres')

    expect([...outputs]).toEqual([
      ['a', { table: 'vitima', column: 'a' }],
      ['c', { table: 'vitima', column: 'b' }],
    ])
  })
})
