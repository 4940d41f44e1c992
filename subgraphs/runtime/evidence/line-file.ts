import { constants } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HubError } from '../../../schema/index.ts'

/** A file of lines that only grows. */
export interface LineFile {
  /**
   * @param line without its line end
   * @returns once it is durable
   * @throws {HubError} EVIDENCE_UNAVAILABLE
   */
  append(line: string): Promise<void>
  close(): Promise<void>
}

interface Waiting {
  readonly line: string
  readonly done: () => void
  readonly failed: (error: HubError) => void
}

/**
 * An append-only file, readable by its owner only. Lines that arrive while a write is under way share the next one and its fsync.
 * After a failed write, as on a full disk, half a line may stand there: it is ended before the next one is written, and stays as the trace of
 * what happened. What was to be written with it was refused.
 *
 * @throws {HubError} EVIDENCE_UNAVAILABLE where the file cannot be opened
 */
export async function openLineFile(path: string): Promise<LineFile> {
  const unavailable = (cause: unknown) => new HubError('EVIDENCE_UNAVAILABLE', {}, { cause })
  const file = await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    .then(() => openWhole(path))
    .catch((cause: unknown) => Promise.reject(unavailable(cause)))
  let waiting: Waiting[] = []
  let writing: Promise<void> | undefined
  let isClosed = false
  let isBroken = false

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        if (isClosed) throw new Error('the file is closed')
        if (isBroken) await endLine(file)
        isBroken = false
        await appendDurably(file, batch.map(({ line }) => line).join(''))
        for (const { done } of batch) done()
      } catch (cause) {
        isBroken = true
        for (const { failed } of batch) failed(unavailable(cause))
      }
    }
    writing = undefined
  }

  return {
    append: (line) =>
      new Promise((done, failed) => {
        waiting.push({ line: `${line}\n`, done, failed })
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

async function appendDurably(file: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text)
  for (let written = 0; written < bytes.length; ) written += (await file.write(bytes, written)).bytesWritten
  if (DURABLE === 0) await file.datasync()
}

/** A process that was killed may have left half a line, which must not swallow the next one. */
async function openWhole(path: string): Promise<FileHandle> {
  const file = await open(path, O_APPEND | O_CREAT | O_RDWR | DURABLE, 0o600)
  await endLine(file)
  return file
}

async function endLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat()
  const { buffer } = size === 0 ? { buffer: LINE_END } : await file.read(Buffer.alloc(1), 0, 1, size - 1)
  if (!buffer.equals(LINE_END)) await file.appendFile(LINE_END)
}

const LINE_END = Buffer.from('\n')
