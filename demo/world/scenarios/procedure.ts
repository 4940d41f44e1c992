import { addDays, type IsoDate, withinWorld } from '../calendar.ts'
import type { Hearing, Milestones } from '../matter.ts'
import type { Random } from '../random.ts'

/** How far the proceedings of a matter came. */
export type Outcome = 'inquiry' | 'suspended' | 'archived' | 'distributed' | 'trial' | 'convicted' | 'final'

export interface Procedure {
  readonly milestones: Milestones
  readonly hearings: readonly Hearing[]
}

/** Draws the dates of a matter registered on a given day, in the order in which the law puts them. */
export function procedureFor(random: Random, registered: IsoDate, outcome: Outcome): Procedure {
  const reported = addDays(registered, -random.int(4, 20))
  const base: Milestones = { reported, registered, charged: null, archived: null, distributed: null, verdict: null, final: null }
  if (outcome === 'inquiry' || outcome === 'suspended') return { milestones: base, hearings: [] }
  if (outcome === 'archived')
    return { milestones: { ...base, archived: withinWorld(addDays(registered, random.int(90, 300))) }, hearings: [] }

  const charged = addDays(registered, random.int(150, 330))
  const distributed = addDays(charged, random.int(12, 30))
  const hearings: Hearing[] = []
  let day = distributed
  if (outcome !== 'distributed') {
    const count = random.int(2, 4)
    for (let i = 0; i < count; i++) {
      day = addDays(day, random.int(24, 50))
      hearings.push({
        date: day,
        isAdjourned: i === 0 && random.chance(0.4),
        isClosed: random.chance(0.3),
        isMonitored: i === count - 1 || random.chance(0.6),
      })
    }
  }
  const isDecided = outcome === 'convicted' || outcome === 'final'
  return {
    milestones: {
      ...base,
      charged: withinWorld(charged),
      distributed: withinWorld(distributed),
      verdict: isDecided ? withinWorld(day) : null,
      final: outcome === 'final' ? withinWorld(addDays(day, random.int(20, 40))) : null,
    },
    hearings: hearings.filter(({ date }) => withinWorld(date) !== null),
  }
}
