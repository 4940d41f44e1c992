import { isHubError } from '../../schema/index.ts'
import type { Engine, RunOptions, Statement } from '../types.ts'

/** How a database means to run a statement, in its own words. */
export interface StatementPlan {
  /** The plan as the database prints it, one line each. */
  readonly lines: readonly string[]
  /** Estimated cost in the database's own unit; undefined where it tells none. */
  readonly cost: number | undefined
  /** Estimated rows looked at or given; undefined where it tells none. */
  readonly rows: number | undefined
  /** Tables that are read from end to end. */
  readonly wholeTables: readonly string[]
}

const EXPLAIN = { postgres: 'explain', mysql: 'explain', sqlite: 'explain query plan' } as const

/**
 * Asks the database how it would run a statement; the statement itself is not run.
 *
 * @throws {HubError} as `Engine.run`
 */
export async function explainStatement(engine: Engine, { sql, parameters }: Statement, options: RunOptions): Promise<StatementPlan> {
  const rows = await engine.run({ sql: `${EXPLAIN[engine.dialect]} ${sql}`, parameters }, options).catch((cause: unknown) => {
    if (isRefused(cause)) return undefined
    throw cause
  })
  if (!rows) return NOT_TOLD
  switch (engine.dialect) {
    case 'postgres':
      return readPostgres(rows.flatMap(([line]) => (line ?? '').split('\n')))
    case 'mysql':
      return readMysql(rows, sql)
    case 'sqlite':
      return readSqlite(rows, sql)
  }
}

/** MariaDB tells a role with rights on columns alone no plan of a statement that reads from a SELECT. */
const ER_VIEW_NO_EXPLAIN = 1345
const NOT_TOLD: StatementPlan = {
  lines: ['MariaDB tells no plan to a role with rights on columns alone; ask it with the account of the owner of the database'],
  cost: undefined,
  rows: undefined,
  wholeTables: [],
}

const isRefused = (thrown: unknown): boolean =>
  isHubError(thrown, 'SOURCE_UNAVAILABLE') &&
  typeof thrown.cause === 'object' &&
  thrown.cause !== null &&
  'errno' in thrown.cause &&
  thrown.cause.errno === ER_VIEW_NO_EXPLAIN

type Rows = readonly (readonly (string | null)[])[]

function readPostgres(lines: readonly string[]): StatementPlan {
  const [, cost, rows] = lines[0]?.match(/\(cost=[\d.]+\.\.([\d.]+) rows=(\d+) /) ?? []
  return {
    lines,
    cost: cost === undefined ? undefined : Number(cost),
    rows: rows === undefined ? undefined : Number(rows),
    wholeTables: distinct(lines.flatMap((line) => line.match(/Seq Scan on ("[^"]+"|\S+)/)?.[1] ?? [])),
  }
}

/** Columns of EXPLAIN in MariaDB and MySQL: id, select_type, table, (partitions,) type, possible_keys, key, key_len, ref, rows, (filtered,) Extra. */
function readMysql(rows: Rows, sql: string): StatementPlan {
  const tables = tablesByAlias(sql)
  const read = rows.map((cells) => {
    const at = cells.length > 10 ? 1 : 0
    return {
      table: tables.get(cells[2] ?? '') ?? cells[2] ?? '',
      type: cells[3 + at] ?? '',
      key: cells[5 + at] ?? '',
      rows: Number(cells[8 + at] ?? 0),
      extra: cells.at(-1) ?? '',
    }
  })
  return {
    lines: read.map(({ table, type, key, rows: count, extra }) =>
      `${table}: ${type || 'none'}${key === '' ? '' : ` by ${key}`}, ${count} rows ${extra === '' ? '' : `(${extra})`}`.trim(),
    ),
    cost: undefined,
    rows: read.reduce((sum, { rows: count }) => sum + count, 0),
    wholeTables: distinct(read.filter(({ type }) => type === 'ALL').map(({ table }) => table)),
  }
}

/** Columns: id, parent, notused, detail, which names tables as the statement calls them. */
function readSqlite(rows: Rows, sql: string): StatementPlan {
  const lines = rows.map((cells) => cells[3] ?? '')
  const tables = tablesByAlias(sql)
  return {
    lines,
    cost: undefined,
    rows: undefined,
    wholeTables: distinct(
      lines.flatMap((line) => {
        const name = line.match(/^SCAN (\S+)(?!.*(USING|VIRTUAL))/)?.[1]
        return name === undefined ? [] : [tables.get(name) ?? name]
      }),
    ),
  }
}

/** Tables by the short names that the compiler gives them. */
const tablesByAlias = (sql: string): ReadonlyMap<string, string> =>
  new Map([...sql.matchAll(/["`]([^"`]+)["`] as ["`](t\d+)["`]/g)].map(([, table = '', alias = '']) => [alias, table]))

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)]
