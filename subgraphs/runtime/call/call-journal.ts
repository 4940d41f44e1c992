import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { HubError, MAX_CALL_SECONDS } from '../../../schema/index.ts'

/** A call that was seen, and until when it must be remembered, in seconds since 1970. */
export interface SeenCall {
  readonly id: string
  readonly expires: number
}

/** Calls that were seen, on disk, so that a process that starts anew knows what the one before it has answered. */
export interface CallJournal {
  /** Those of before, expired ones left out. */
  readonly seen: readonly SeenCall[]
  /** Calls that expired before, in seconds since 1970, may have been seen all the same: their file is gone. */
  readonly knownSince: number
  /**
   * Handed to the operating system before it returns: it outlives the process, though not a loss of power.
   *
   * @throws where the disk does not take it
   */
  write(call: SeenCall, now: number): void
  close(): void
}

const FILE = /^calls-(\d+)$/
const LINE = /^([A-Za-z0-9_-]{8,64}) (\d{1,12})$/
/** A file for so many seconds; a call is over long before the file after next is begun. */
const FILE_SECONDS = 120
/** Seconds for which ids are kept after their call is over: a clock that is set back by as much finds them again. */
const KEPT_SECONDS = 2 * 3_600
/** Until so many seconds after it was written down a call may be accepted, tolerance of both clocks included. */
const ACCEPTED_SECONDS = MAX_CALL_SECONDS + 10
const periodOf = (now: number): number => Math.floor(now / FILE_SECONDS)

/** @throws {HubError} EVIDENCE_UNAVAILABLE where the folder cannot be read: calls that were answered could then be repeated */
export function openCallJournal(folder: string, now: number): CallJournal {
  let period = periodOf(now)
  let file: number
  let seen: readonly SeenCall[]
  let knownSince: number
  const begin = (): number => openSync(join(folder, `calls-${period}`), 'a', 0o600)
  /** Files of the past; what a clock that was set back left for the future stays. */
  const clean = (): void => {
    for (const name of readdirSync(folder)) {
      const [, written] = FILE.exec(name) ?? []
      if (written !== undefined && Number(written) < period - KEPT_SECONDS / FILE_SECONDS) rmSync(join(folder, name), { force: true })
    }
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const written = readdirSync(folder).filter((name) => FILE.test(name))
    seen = written.flatMap((name) => readSeen(join(folder, name))).filter(({ expires }) => expires >= now)
    // A file of the future: the clock was there, and what was too old then is gone.
    const latest = Math.max(period, ...written.map((name) => Number(FILE.exec(name)?.[1])))
    knownSince = latest * FILE_SECONDS - KEPT_SECONDS + ACCEPTED_SECONDS
    clean()
    file = begin()
    writeSync(file, '\n') // ends what a process that was killed left half written
  } catch (cause) {
    throw new HubError('EVIDENCE_UNAVAILABLE', {}, { cause })
  }
  return {
    seen,
    knownSince,
    write({ id, expires }, at) {
      if (periodOf(at) > period) {
        period = periodOf(at)
        const before = file
        file = begin()
        closeSync(before)
        clean()
      }
      writeSync(file, `${id} ${expires}\n`)
    },
    close: () => closeSync(file),
  }
}

const readSeen = (path: string): readonly SeenCall[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, id, expires] = LINE.exec(line) ?? []
      return id === undefined ? [] : [{ id, expires: Number(expires) }]
    })
