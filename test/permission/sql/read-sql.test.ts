import { describe, expect, it } from 'vitest'
import { usesIn } from './uses.ts'

const at = (relation: string, column: string, isOfRow = true) => ({ relation, column, isOfRow })

describe('reading a statement', () => {
  it('tells what comes out from what decides', () => {
    const { values, conditions } = usesIn(`select "t1"."id"::text, case when "t1"."stage" in ($1, ')') then "t1"."name" end
      from "cases" as "t1" where "t1"."only" = 'x' and exists (select 1 from "ref" as "t2" where "t2"."of" = "t1"."id") order by "t1"."at"`)

    expect(values).toEqual([
      { ...at('cases', 'id'), guards: [] },
      { ...at('cases', 'name'), guards: [[at('cases', 'stage')]] },
    ])
    expect(conditions.map(({ column }) => column)).toEqual(['stage', 'only', 'of', 'id', 'at'])
  })

  it('follows the value of a subselect, and keeps what a SELECT that stands in for a table selects to itself', () => {
    const { values, conditions } = usesIn(
      'select (select `t2`.`id` from (SELECT a.`secret`, a.id FROM a) as `t2` where `t2`.`no` = `t1`.`no` limit 1) from `s`.`b` as `t1`',
    )

    expect(values).toEqual([{ ...at('SELECT a.`secret`, a.id FROM a', 'id', false), guards: [] }])
    expect(conditions).toEqual([at('SELECT a.`secret`, a.id FROM a', 'no', false), at('b', 'no')])
  })

  it('finds a value in the ELSE of a case, and a function in FROM', () => {
    const { values, conditions } = usesIn(
      `select case when true then 1 else "t1"."a" end from "t" as "t1" where exists (select 1 from json_each("t1"."list") as e where e.value = $1)`,
    )

    expect(values.map(({ column }) => column)).toEqual(['a'])
    expect(conditions).toEqual([at('t', 'list')])
  })

  it('refuses what it does not understand', () => {
    expect(() => usesIn('select "t9"."a" from "t" as "t1"')).toThrow('not known')
    expect(() => usesIn('select "a" from "t" as "t1"')).toThrow('should')
  })
})
