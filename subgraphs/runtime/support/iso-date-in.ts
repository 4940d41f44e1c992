interface Zone {
  readonly format: Intl.DateTimeFormat
  /** The last minute that was asked, since 1970, and its date: in every zone a day begins with a minute. */
  minute: number
  date: string
}
const zones = new Map<string, Zone>()

/** ISO date at a moment (milliseconds since 1970) in an IANA zone. */
export function isoDateIn(timeZone: string, atMs: number): string {
  const minute = Math.floor(atMs / 60_000)
  // Making a format costs as much as a small query, using one as a look into the log; an agency has one zone.
  const zone = zones.get(timeZone) ?? newZone(timeZone)
  if (zone.minute === minute) return zone.date
  zone.date = zone.format.format(atMs)
  zone.minute = minute
  return zone.date
}

function newZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const zone = { format, minute: Number.NaN, date: '' }
  zones.set(timeZone, zone)
  return zone
}
