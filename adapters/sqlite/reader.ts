import { statSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { openTables } from '../files/pack-tables.ts'
import { failureOf } from './errors.ts'
import { addFunctions } from './functions.ts'
import { READY, type ReaderAnswer, type ReaderCall, type ReaderOpening } from './protocol.ts'

const MOST_PREPARED = 200

/** A database with its prepared statements. */
class Reader {
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(db: DatabaseSync) {
    addFunctions(db)
    this.#db = db
  }

  run(sql: string, parameters: readonly unknown[]): readonly (string | null)[][] {
    const known = this.#statements.get(sql) ?? this.#prepare(sql)
    // The statement returns arrays (`setReturnArrays`); each cell is a text or null, because the compiler casts.
    const rows: unknown[] = known.all(...parameters.map(inputOf))
    return rows.map((row) => (Array.isArray(row) ? row.map((cell) => (cell === null ? null : String(cell))) : []))
  }

  #prepare(sql: string): StatementSync {
    if (this.#statements.size >= MOST_PREPARED) this.#statements.clear()
    const statement = this.#db.prepare(sql)
    statement.setReadBigInts(true)
    statement.setReturnArrays(true)
    this.#statements.set(sql, statement)
    return statement
  }

  close(): void {
    this.#db.close()
  }
}

const inputOf = (value: unknown): SQLInputValue => (typeof value === 'string' || typeof value === 'number' ? value : null)

/** Keeps the reader of a file that somebody may replace while we look. */
const databaseFile = (path: string, lockMs: number) => {
  let open: { readonly reader: Reader; readonly file: number } | undefined
  return (): Reader => {
    const file = statSync(path).ino
    if (open?.file === file) return open.reader
    open?.reader.close()
    open = undefined
    open = { reader: new Reader(new DatabaseSync(path, { readOnly: true, timeout: lockMs })), file }
    return open.reader
  }
}

const readerOf = ({ open }: ReaderOpening): (() => Reader) => {
  if (open.of === 'database') return databaseFile(open.path, open.lockMs)
  const reader = new Reader(openTables(open.tables, open.keep, open.asViews))
  return () => reader
}

let current: (() => Reader) | undefined
const answer = ({ id, sql, parameters }: ReaderCall): ReaderAnswer => {
  try {
    if (!current) throw new Error('nothing was opened')
    return { id, rows: current().run(sql, parameters) }
  } catch (cause) {
    return { id, failure: failureOf(cause), detail: cause instanceof Error ? cause.message : '' }
  }
}

process.on('message', (message: ReaderOpening | ReaderCall) => {
  if ('open' in message) current = readerOf(message)
  process.send?.('open' in message ? READY : answer(message))
})
process.once('disconnect', () => process.exit())
