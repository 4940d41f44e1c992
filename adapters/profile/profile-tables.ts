import { typeClass } from '../propose/column-type.ts'
import { type CellShape, type ColumnProfile, type Profiles, tableId } from '../propose/types.ts'
import type { Engine, IntrospectedTable, Statement } from '../types.ts'
import { countStatement, membersStatement, shapesStatement, valuesStatement } from './statements.ts'
import { type Asked, isDated, isPrivate } from './what-to-ask.ts'

export interface ProfileOptions {
  readonly signal: AbortSignal
  /** Longest single statement, milliseconds. @default 5000 */
  readonly statementMs?: number
  /** After so long no further table is asked, milliseconds. @default 20000 */
  readonly budgetMs?: number
  /** Milliseconds of some clock that only runs forwards. */
  readonly now: () => number
  readonly onTable?: (name: string, index: number, count: number) => void
}

export interface Profiled {
  readonly profiles: Profiles
  /** How many questions the database refused or did not answer in time. */
  readonly unanswered: number
  /** How many tables were not asked because the time was over. */
  readonly unasked: number
}

/** A code list of a register seldom has more different values; a column with more is none of codes. */
const MOST_DISTINCT = 400
/** Where nothing proposes a column as codes, its values are read only if they repeat at least so often on average. */
const LEAST_REPEATS = 5
const SHAPE = /^[9a ./:,-]+$/

/** Asks an engine what was decided to be asked. A refusal costs that answer alone; nothing of the database's own message is kept. */
export const profileTables = async (engine: Engine, asked: readonly Asked[], options: ProfileOptions): Promise<Profiled> => {
  const profiles = new Map<string, ReadonlyMap<string, ColumnProfile>>()
  const started = options.now()
  let unanswered = 0
  let unasked = 0
  const run = async (statement: Statement): Promise<readonly (readonly (string | null)[])[]> => {
    options.signal.throwIfAborted()
    try {
      return await engine.run(statement, { signal: options.signal, timeoutMs: options.statementMs ?? 5_000 })
    } catch {
      unanswered++
      return []
    }
  }
  for (const [index, one] of asked.entries()) {
    if (options.now() - started > (options.budgetMs ?? 20_000)) unasked++
    else {
      options.onTable?.(one.table.name, index, asked.length)
      profiles.set(tableId(one.table), await profileTable(engine.dialect, one, run))
    }
  }
  return { profiles, unanswered, unasked }
}

type Run = (statement: Statement) => Promise<readonly (readonly (string | null)[])[]>

async function profileTable(
  dialect: Engine['dialect'],
  { table, codes, shapes, documents }: Asked,
  run: Run,
): Promise<ReadonlyMap<string, ColumnProfile>> {
  const found = new Map<string, ColumnProfile>()
  const plain = codes.filter((column) => typeOf(table, column) !== 'array')
  const [counts] = plain.length === 0 ? [] : await run(countStatement(dialect, table, plain))
  const rows = toCount(counts?.[0])
  for (const column of codes) {
    const at = plain.indexOf(column)
    const [filled, distinct] = at < 0 ? [0, 0] : [toCount(counts?.[1 + 2 * at]), toCount(counts?.[2 + 2 * at])]
    const isArray = at < 0
    const base = { rows, filled, distinct }
    if (!isArray && (distinct === 0 || distinct > MOST_DISTINCT || filled < LEAST_REPEATS * distinct)) found.set(column, base)
    else found.set(column, { ...base, values: toValues(await run(valuesStatement(dialect, table, column, { isArray }))) })
  }
  for (const column of shapes) {
    const known = found.get(column) ?? { rows, filled: 0, distinct: 0 }
    found.set(column, { ...known, shapes: toShapes(await run(shapesStatement(dialect, table, column))) })
  }
  for (const column of documents) await profileDocument(dialect, table, column, run, found)
  return found
}

async function profileDocument(
  dialect: Engine['dialect'],
  table: IntrospectedTable,
  column: string,
  run: Run,
  found: Map<string, ColumnProfile>,
): Promise<void> {
  const statement = membersStatement(dialect, table, column)
  if (!statement) return
  const answered = await run(statement)
  const members = answered.flatMap(([name, count, isList, isObject]) =>
    name == null || !/^[\w-]{1,60}$/.test(name) || isTrue(isObject) ? [] : [{ name, count: toCount(count), isList: isTrue(isList) }],
  )
  found.set(column, { rows: Math.max(0, ...members.map(({ count }) => count)), filled: 0, distinct: 0, members })
  for (const member of members) {
    if (member.isList) continue
    if (isDated(member)) {
      const shapes = toShapes(await run(shapesStatement(dialect, table, column, member.name)))
      found.set(`${column}/${member.name}`, { rows: member.count, filled: 0, distinct: 0, shapes })
    }
    if (isPrivate(member) || isDated(member)) continue
    const values = toValues(await run(valuesStatement(dialect, table, column, { path: member.name })))
    const filled = values.reduce((sum, { count }) => sum + count, 0)
    const isCoded = values.length > 0 && values.length <= MOST_DISTINCT && filled >= member.count / 2
    if (isCoded) found.set(`${column}/${member.name}`, { rows: member.count, filled, distinct: values.length, values })
  }
}

const typeOf = (table: IntrospectedTable, column: string) => typeClass(table.columns.find(({ name }) => name === column)?.type ?? '')
const toCount = (cell: string | null | undefined): number => (cell == null ? 0 : Number.parseInt(cell, 10) || 0)
const isTrue = (cell: string | null | undefined): boolean => cell === 't' || cell === 'true' || cell === '1'

const toValues = (rows: readonly (readonly (string | null)[])[]): NonNullable<ColumnProfile['values']> =>
  rows.flatMap(([value, count]) =>
    value == null || value.trim() === '' || /\p{Cc}/u.test(value) ? [] : [{ value, count: toCount(count) }],
  )

const toShapes = (rows: readonly (readonly (string | null)[])[]): readonly CellShape[] =>
  rows.flatMap(([shape, count, first, second]) =>
    shape == null || !SHAPE.test(shape)
      ? []
      : [
          {
            shape,
            count: toCount(count),
            firstOver12: shape.startsWith('99') ? toCount(first) : 0,
            secondOver12: shape.startsWith('99') ? toCount(second) : 0,
          },
        ],
  )
