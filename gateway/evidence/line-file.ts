import { constants } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HubError } from '../../schema/index.ts'

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

interface Waiting {
  readonly line: string
  readonly resolve: () => void
  readonly reject: (error: HubError) => void
}

/**
 * An append-only file of lines, made durable by `fsync`. Lines that arrive while the disk is busy share the next write.
 *
 * @param file created with its folder where missing; readable by its owner only
 * @throws {HubError} EVIDENCE_UNAVAILABLE
 */
export async function openLineFile(file: string): Promise<LineFile> {
  const handle = await openAppending(file)
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined
  let isClosed = false
  let isBroken = false

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        // Half a line may stand in the file since a write failed, as on a full disk: what follows it could be read as part of it.
        if (isBroken) await endLine(handle)
        isBroken = false
        await writeAll(handle, Buffer.from(batch.map(({ line }) => line).join('')))
        if (DURABLE === 0) await handle.datasync()
        for (const { resolve } of batch) resolve()
      } catch (cause) {
        isBroken = true
        for (const { reject } of [...batch, ...waiting]) reject(new HubError('EVIDENCE_UNAVAILABLE', {}, { cause }))
        waiting = []
      }
    }
    running = undefined
  }
  return {
    append(...lines) {
      if (isClosed) return Promise.reject(new HubError('EVIDENCE_UNAVAILABLE'))
      return new Promise((resolve, reject) => {
        waiting.push({ line: lines.map((line) => `${line}\n`).join(''), resolve, reject })
        running ??= flush()
      })
    },
    async close() {
      await running
      isClosed = true
      await handle.close()
    },
  }
}

const { O_APPEND, O_CREAT, O_RDWR } = constants
/** A write returns once it is durable, where the system knows that: a call and a turn of the threads less for each answer. Windows has no such flag. */
const DURABLE = constants.O_DSYNC ?? 0

async function openAppending(file: string): Promise<FileHandle> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const handle = await open(file, O_APPEND | O_CREAT | O_RDWR | DURABLE, 0o600)
    await endLine(handle)
    return handle
  } catch (cause) {
    throw new HubError('EVIDENCE_UNAVAILABLE', {}, { cause })
  }
}

/** A run that was killed while writing leaves half a line; it stays, ended, as the trace of what happened. */
async function endLine(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat()
  if (size === 0) return
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
  if (buffer[0] !== 0x0a) await writeAll(handle, Buffer.from('\n'))
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written)
    written += bytesWritten
  }
}
