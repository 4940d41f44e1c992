import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Position } from '../../../adapters/index.ts'
import { deriveKey, fromBase64Url } from './secret.ts'

/** Places in a list as the hub carries them: sealed, of one length, and of no use to another viewer or in another query. */
export interface Positions {
  /** @param boundTo whatever the place must not outlive: viewer, query, policy version */
  seal(position: Position, boundTo: string): string
  /** @returns undefined where the text is no place of this viewer in this query */
  open(text: string, boundTo: string): Position | undefined
}

const NONCE = 12
const TAG = 16
/** Places are padded to a multiple of this many bytes, so that their length tells nothing of the key. */
const PADDED_TO = 128
const LONGEST = 4_096
const PlaceJson = z.tuple([z.string().nullable(), z.string()])

export function createPositions(secret: Uint8Array): Positions {
  const key = deriveKey(secret, '', 'tip list position')
  const aad = (boundTo: string) => Buffer.from(boundTo, 'utf8')

  const seal = (position: Position, boundTo: string): string => {
    const json = Buffer.from(JSON.stringify([position.sortKey, position.key]), 'utf8')
    const plain = Buffer.alloc(Math.ceil((json.length + 2) / PADDED_TO) * PADDED_TO)
    plain.writeUInt16BE(json.length, 0)
    json.copy(plain, 2)
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(aad(boundTo))
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')
  }

  const open = (text: string, boundTo: string): Position | undefined => {
    const bytes = text.length <= LONGEST ? fromBase64Url(text) : undefined
    if (!bytes || bytes.length < NONCE + PADDED_TO + TAG) return undefined
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

  return { seal, open }
}
