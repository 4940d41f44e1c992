import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

export const BLOCK = 16

/** A key for one use, derived so that no two uses share one (RFC 5869). */
export const deriveKey = (secret: Uint8Array, salt: string, use: string, bytes = 32): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, salt, use, bytes))

/**
 * Encrypts many 16-byte blocks in one call, each by itself. ECB is right here and only here: every block holds a different
 * record's key, equal blocks are meant to look equal, and one call per batch is what makes it cheap.
 */
export function encryptBlocks(key: Uint8Array, blocks: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-ecb', key, null)
  cipher.setAutoPadding(false)
  return cipher.update(blocks)
}

/** The inverse of `encryptBlocks`. */
export function decryptBlocks(key: Uint8Array, blocks: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-ecb', key, null)
  decipher.setAutoPadding(false)
  return decipher.update(blocks)
}

/** base64url bytes, or undefined where the text is not the one way of writing them. */
export function fromBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
