import { addDays, type IsoDate } from '../calendar.ts'
import type { Country, Direction, Municipality } from '../codes.ts'
import type { TraffickingEvent } from '../matter.ts'
import type { Random } from '../random.ts'

export const DESTINATIONS: readonly [Country, ...Country[]] = ['MYS', 'IDN', 'PRT', 'SGP', 'ARE']
const MEANS = ['DEC', 'DOC', 'DEB', 'WAG', 'THR', 'POW', 'MOV'] as const
const PLATFORMS = ['Facebook', 'WhatsApp', 'TikTok', 'Telegram'] as const

/** Recruitment, journey and exploitation before the report, as the investigators would put them together. */
export function eventsBefore(
  random: Random,
  reported: IsoDate,
  of: { readonly direction: Direction; readonly municipality: Municipality; readonly destination: Country },
): TraffickingEvent[] {
  const recruited = addDays(reported, -random.int(60, 400))
  const left = addDays(recruited, random.int(5, 40))
  const arrived = addDays(left, random.int(1, 5))
  const source: Country = of.direction === 'INW' ? of.destination : 'TLS'
  const target: Country = of.direction === 'OUT' ? of.destination : 'TLS'
  const at = (country: Country) => (country === 'TLS' ? of.municipality : null)
  return [
    {
      kind: 'REC',
      from: recruited,
      to: null,
      country: source,
      municipality: at(source),
      act: 'REC',
      means: 'DEC',
      platform: random.chance(0.4) ? random.pick(PLATFORMS) : null,
    },
    {
      kind: 'TRA',
      from: left,
      to: arrived,
      country: source,
      municipality: at(source),
      act: 'TRP',
      means: random.pick(MEANS),
      platform: null,
    },
    {
      kind: 'EXP',
      from: arrived,
      to: random.chance(0.8) ? addDays(reported, -1) : null,
      country: target,
      municipality: at(target),
      act: random.chance(0.5) ? 'HAR' : 'RCV',
      means: random.pick(MEANS),
      platform: null,
    },
  ]
}
