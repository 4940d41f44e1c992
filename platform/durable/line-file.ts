import { constants } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HubError } from '../../schema/index.ts'
import { replaceFile } from './whole-file.ts'

/** A file of lines that only grows. */
export interface LineFile {
  /**
   * @param lines each without its line end
   * @returns once they are durable
   * @throws {HubError} EVIDENCE_UNAVAILABLE
   */
  append(...lines: readonly string[]): Promise<void>
  close(): Promise<void>
}

export interface LineFileOptions {
  /** Lines with which the file begins anew, whole or not at all. @default what is in it stays */
  readonly begin?: readonly string[]
  /**
   * After a write that failed, as on a full disk, half a line may stand there. `end-line`: it is ended before the next one is written, and stays as
   * the trace of what happened. `refuse`: nothing more is taken, where half a line could be one that counts.
   *
   * @default end-line
   */
  readonly afterFailure?: 'end-line' | 'refuse'
}

interface Waiting {
  readonly text: string
  readonly done: () => void
  readonly failed: (error: HubError) => void
}

const unavailable = (cause: unknown): HubError => new HubError('EVIDENCE_UNAVAILABLE', {}, { cause })

/**
 * An append-only file, readable by its owner only. Lines that arrive while a write is under way share the next one.
 * What was to be written with a write that failed was refused.
 *
 * @param path created with its folder where missing
 * @throws {HubError} EVIDENCE_UNAVAILABLE where the file cannot be opened
 */
export async function openLineFile(path: string, { begin, afterFailure = 'end-line' }: LineFileOptions = {}): Promise<LineFile> {
  const file = await openWhole(path, begin).catch((cause: unknown) => Promise.reject(unavailable(cause)))
  let waiting: Waiting[] = []
  let writing: Promise<void> | undefined
  let isClosed = false
  let isBroken = false

  const write = async (text: string): Promise<void> => {
    if (isClosed) throw new Error('the file is closed')
    if (isBroken && afterFailure === 'refuse') throw new Error('a write failed before')
    if (isBroken) await endLine(file)
    isBroken = false
    await appendDurably(file, Buffer.from(text))
  }
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await write(batch.map(({ text }) => text).join(''))
        for (const { done } of batch) done()
      } catch (cause) {
        isBroken = true
        for (const { failed } of batch) failed(unavailable(cause))
      }
    }
    writing = undefined
  }

  return {
    append: (...lines) =>
      new Promise((done, failed) => {
        waiting.push({ text: lines.map((line) => `${line}\n`).join(''), done, failed })
        writing ??= writeAll()
      }),
    async close() {
      await writing
      isClosed = true
      await file.close()
    },
  }
}

const { O_APPEND, O_CREAT, O_RDWR } = constants
/** A write returns once it is durable, where the system knows that: a call and a turn of the threads less for each answer. Windows has no such flag. */
const DURABLE = constants.O_DSYNC ?? 0

async function appendDurably(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; ) written += (await file.write(bytes, written, bytes.length - written)).bytesWritten
  if (DURABLE === 0) await file.datasync()
}

async function openWhole(path: string, begin: readonly string[] | undefined): Promise<FileHandle> {
  if (begin === undefined) await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  else await replaceFile(path, begin.map((line) => `${line}\n`).join(''))
  const file = await open(path, O_APPEND | O_CREAT | O_RDWR | DURABLE, 0o600)
  try {
    await endLine(file)
    return file
  } catch (cause) {
    await file.close()
    throw cause
  }
}

/** A process that was killed may have left half a line, which must not swallow the next one. */
async function endLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat()
  if (size === 0) return
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  if (!buffer.equals(LINE_END)) await appendDurably(file, LINE_END)
}

const LINE_END = Buffer.from('\n')
