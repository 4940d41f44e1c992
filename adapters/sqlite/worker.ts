import { statSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { SnapshotFolder } from '../files/snapshot-folder.ts'
import { failureOf } from './errors.ts'
import { addFunctions } from './functions.ts'
import { READY, type WorkerAnswer, type WorkerCall, type WorkerSource } from './protocol.ts'

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

const source: WorkerSource = workerData
const folder = source.of === 'files' ? new SnapshotFolder(source.folder, source.tables) : undefined
let snapshot: { readonly reader: Reader; readonly db: DatabaseSync } | undefined
const readerOf: () => Reader =
  source.of === 'database'
    ? databaseFile(source.path, source.lockMs)
    : () => {
        if (!snapshot) throw new Error('the files were not read yet')
        return snapshot.reader
      }

const answer = (call: WorkerCall): WorkerAnswer => {
  try {
    if (call.call === 'run') return { id: call.id, rows: readerOf().run(call.sql, call.parameters) }
    const fresh = folder?.refresh()
    if (fresh && fresh.db !== snapshot?.db) {
      const old = snapshot
      snapshot = { db: fresh.db, reader: new Reader(fresh.db) }
      old?.reader.close()
    }
    return { id: call.id, asOf: fresh?.asOf ?? '' }
  } catch (cause) {
    return { id: call.id, failure: failureOf(cause), detail: cause instanceof Error ? cause.message : '' }
  }
}

parentPort?.on('message', (call: WorkerCall) => parentPort?.postMessage(answer(call)))
parentPort?.postMessage(READY)
