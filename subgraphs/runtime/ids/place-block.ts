import type { Position } from '../../../adapters/index.ts'
import { BLOCK } from './secret.ts'

/** length of the key, three bytes of date, up to eight bytes of key, then zeros: the four last ones are the check bytes. */
const LONGEST_KEY = 8
const KEY_AT = 4
const UNDATED = 0xff_ff_ff
const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/

/** Writes a place into one block of zeros, where it fits. @returns whether it did */
export function writePlace({ sortKey, key }: Position, blocks: Buffer, at: number): boolean {
  const date = sortKey === null ? UNDATED : packDate(sortKey)
  const length = Buffer.byteLength(key, 'utf8')
  if (date === undefined || length > LONGEST_KEY || !key.isWellFormed()) return false
  blocks[at] = length
  blocks.writeUIntBE(date, at + 1, 3)
  blocks.write(key, at + KEY_AT, 'utf8')
  return true
}

/** @returns undefined where the block holds no place: it was made under another key, or altered */
export function readPlace(block: Buffer): Position | undefined {
  const length = block[0] ?? BLOCK
  if (length > LONGEST_KEY || !block.subarray(KEY_AT + length).every((byte) => byte === 0)) return undefined
  const date = block.readUIntBE(1, 3)
  const sortKey = date === UNDATED ? null : unpackDate(date)
  return sortKey === undefined ? undefined : { sortKey, key: block.toString('utf8', KEY_AT, KEY_AT + length) }
}

/** 14 bits of year, 4 of month, 5 of day; 0 where the date is not so precise. */
function packDate(text: string): number | undefined {
  const [, year, month = '0', day = '0'] = DATE.exec(text) ?? []
  if (year === undefined || month === '00' || day === '00' || Number(month) > 15 || Number(day) > 31) return undefined
  return (Number(year) << 9) | (Number(month) << 5) | Number(day)
}

function unpackDate(date: number): string | undefined {
  const [year, month, day] = [date >> 9, (date >> 5) & 15, date & 31]
  if (year > 9_999 || (month === 0 && day > 0)) return undefined
  const parts = [`${year}`.padStart(4, '0'), ...[month, day].filter((part) => part > 0).map((part) => `${part}`.padStart(2, '0'))]
  return parts.join('-')
}
