import { Lru } from '../../../platform/index.ts'
import { isCanonicalNuc } from '../../../schema/index.ts'
import { BLOCK, decryptBlocks, deriveKey, encryptBlocks, fromBase64Url } from './secret.ts'

/** Keys by which records of one matter are joined within one request. */
export interface CaseKeys {
  /** Sealed forms of canonical NUCs, in order. */
  seal(nucs: readonly string[]): string[]
  /** Canonical NUCs, in order; null for what is no key of this request. */
  open(keys: readonly string[]): (string | null)[]
}

/**
 * Seals NUCs under a key that agencies share and the hub does not have, fresh for each request: within a request equal matters have equal
 * keys and the hub can compare them, afterwards they mean nothing.
 *
 * @param request what all agencies know alike of one request and of no other. The hub chooses its id and may use it twice; with the person's token
 *   in it, the same key never comes back for somebody else, nor for the same person once the token is over.
 */
export function createCaseKeys(sharedSecret: Uint8Array, request: string): CaseKeys {
  if (sharedSecret.length < 32) throw new TypeError('The shared secret for case keys needs at least 32 bytes')
  const key = deriveKey(sharedSecret, request, 'tip case key')

  const seal = (nucs: readonly string[]): string[] => {
    const blocks = Buffer.alloc(nucs.length * BLOCK)
    nucs.forEach((nuc, index) => {
      if (!isCanonicalNuc(nuc)) throw new TypeError('Only a canonical NUC can become a case key')
      blocks.write(nuc, index * BLOCK, 'latin1') // 13 bytes; the rest stays zero and is the check
    })
    const sealed = encryptBlocks(key, blocks)
    return nucs.map((_, index) => sealed.toString('base64url', index * BLOCK, (index + 1) * BLOCK))
  }

  const open = (keys: readonly string[]): (string | null)[] => {
    const blocks = keys.map((text) => fromBase64Url(text)).map((bytes) => (bytes?.length === BLOCK ? bytes : undefined))
    const plain = decryptBlocks(key, Buffer.concat(blocks.filter((bytes) => bytes !== undefined)))
    let end = 0
    return blocks.map((bytes) => {
      if (!bytes) return null
      end += BLOCK
      const text = plain.toString('latin1', end - BLOCK, end).replace(/\0+$/, '')
      return isCanonicalNuc(text) ? text : null
    })
  }

  return { seal, open }
}

/** Requests whose keys are kept: the hub asks twice or three times in one, within moments. */
const MOST_REQUESTS = 64

/** `createCaseKeys` for one shared secret, which remembers the keys of the requests asked for last. @throws {TypeError} where the secret is too short */
export function createCaseKeysOf(sharedSecret: Uint8Array): (request: string) => CaseKeys {
  const known = new Lru<string, CaseKeys>(MOST_REQUESTS)
  return (request) => {
    const keys = known.get(request) ?? createCaseKeys(sharedSecret, request)
    known.set(request, keys)
    return keys
  }
}
