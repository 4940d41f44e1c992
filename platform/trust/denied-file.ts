import { readFile } from 'node:fs/promises'
import { type IsDenied, readDenied } from '../../schema/index.ts'

export interface DeniedFileOptions {
  /** Milliseconds for which what was read is believed. @default 2000 */
  readonly rereadMs?: number | undefined
  /** Milliseconds of a monotonic clock. @default performance.now */
  readonly monotonicMs?: () => number
  /** Told when the file cannot be read any more; what it said last goes on. */
  readonly onUnreadable?: () => void
}

/**
 * Watches the file of disabled accounts and revoked tokens. Looked at with each question, read again when it was read a moment ago at least, so that
 * a change holds within seconds and no watcher of a platform has to be believed.
 *
 * @throws where the file cannot be read at the beginning
 */
export async function watchDeniedFile(file: string, options: DeniedFileOptions = {}): Promise<() => Promise<IsDenied>> {
  const { rereadMs = 2_000, monotonicMs = () => performance.now(), onUnreadable } = options
  let isDenied = readDenied(await readFile(file, 'utf8'))
  let readAt = monotonicMs()
  let reading: Promise<void> | undefined

  const read = async (): Promise<void> => {
    try {
      isDenied = readDenied(await readFile(file, 'utf8'))
    } catch {
      // Half a file, or none: nobody is let in by that who was kept out before.
      onUnreadable?.()
    }
    readAt = monotonicMs()
    reading = undefined
  }
  return async () => {
    if (monotonicMs() - readAt >= rereadMs) {
      reading ??= read()
      await reading
    }
    return isDenied
  }
}

/** Nobody is denied. */
export const nobodyDenied = async (): Promise<IsDenied> => () => undefined
