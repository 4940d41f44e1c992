import type { Asker } from '../asking/asker.ts'
import type { Located } from '../asking/located.ts'
import type { Matter, Matters } from '../matters/matters.ts'
import type { Cursor } from './cursor.ts'
import type { ListPlan } from './list-plan.ts'
import { Members } from './members.ts'
import { Merge } from './merge.ts'
import { Pending } from './pending.ts'
import { comparePlaces } from './place.ts'
import { Stream } from './stream.ts'

/** What stands at one place of a list. */
export interface PageEntry {
  /** The record that the entry stands at. */
  readonly record: Located
  /** The record alone where the list does not group. */
  readonly matter: Matter
  /** Where to go on from behind this entry. */
  readonly cursor: Cursor
}

export interface Page {
  /** In the order of the list, whichever way it was read. */
  readonly entries: readonly PageEntry[]
  /** Whether there is more in the direction of reading. */
  readonly hasMore: boolean
  /** Where to go on from; null where nothing was read. */
  readonly end: Cursor | null
}

export interface PageRequest {
  readonly list: ListPlan
  readonly size: number
  readonly backward: boolean
  readonly cursor: Cursor | undefined
  readonly asker: Asker
  /** Absent where each record stands for itself. */
  readonly matters?: Matters
}

/** Rounds of refilling and resolving; a page that needs more ends early, and the next one goes on from there. */
const MOST_ROUNDS = 12
/** Records whose matters are resolved at once: at least so many, so that a matter with many records does not cost a round each. */
const RESOLVED_AT_ONCE = 20

/**
 * Reads one page of a list over all its agencies: their sorted streams merged, each matter once, at its first record that is in the list.
 *
 * An agency that fails leaves the page as if it had never been asked, and the walk: the cursors say so.
 */
export async function readPage(request: PageRequest): Promise<Page> {
  const { list, cursor, asker, backward, size } = request
  for (const agency of cursor?.left ?? []) asker.fail(agency, 'UNAVAILABLE', 'left this list on an earlier page')
  const streams = list.streams.filter(({ agency }) => !asker.hasFailed(agency)).map((plan) => new Stream(plan, list, backward, asker))
  await Promise.all(streams.map((stream) => stream.open(cursor, size + 1)))

  for (let round = 1; ; round++) {
    const result = scan(request, streams)
    if (result.needs === undefined || round === MOST_ROUNDS) return finish(result, backward, result.needs !== undefined)
    if ('refill' in result.needs) await Promise.all(result.needs.refill.map((stream) => stream.refill(size + 1)))
    else await request.matters?.resolve(result.needs.resolve)
  }
}

interface Scan {
  readonly entries: readonly PageEntry[]
  readonly hasMore: boolean
  readonly end: Cursor | null
  /** What must be fetched before the scan can be whole. */
  readonly needs?: { readonly refill: readonly Stream[] } | { readonly resolve: readonly Located[] }
}

/** Goes through what was fetched so far, from the start. Costs nothing but time, so it is simply done again after each fetch. */
function scan({ list, size, backward, cursor, asker, matters }: PageRequest, all: readonly Stream[]): Scan {
  const hasLeft = (agency: string) => asker.hasFailed(agency)
  const merge = new Merge(
    all.filter(({ agency }) => !hasLeft(agency)),
    { descending: list.descending, backward },
  )
  const left = new Set(list.streams.map(({ agency }) => agency).filter(hasLeft))
  const pending = new Pending(backward, cursor?.backward === backward ? cursor.pending : [])
  const members = new Members(list)
  const entries: PageEntry[] = []
  let end: Cursor | null = null

  for (;;) {
    const refill = merge.dry(size + 1 - entries.length)
    // Where nothing is grouped, a stream that has more is enough to know that there is more.
    if (!matters && entries.length === size && refill.some(({ isAsked }) => isAsked)) return { entries, hasMore: true, end }
    if (refill.length > 0) return { entries, hasMore: true, end, needs: { refill } }
    const record = merge.peek()
    if (!record) return { entries, hasMore: false, end }
    if (cursor && isBehind(record, cursor, list, backward)) {
      merge.take(record)
      continue
    }
    if (matters && !matters.isResolved(record)) {
      const resolve = merge.ahead(Math.max(RESOLVED_AT_ONCE, size + 1)).filter((ahead) => !matters.isResolved(ahead))
      return { entries, hasMore: true, end, needs: { resolve } }
    }
    const matter = matters?.matterOf(record) ?? { records: [record], isJoined: false, isUncertain: false }
    pending.reach(record)
    const inList = matters ? members.of(matter, record, hasLeft) : [record]
    const isPlace = inList[0] === record && !pending.wasShown(inList)
    if (isPlace && entries.length === size) return { entries, hasMore: true, end }

    merge.take(record)
    if (isPlace && matter.isJoined) pending.shown(record, inList.slice(1))
    pending.passed(record, inList)
    end = {
      backward,
      place: { sortKey: record.sortKey, agency: record.agency },
      slots: merge.slots(),
      left,
      pending: pending.marks(),
    }
    if (isPlace) entries.push({ record, matter, cursor: end })
  }
}

/** The record was added after the walk had passed its place, to a stream of which nothing had been taken there. */
function isBehind(record: Located, { place }: Cursor, { descending }: ListPlan, backward: boolean): boolean {
  if (record.agency === place.agency) return false // its own stream begins right after the place
  const order = comparePlaces(record, place, descending)
  return backward ? order > 0 : order < 0
}

function finish({ entries, hasMore, end }: Scan, backward: boolean, isCutShort: boolean): Page {
  const last = entries.at(-1)?.cursor ?? null
  return {
    entries: backward ? entries.toReversed() : entries,
    hasMore,
    // Behind records whose matters stand elsewhere too, so that a page that was cut short makes way.
    end: isCutShort ? end : last,
  }
}
