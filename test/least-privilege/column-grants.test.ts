import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CANARIES } from '../../demo/fill/index.ts'
import { type DemoDatabases, demoAgency, startDemoDatabases } from '../support/demo-databases.ts'

// A right on a column is a right on all of a document in it: `tip-hub grants mssi` says so.
const IN_A_DOCUMENT = (agency: string, column: string): boolean => agency === 'mssi' && column === 'data'
const of = (source: 'postgres' | 'mysql') =>
  CANARIES.filter(({ agency, column }) => demoAgency(agency).source === source && !IN_A_DOCUMENT(agency, column))

describe('the database of an agency, asked with the rights of its adapter', () => {
  let databases: DemoDatabases
  beforeAll(async () => {
    databases = await startDemoDatabases({ seed: 5, scale: 1 })
  }, 120_000)
  afterAll(() => databases?.close())

  const asAdapter = async (code: string): Promise<pg.Client> => {
    const client = new pg.Client(databases.addressFor(code))
    await client.connect()
    return client
  }

  it.each(of('postgres'))(
    'refuses $column of $table at $agency, selected or in a filter (PostgreSQL)',
    async ({ agency, table, column }) => {
      const client = await asAdapter(agency)
      try {
        const place = `${quoted(table)}`
        for (const text of [
          `select ${quoted(column)} from ${place}`,
          `select 1 from ${place} where ${quoted(column)} like '%a%'`,
          `select 1 from ${place} order by ${quoted(column)}`,
          `select * from ${place}`,
        ])
          await expect(client.query(text)).rejects.toMatchObject({ code: '42501' })
      } finally {
        await client.end()
      }
    },
  )

  it('lets the role of PostgreSQL neither write, nor see another database, nor become another role', async () => {
    const client = await asAdapter('pgr')
    try {
      await client.query('set default_transaction_read_only = off')
      for (const text of [
        'update "PROCESSO" set "FASE" = null',
        'delete from "PROCESSO"',
        'create table mine (a int)',
        'set role tip_hub_pntl',
        'copy "PROCESSO" to program \'true\'',
        'select rolpassword from pg_authid',
      ])
        await expect(client.query(text)).rejects.toMatchObject({ code: '42501' })
      const other = new pg.Client(databases.addressFor('pgr').replace('demo_pgr', 'demo_pntl'))
      await other.connect()
      await expect(other.query('select id_kazu from livru_kazu')).rejects.toMatchObject({ code: '42501' })
      await other.end()
    } finally {
      await client.end()
    }
  })

  it('bounds what the role of PostgreSQL may cost', async () => {
    const client = await asAdapter('pgr')
    try {
      const { rows } = await client.query(
        "select current_setting('default_transaction_read_only') as ro, current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock, rolconnlimit as connections from pg_roles where rolname = current_user",
      )
      expect(rows).toEqual([{ ro: 'on', statement: '2s', lock: '200ms', connections: 10 }])
    } finally {
      await client.end()
    }
  })

  it('refuses the same on MariaDB, where it is installed', async ({ skip }) => {
    if (!databases.hasMariaDb) return skip('no MariaDB server on this machine')
    const connection = await createConnection({ uri: databases.addressFor('courts') })
    try {
      expect(of('mysql').length).toBeGreaterThan(0)
      for (const { table, column } of of('mysql'))
        for (const text of [`select ${column} from ${table}`, `select 1 from ${table} where ${column} like '%a%'`])
          await expect(connection.query(text)).rejects.toMatchObject({
            code: expect.stringMatching(/^ER_(COLUMN|TABLE)ACCESS_DENIED_ERROR$/),
          })
      await expect(connection.query('select juiz from autos')).rejects.toMatchObject({ code: 'ER_COLUMNACCESS_DENIED_ERROR' })
      await expect(connection.query("select n_processo from autos where juiz like '%a%'")).rejects.toMatchObject({
        code: 'ER_COLUMNACCESS_DENIED_ERROR',
      })
      await expect(connection.query("update autos set fase = ''")).rejects.toMatchObject({
        code: expect.stringMatching(/^ER_(COLUMN|TABLE)ACCESS_DENIED_ERROR$/),
      })
      const [rows] = await connection.query('select n_processo from autos limit 1')
      expect(rows).toHaveLength(1)
    } finally {
      await connection.end()
    }
  })
})

const quoted = (name: string): string => `"${name}"`
