import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

export const BLOCK = 16

/** Bytes of a key for one use, derived so that no two uses share one (RFC 5869). */
export const deriveBytes = (secret: Uint8Array, salt: string, use: string, bytes = 32): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, salt, use, bytes))

/** The same as a key that Node has looked at once: given bytes, it does so with each use, which takes longer than a cipher or HMAC of a few blocks. */
export const deriveKey = (secret: Uint8Array, salt: string, use: string): KeyObject => createSecretKey(deriveBytes(secret, salt, use))

/**
 * Encrypts many 16-byte blocks in one call, each by itself. ECB is right here and only here: every block holds a different
 * record's key, equal blocks are meant to look equal, and one call per batch is what makes it cheap.
 */
export function encryptBlocks(key: KeyObject, blocks: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-ecb', key, null)
  cipher.setAutoPadding(false)
  return cipher.update(blocks)
}

/** The inverse of `encryptBlocks`. */
export function decryptBlocks(key: KeyObject, blocks: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-ecb', key, null)
  decipher.setAutoPadding(false)
  return decipher.update(blocks)
}

/** base64url bytes, or undefined where the text is not the one way of writing them. */
export function fromBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
