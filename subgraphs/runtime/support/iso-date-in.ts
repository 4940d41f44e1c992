const formats = new Map<string, Intl.DateTimeFormat>()

/** ISO date at a moment (milliseconds since 1970) in an IANA zone. */
export function isoDateIn(timeZone: string, atMs: number): string {
  // Making one costs as much as a small query; an agency has one zone.
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, format)
  return format.format(atMs)
}
