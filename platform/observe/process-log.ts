import { type Logger, pino } from 'pino'

/** A line waits so long for others at most, in milliseconds. */
const WAIT_MS = 200
/** Bytes that wait at most. */
const MOST_WAITING = 4_096
const WARN = 40

/**
 * The log of a process, on its standard output. Lines of what went well wait for each other: a write for each answer is dearer than all else that
 * is done for the line. A warning or an error is written at once, with all that waited before it, and the end of the process waits for none.
 *
 * @param fd where it is written. @default 1, standard output
 */
export function createProcessLog(fd = 1): Logger {
  const output = pino.destination({ dest: fd, sync: false, minLength: MOST_WAITING })
  let isWaiting = false
  const flush = (): void => {
    isWaiting = false
    output.flush()
  }
  return pino(
    {
      base: null,
      hooks: {
        logMethod(args, method, level) {
          method.apply(this, args)
          if (level >= WARN) return output.flush()
          if (isWaiting) return
          isWaiting = true
          setTimeout(flush, WAIT_MS).unref()
        },
      },
    },
    output,
  )
}
