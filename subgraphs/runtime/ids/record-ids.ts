import { aessiv } from '@noble/ciphers/aes.js'
import { Lru } from '../../../platform/index.ts'
import { RECORD_KIND_NAMES, type RecordKindName } from '../../../schema/index.ts'
import { BLOCK, decryptBlocks, deriveBytes, deriveKey, encryptBlocks, fromBase64Url } from './secret.ts'

/** A secret of the agency. Old versions stay in the list so that ids given out earlier are still understood. */
export interface IdSecret {
  /** 1–127; written at the front of each id. */
  readonly version: number
  /** At least 32 random bytes. */
  readonly secret: Uint8Array
}

/**
 * Opaque, stable ids of one agency's records: without the agency's secret nobody can tell a record's key, make an id up, or see that
 * two ids are neighbours; equal records have equal ids.
 */
export interface RecordIds {
  /** Ids of many records of one kind, in the order of `keys`. */
  encode(kind: RecordKindName, keys: readonly string[]): string[]
  /** Keys of many ids, in order; null for garbage, other agencies' ids and ids of another kind alike. */
  decode(kind: RecordKindName, ids: readonly unknown[]): (string | null)[]
}

/** kind, length, up to ten bytes of key, then zeros: the four last ones are the check bytes. */
const LONGEST_IN_BLOCK = 10
const LONG = 0x80
const LONGEST_ID = 1_024
/** Of long ids and their keys that are kept. */
const MOST_CHARACTERS = 1_000_000
/** An id of one block in bytes, with one of nothing behind it, so that ids stand at whole letters in the text of many. */
const GROUP = 1 + BLOCK + 1
/** Of base64url for one such group; the last is always the same. */
const LETTERS = (GROUP / 3) * 4
const FILLING = 'A'
const kindNumber = (kind: RecordKindName): number => RECORD_KIND_NAMES.indexOf(kind) + 1

