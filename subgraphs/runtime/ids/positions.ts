import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Position } from '../../../adapters/index.ts'
import { Lru } from '../../../platform/index.ts'
import { readPlace, writePlace } from './place-block.ts'
import { BLOCK, decryptBlocks, deriveKey, encryptBlocks, fromBase64Url } from './secret.ts'

/** Places in a list as the hub carries them: sealed, and of no use to another viewer or in another query. */
export interface Positions {
  /**
   * Places of a page, in order.
   *
   * @param boundTo whatever the places must not outlive: viewer, query, policy version
   */
  seal(positions: readonly Position[], boundTo: string): string[]
  /** @returns undefined where the text is no place of this viewer in this query */
  open(text: string, boundTo: string): Position | undefined
}

const NONCE = 12
const TAG = 16
/** Places that do not fit a block are padded to a multiple of this many bytes, so that their length tells nothing of the key. */
const PADDED_TO = 128
const LONGEST = 4_096
const PlaceJson = z.tuple([z.string().nullable(), z.string()])
/** Lists whose keys are kept, and characters of what they are bound to. */
const MOST_LISTS = 200
const MOST_CHARACTERS = 500_000

/**
 * Seals places under the agency's secret. A date and a short key are one encrypted block, under a key for that viewer and query, like a record's id: all
 * places of a page in one call. What does not fit is sealed by itself and takes ten times as long.
 */
export function createPositions(secret: Uint8Array): Positions {
  const key = deriveKey(secret, '', 'tip list position')
  const keysOfLists = new Lru<string, KeyObject>(MOST_LISTS, MOST_CHARACTERS)
  const keyOf = (boundTo: string): KeyObject => {
    const known = keysOfLists.get(boundTo)
    if (known) return known
    const made = deriveKey(secret, boundTo, 'tip list place')
    keysOfLists.set(boundTo, made, boundTo.length)
    return made
  }
  const aad = (boundTo: string) => Buffer.from(boundTo, 'utf8')

  const sealLong = (position: Position, nonce: Buffer, boundTo: Buffer): string => {
    const json = Buffer.from(JSON.stringify([position.sortKey, position.key]), 'utf8')
    const plain = Buffer.alloc(Math.ceil((json.length + 2) / PADDED_TO) * PADDED_TO)
    plain.writeUInt16BE(json.length, 0)
    json.copy(plain, 2)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(boundTo)
    const sealed = cipher.update(plain)
    return Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()]).toString('base64url')
  }

  const seal = (positions: readonly Position[], boundTo: string): string[] => {
    if (positions.length === 0) return []
    const blocks = Buffer.alloc(positions.length * BLOCK)
    const isBlock = positions.map((position, index) => writePlace(position, blocks, index * BLOCK))
    const sealed = isBlock.includes(true) ? encryptBlocks(keyOf(boundTo), blocks) : blocks
    // Drawing costs as much for one as for a page of them.
    const nonces = isBlock.includes(false) ? randomBytes(positions.length * NONCE) : Buffer.alloc(0)
    const bound = aad(boundTo)
    return positions.map((position, index) =>
      isBlock[index]
        ? sealed.toString('base64url', index * BLOCK, (index + 1) * BLOCK)
        : sealLong(position, nonces.subarray(index * NONCE, (index + 1) * NONCE), bound),
    )
  }

  const openLong = (bytes: Buffer, boundTo: string): Position | undefined => {
    if (bytes.length < NONCE + PADDED_TO + TAG) return undefined
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
      decipher.setAAD(aad(boundTo))
      decipher.setAuthTag(bytes.subarray(-TAG))
      const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
      const [sortKey, rowKey] = PlaceJson.parse(JSON.parse(plain.toString('utf8', 2, 2 + plain.readUInt16BE(0))))
      return { sortKey, key: rowKey }
    } catch {
      return undefined // altered, of another viewer or another query: all the same
    }
  }

  const open = (text: string, boundTo: string): Position | undefined => {
    const bytes = text.length <= LONGEST ? fromBase64Url(text) : undefined
    if (!bytes) return undefined
    return bytes.length === BLOCK ? readPlace(decryptBlocks(keyOf(boundTo), bytes)) : openLong(bytes, boundTo)
  }

  return { seal, open }
}
