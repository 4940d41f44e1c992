const FORMAT = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Dili', year: 'numeric', month: '2-digit', day: '2-digit' })
const MINUTE_MS = 60_000

/**
 * Says which day it is as the institutions count it. Asked for each request, and slow to format, so it is looked up once a minute.
 *
 * @param clock milliseconds since 1970
 * @returns ISO date in Dili
 */
export function createToday(clock: () => number): () => string {
  let known = { minute: Number.NaN, day: '' }
  return () => {
    const minute = Math.floor(clock() / MINUTE_MS)
    if (minute !== known.minute) known = { minute, day: FORMAT.format(minute * MINUTE_MS) }
    return known.day
  }
}
