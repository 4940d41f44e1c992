import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { RowsReader } from './read-rows.ts'

/** What of the driver's connection is relied on: it hands a stream to its parser once, before the first answer. */
interface Attaching {
  attachListeners: (stream: EventEmitter) => void
}

const DATA_ROW = 0x44
const ROW_DESCRIPTION = 0x54
/** Type and length. */
const HEADER = 5

/**
 * A client of `pg` whose rows can be read from the server's bytes. The driver makes an object, an event and a string for each cell, which takes longer than all
 * else that is done with a row; everything but rows is still its own.
 */
export class RowClient extends pg.Client {
  #reader: RowsReader | undefined
  #garbled: readonly unknown[] = []

  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const connection: unknown = 'connection' in this ? this.connection : undefined
    if (!isAttaching(connection)) throw new TypeError('pg is not built as it was: its connection has no attachListeners')
    const attach = connection.attachListeners.bind(connection)
    connection.attachListeners = (stream) => {
      const rest = new EventEmitter()
      attach(rest)
      const frames = new Frames((bytes) => this.#take(bytes, rest))
      stream.on('data', (chunk: Buffer) => frames.add(chunk)).on('end', () => rest.emit('end'))
    }
  }

  /**
   * Gives the rows of one query to a reader instead of the driver, which then finds none.
   *
   * @throws {GarbledRow} where the server sent something that is no row
   */
  async into(reader: RowsReader, query: pg.QueryConfig): Promise<void> {
    this.#reader = reader
    this.#garbled = []
    try {
      await this.query(query)
    } finally {
      this.#reader = undefined
    }
    if (this.#garbled.length > 0) throw this.#garbled[0]
  }

  /** @param bytes whole messages */
  #take(bytes: Buffer, rest: EventEmitter): void {
    let from = 0
    for (let at = 0, end = 0; at < bytes.length; at = end) {
      end = endOf(bytes, at)
      const type = bytes[at]
      if (!this.#reader || (type !== DATA_ROW && type !== ROW_DESCRIPTION)) continue
      if (from < at) rest.emit('data', bytes.subarray(from, at))
      from = end
      if (type === DATA_ROW) this.#read(bytes, at + HEADER, end)
    }
    if (from < bytes.length) rest.emit('data', bytes.subarray(from))
  }

  #read(bytes: Buffer, start: number, end: number): void {
    try {
      this.#reader?.add(bytes, start, end)
    } catch (thrown) {
      this.#garbled = [thrown]
    }
  }
}

const isAttaching = (connection: unknown): connection is Attaching =>
  typeof connection === 'object' &&
  connection !== null &&
  'attachListeners' in connection &&
  typeof connection.attachListeners === 'function'

/** Where the message at `at` ends; its header is there. */
const endOf = (bytes: Buffer, at: number): number => at + 1 + Math.max(bytes.readUInt32BE(at + 1), HEADER - 1)

/** Puts chunks together to whole messages. */
class Frames {
  readonly #take: (bytes: Buffer) => void
  #waiting: Buffer[] = []
  #size = 0
  /** Bytes that must be there before it is worth to look again. */
  #wanted = HEADER

  constructor(take: (bytes: Buffer) => void) {
    this.#take = take
  }

  add(chunk: Buffer): void {
    this.#waiting.push(chunk)
    this.#size += chunk.length
    if (this.#size < this.#wanted) return
    const bytes = this.#waiting.length === 1 ? chunk : Buffer.concat(this.#waiting, this.#size)
    let at = 0
    this.#wanted = HEADER
    while (at + HEADER <= bytes.length) {
      const end = endOf(bytes, at)
      if (end > bytes.length) {
        this.#wanted = end - at
        break
      }
      at = end
    }
    this.#waiting = at === bytes.length ? [] : [bytes.subarray(at)]
    this.#size = bytes.length - at
    if (at > 0) this.#take(bytes.subarray(0, at))
  }
}
