import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { compileSql } from '../compile/query-compilers.ts'
import { writtenOut } from './written-out.ts'

const statement = (...values: readonly unknown[]) =>
  compileSql('mysql', sql`select '?' from t where a in (${sql.join(values)}) limit ${21}`)

describe('writtenOut', () => {
  it('puts plain values where the parameters stand, and leaves other question marks alone', () => {
    expect(writtenOut(statement('40/20.YDACN', '?', '%a"b#--'))).toBe(
      `select '?' from t where a in ('40/20.YDACN', '?', '%a"b#--') limit 21`,
    )
  })

  it.each([["a'b"], ['a\\'], ['é'], ['\n'], ['\u0000'], ['x'.repeat(501)], [null], [undefined], [1.5], [-1], [Number.NaN], [{}]])(
    'writes no %j',
    (value) => {
      expect(writtenOut(statement('40/20.YDACN', value))).toBeUndefined()
    },
  )

  it('writes nothing where it was not told the pieces', () => {
    expect(writtenOut({ sql: 'select ?', parameters: ['a'] })).toBeUndefined()
  })
})