/** @throws {TypeError} where a secret is too short or a version occurs twice */
export function createRecordIds(secrets: readonly IdSecret[]): RecordIds {
  const versions = new Map(
    secrets.map(({ version, secret }) => {
      if (secret.length < 32) throw new TypeError('A secret for record ids needs at least 32 bytes')
      if (!Number.isInteger(version) || version < 1 || version > 127) throw new TypeError('The version of an id secret is 1 to 127')
      return [
        version,
        { block: deriveKey(secret, '', 'tip record id block'), long: deriveBytes(secret, '', 'tip record id long', 64) },
      ] as const
    }),
  )
  const current = secrets.at(-1)
  const keysOfCurrent = current && versions.get(current.version)
  if (!current || !keysOfCurrent || versions.size !== secrets.length) throw new TypeError('Id secrets need distinct versions, at least one')
  // Encrypting a long key costs twenty times a block, and the same rows are asked for again and again.
  const longIds = new Lru<string, string>(20_000)
  const longKeys = new Lru<string, string>(20_000, MOST_CHARACTERS)
  const rememberLong = (kind: RecordKindName, id: string, key: string): void => {
    longKeys.set(`${kind} ${id}`, key, id.length + key.length)
  }

  const encodeLong = (kind: RecordKindName, key: string): string => {
    const cacheKey = `${kind} ${key}`
    const known = longIds.get(cacheKey)
    if (known !== undefined) return known
    const sealed = aessiv(keysOfCurrent.long, Uint8Array.of(kindNumber(kind))).encrypt(Buffer.from(key, 'utf8'))
    const id = Buffer.concat([Uint8Array.of(current.version | LONG), sealed]).toString('base64url')
    longIds.set(cacheKey, id)
    rememberLong(kind, id, key)
    return id
  }

  const encode = (kind: RecordKindName, keys: readonly string[]): string[] => {
    const blocks = Buffer.alloc(keys.length * BLOCK)
    const isLong = keys.map((key, index) => {
      const length = Buffer.byteLength(key, 'utf8')
      if (length > LONGEST_IN_BLOCK) return true
      blocks[index * BLOCK] = kindNumber(kind)
      blocks[index * BLOCK + 1] = length
      blocks.write(key, index * BLOCK + 2, 'utf8')
      return false
    })
    const sealed = encryptBlocks(keysOfCurrent.block, blocks)
    const written = Buffer.alloc(keys.length * GROUP)
    for (let index = 0; index < keys.length; index++) {
      written[index * GROUP] = current.version
      sealed.copy(written, index * GROUP + 1, index * BLOCK, (index + 1) * BLOCK)
    }
    const text = written.toString('base64url')
    return keys.map((key, index) => (isLong[index] ? encodeLong(kind, key) : text.slice(index * LETTERS, (index + 1) * LETTERS - 1)))
  }

  /** The keys of ids that are all of one block and of the current version, as nearly all are: written and read in one piece. Undefined: some are not. */
  const decodeBlocks = (kind: RecordKindName, ids: readonly unknown[]): (string | null)[] | undefined => {
    if (ids.length === 0 || !ids.every((id) => typeof id === 'string' && id.length === LETTERS - 1)) return undefined
    const text = `${ids.join(FILLING)}${FILLING}`
    const bytes = fromBase64Url(text)
    if (bytes?.length !== ids.length * GROUP) return undefined
    const blocks = Buffer.allocUnsafe(ids.length * BLOCK)
    for (let index = 0; index < ids.length; index++) {
      // Bits that no byte of the id takes are zero in the one way of writing it.
      if (bytes[index * GROUP] !== current.version || bytes[(index + 1) * GROUP - 1] !== 0) return undefined
      bytes.copy(blocks, index * BLOCK, index * GROUP + 1, (index + 1) * GROUP - 1)
    }
    const plain = decryptBlocks(keysOfCurrent.block, blocks)
    return ids.map((_, index) => keyInBlock(kind, plain, index * BLOCK))
  }

  /** Only what was authentic is remembered: nobody can fill it who has no ids of ours. */
  const knownOrDecoded = (kind: RecordKindName, id: string, secret: Uint8Array, sealed: Uint8Array): string | null => {
    const known = longKeys.get(`${kind} ${id}`)
    if (known !== undefined) return known
    const key = decodeLong(kind, secret, sealed)
    if (key !== null) rememberLong(kind, id, key)
    return key
  }

  const decode = (kind: RecordKindName, ids: readonly unknown[]): (string | null)[] => {
    const ofOneVersion = decodeBlocks(kind, ids)
    if (ofOneVersion) return ofOneVersion
    const keys = new Array<string | null>(ids.length).fill(null)
    const blocks = new Map<number, { readonly places: number[]; readonly bytes: Buffer[] }>()
    ids.forEach((id, index) => {
      const bytes = typeof id === 'string' && id.length <= LONGEST_ID ? fromBase64Url(id) : undefined
      const first = bytes?.[0]
      const secrets = first === undefined ? undefined : versions.get(first & ~LONG)
      if (!bytes || first === undefined || !secrets) return
      if (first & LONG) keys[index] = bytes.length > BLOCK + 1 ? knownOrDecoded(kind, `${id}`, secrets.long, bytes.subarray(1)) : null
      else if (bytes.length === BLOCK + 1) {
        const batch = blocks.get(first) ?? { places: [], bytes: [] }
        blocks.set(first, batch)
        batch.places.push(index)
        batch.bytes.push(bytes.subarray(1))
      }
    })
    for (const [version, { places, bytes }] of blocks) {
      const secrets = versions.get(version)
      if (!secrets) continue
      const plain = decryptBlocks(secrets.block, Buffer.concat(bytes))
      places.forEach((place, at) => {
        keys[place] = keyInBlock(kind, plain, at * BLOCK)
      })
    }
    return keys
  }

  return { encode, decode }
}

/** The key in the decrypted block that begins at `from`; null where it was not made for this kind under this secret. */
function keyInBlock(kind: RecordKindName, plain: Buffer, from: number): string | null {
  const length = plain[from + 1] ?? BLOCK
  if (plain[from] !== kindNumber(kind) || length > LONGEST_IN_BLOCK) return null
  for (let at = from + 2 + length; at < from + BLOCK; at++) if (plain[at] !== 0) return null
  return plain.toString('utf8', from + 2, from + 2 + length)
}

/** The key in a longer id; null where it is not authentic. */
function decodeLong(kind: RecordKindName, secret: Uint8Array, sealed: Uint8Array): string | null {
  try {
    return Buffer.from(aessiv(secret, Uint8Array.of(kindNumber(kind))).decrypt(sealed)).toString('utf8')
  } catch {
    return null // foreign and garbled ids are like missing ones
  }
}
