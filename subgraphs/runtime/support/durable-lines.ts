import { type FileHandle, mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HubError } from '../../../schema/index.ts'

/** An append-only file of lines; a line is there for good once `append` has come back. */
export interface DurableLines {
  /** @throws {HubError} EVIDENCE_UNAVAILABLE; after a failed write nothing more is taken */
  append(line: string): Promise<void>
  close(): Promise<void>
}

const unavailable = (cause: unknown) => new HubError('EVIDENCE_UNAVAILABLE', {}, { cause })

/**
 * @param lines with which the file begins anew, whole or not at all. @default what is in it stays
 * @throws {HubError} EVIDENCE_UNAVAILABLE where the file cannot be opened
 */
export async function openDurableLines(path: string, lines?: readonly string[]): Promise<DurableLines> {
  const file = await prepare(path, lines).catch((cause: unknown) => Promise.reject(unavailable(cause)))
  let last: Promise<void> = Promise.resolve()
  const write = async (line: string): Promise<void> => {
    await file.appendFile(`${line}\n`)
    await file.datasync()
  }
  return {
    append(line) {
      const written = last.then(() => write(line)).catch((cause: unknown) => Promise.reject(unavailable(cause)))
      // Behind a write that failed stands half a line; every later one fails with it.
      last = written
      last.catch(() => undefined)
      return written
    },
    async close() {
      await last.catch(() => undefined)
      await file.close()
    },
  }
}

async function prepare(path: string, lines: readonly string[] | undefined): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  if (lines !== undefined) {
    const draft = await open(`${path}.new`, 'w', 0o600)
    try {
      await draft.writeFile(lines.map((line) => `${line}\n`).join(''))
      await draft.sync()
    } finally {
      await draft.close()
    }
    await rename(`${path}.new`, path)
    await syncFolder(dirname(path))
    return open(path, 'a', 0o600)
  }
  const file = await open(path, 'a+', 0o600)
  const { size } = await file.stat()
  const { buffer } = size === 0 ? { buffer: LINE_END } : await file.read(Buffer.alloc(1), 0, 1, size - 1)
  // A process that was killed may have left half a line, which must not swallow the next one.
  if (!buffer.equals(LINE_END)) await file.appendFile(LINE_END)
  return file
}

/** A name that was changed is durable once its folder is. Not every platform lets a folder be synced. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

const LINE_END = Buffer.from('\n')
