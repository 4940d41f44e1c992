import { afterAll, describe, expect, it } from 'vitest'
import { createScratchServers } from '../../demo/index.ts'
import { AgencyFileSchema, type AgencyModel, resolveAgencyFile, sealLock } from '../../schema/index.ts'
import { openScratch } from './scratch.ts'

const servers = createScratchServers()
afterAll(() => servers.close())

const modelOf = (source: object): AgencyModel => {
  const file = AgencyFileSchema.parse({
    version: 1,
    agency: 'pntl',
    name: { en: 'x', pt: 'x' },
    source,
    records: { CaseRecord: { from: 't', key: 'id', fields: {} } },
    policy: { version: 1, rules: [] },
  })
  const resolved = resolveAgencyFile(file, { codeMaps: new Map(), sqlFiles: new Map() })
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems))
  return resolved.model
}
const lockOf = (engine: 'postgres' | 'mysql' | 'sqlite', types: Readonly<Record<string, string>>, schema?: string) =>
  sealLock({
    agency: 'pntl',
    engine,
    codeTables: [],
    tables: [
      {
        ...(schema === undefined ? {} : { schema }),
        name: 't "x"',
        isView: true,
        columns: Object.entries(types).map(([name, type], index) => ({
          name,
          type,
          isNullable: false,
          position: index + 1,
          isMapped: true,
        })),
        primaryKey: [],
        uniqueKeys: [],
        foreignKeys: [],
        indexes: [],
      },
    ],
  })

/** Types as each catalogue writes them, a cell as it is given, and as the database then holds it. */
const CASES = [
  [
    'postgres' as const,
    { engine: 'postgres', urlEnv: 'DB' },
    {
      'numeric(10,0)': ['7', '7'],
      'character(3)': ['a', 'a  '],
      'character varying(5)': ['abc', 'abc'],
      'timestamp with time zone': ['2024-03-01 10:00:00+09', '2024-03-01 10:00:00+09'],
      jsonb: ['{"b":1,"a":[2]}', '{"a": [2], "b": 1}'],
      'text[]': ['{a,b}', '{a,b}'],
      'app.estado': ['OPEN', 'OPEN'],
      boolean: ['true', 't'],
      date: ['2024-03-01', '2024-03-01'],
      bigint: ['9007199254740993', '9007199254740993'],
    },
    `select * from "app"."t ""x"""`,
  ],
  [
    'mysql' as const,
    { engine: 'mysql', urlEnv: 'DB' },
    {
      'int(5) unsigned zerofill': ['42', '00042'],
      'bigint(20) unsigned': ['18446744073709551615', '18446744073709551615'],
      'decimal(10,2)': ['1.5', '1.50'],
      date: ['0000-00-00', '0000-00-00'],
      "enum('A','B')": ['A', 'A'],
      'varchar(10)': ['São', 'São'],
    },
    'select concat(c0), c1, c2, c3, c4, c5 from `t "x"`',
  ],
  [
    'sqlite' as const,
    { engine: 'sqlite', pathEnv: 'DB' },
    { integer: ['7', '7'], 'varchar(10)': ['007', '007'], real: ['1', '1'], '': ['0x', '0x'], decimal: ['1.50', '1.5'] },
    'select * from "t ""x"""',
  ],
] as const

describe('a scratch database', () => {
  it.each(CASES)('of %s holds cells as the agency would', { timeout: 60_000 }, async (engine, source, columns, select) => {
    const types = Object.fromEntries(Object.keys(columns).map((type, index) => [`c${index}`, type]))
    const scratch = await openScratch(modelOf(source), lockOf(engine, types, engine === 'postgres' ? 'app' : undefined), servers)
    if ('skipped' in scratch) return expect(scratch.skipped).toContain('no MariaDB server')
    const [table] = scratch.tables
    if (!table) throw new Error('one table was asked for')
    const cells: readonly (readonly [string, string])[] = Object.values(columns)

    try {
      await scratch.load(new Map([[table, [{ c0: cells[0]?.[0] ?? '' }, {}]]]))
      await scratch.load(new Map([[table, [Object.fromEntries(cells.map(([given], index) => [`c${index}`, given]))]]]))
      const rows = await scratch.engine.run({ sql: select, parameters: [] }, { signal: new AbortController().signal, timeoutMs: 30_000 })

      expect(rows).toEqual([cells.map(([, held]) => held)])
    } finally {
      await scratch.close()
    }
  })

  it('of SQL Server is told to be none', async () => {
    const model = modelOf({ engine: 'mssql', urlEnv: 'DB' })

    expect(await openScratch(model, lockOf('sqlite', { id: 'int' }), servers)).toEqual({ skipped: 'SQL Server cannot be tried out here' })
  })
})
