import { HubError } from '../../../schema/index.ts'
import type { Seals } from '../seals.ts'
import type { Place } from './place.ts'

/** Where one agency's stream stands: behind the last record taken in the direction of the walk; null at its start. */
export type Slot = string | null
/** The stream has nothing in the direction of the walk. */
export const ENDED = ''

/** Everything that the next page has to know; nothing is kept in the hub between two pages. */
export interface Cursor {
  /** Direction of the walk that made it. */
  readonly backward: boolean
  /** Place of the record that the cursor stands at. */
  readonly place: Place
  /** Per agency that is read; absent ones have left the walk. */
  readonly slots: ReadonlyMap<string, Slot>
  /** Agencies that left the walk because they failed. */
  readonly left: ReadonlySet<string>
  /** Marks of records whose matter was shown already. See `pending.ts`. */
  readonly pending: readonly string[]
}

/** What a cursor is good for: anything else makes it invalid. */
export interface CursorBinding {
  /** Viewer, purpose, list with filter and order, policy versions. */
  readonly boundTo: string
  /** Agencies whose streams the list reads, sorted. */
  readonly agencies: readonly string[]
  /** Whether the list shows matters; only such lists have anything pending. */
  readonly isGrouped: boolean
}

export const MARK_BYTES = 5
/** Marks that fit into a cursor of a list of matters. */
const PENDING_CAPACITY = 200
const VERSION = 1
const STATE = { reading: 0, left: 1, ended: 2 } as const
const SORT_KEY_BYTES = 10
/** Agencies pad their places to steps of this many bytes; so do we. */
const SLOT_STEP = 128
const SMALLEST_SLOT = 160
/** The longest place that `readAnswer` lets through fits. */
const LARGEST_SLOT = SMALLEST_SLOT + 3 * SLOT_STEP
const HEADER = 1 + 1 + 1 + 1 + 4 + SORT_KEY_BYTES + 2
const MINUTE_MS = 60_000
/** A cursor lives for a day: long enough for a person's work, short enough to be of no use later. */
const LIFE_MINUTES = 24 * 60

/** Seals and opens the cursors of one list. All cursors of a list have one length, wherever they stand. */
export class CursorCodec {
  readonly #seals: Seals
  readonly #binding: CursorBinding
  readonly #clock: () => number

  constructor(seals: Seals, binding: CursorBinding, clock: () => number) {
    this.#seals = seals
    this.#binding = binding
    this.#clock = clock
  }

  seal(cursor: Cursor): string {
    const { agencies, boundTo, isGrouped } = this.#binding
    const capacity = isGrouped ? PENDING_CAPACITY : 0
    const positions = agencies.map((agency) => {
      const slot = cursor.slots.get(agency)
      return slot == null || slot === ENDED ? undefined : Buffer.from(slot, 'base64url')
    })
    const slotBytes = slotSize(Math.max(0, ...positions.map((position) => position?.length ?? 0)))
    const plain = Buffer.alloc(HEADER + agencies.length * (3 + slotBytes) + capacity * MARK_BYTES)

    const pending = capacity === 0 ? [] : cursor.pending.slice(-capacity)
    plain.writeUInt8(VERSION, 0)
    plain.writeUInt8(Number(cursor.backward), 1)
    plain.writeUInt8(agencies.indexOf(cursor.place.agency), 2)
    plain.writeUInt8(pending.length, 3)
    plain.writeUInt32BE(Math.floor(this.#clock() / MINUTE_MS), 4)
    plain.write((cursor.place.sortKey ?? '').padEnd(SORT_KEY_BYTES), 8, 'latin1')
    plain.writeUInt16BE(slotBytes, 8 + SORT_KEY_BYTES)
    agencies.forEach((agency, index) => {
      const at = HEADER + index * (3 + slotBytes)
      plain.writeUInt8(cursor.left.has(agency) ? STATE.left : cursor.slots.get(agency) === ENDED ? STATE.ended : STATE.reading, at)
      plain.writeUInt16BE(positions[index]?.length ?? 0, at + 1)
      positions[index]?.copy(plain, at + 3)
    })
    const marksAt = HEADER + agencies.length * (3 + slotBytes)
    pending.forEach((mark, index) => {
      plain.write(mark, marksAt + index * MARK_BYTES, 'base64url')
    })
    return this.#seals.seal(plain, boundTo)
  }

  /** @throws {HubError} CURSOR_INVALID for garbage, cursors of another person, purpose, list or policy version, and those older than a day */
  open(text: string): Cursor {
    const { agencies, boundTo, isGrouped } = this.#binding
    const plain = this.#seals.open(text, boundTo)
    if (!plain || plain.length < HEADER || plain.readUInt8(0) !== VERSION) throw new HubError('CURSOR_INVALID')
    const slotBytes = plain.readUInt16BE(8 + SORT_KEY_BYTES)
    const marksAt = HEADER + agencies.length * (3 + slotBytes)
    const agency = agencies[plain.readUInt8(2)]
    const age = Math.floor(this.#clock() / MINUTE_MS) - plain.readUInt32BE(4)
    if (agency === undefined || age > LIFE_MINUTES || plain.length !== marksAt + (isGrouped ? PENDING_CAPACITY : 0) * MARK_BYTES)
      throw new HubError('CURSOR_INVALID')

    const slots = new Map<string, Slot>()
    const left = new Set<string>()
    agencies.forEach((code, index) => {
      const at = HEADER + index * (3 + slotBytes)
      const length = plain.readUInt16BE(at + 1)
      const state = plain.readUInt8(at)
      if (state === STATE.left) left.add(code)
      else if (state === STATE.ended) slots.set(code, ENDED)
      else slots.set(code, length === 0 ? null : plain.toString('base64url', at + 3, at + 3 + length))
    })
    return {
      backward: plain.readUInt8(1) === 1,
      place: { agency, sortKey: plain.toString('latin1', 8, 8 + SORT_KEY_BYTES).trim() || null },
      slots,
      left,
      pending: Array.from({ length: plain.readUInt8(3) }, (_, index) =>
        plain.toString('base64url', marksAt + index * MARK_BYTES, marksAt + (index + 1) * MARK_BYTES),
      ),
    }
  }
}

/** One size for all slots of a cursor: that of the longest place, in the steps in which agencies pad them. */
function slotSize(longest: number): number {
  if (longest <= SMALLEST_SLOT) return SMALLEST_SLOT
  const size = SMALLEST_SLOT + Math.ceil((longest - SMALLEST_SLOT) / SLOT_STEP) * SLOT_STEP
  if (size > LARGEST_SLOT) throw new RangeError('An agency gave a place that is too long')
  return size
}
