import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'

/** Seals texts and bytes so that only this hub reads them, and only where they are bound to. */
export interface Seals {
  /** A new text each time, as long as the plain bytes plus a constant. */
  seal(plain: Uint8Array, boundTo: string): string
  /** The same text each time for the same bytes and binding; for ids. */
  sealStable(plain: Uint8Array, boundTo: string): string
  /** @returns undefined for everything that was not sealed here with the same binding */
  open(sealed: string, boundTo: string): Buffer | undefined
}

const NONCE = 12
const TAG = 16
const LONGEST = 65_536

/** @param keys 32 random bytes each; the first one seals, all of them open. @throws {TypeError} where there is none, or a short one */
export function createSeals(keys: readonly Uint8Array[], use: string): Seals {
  const derive = (key: Uint8Array, part: string) => createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `tip hub ${use} ${part}`, 32)))
  const derived = keys.map((key) => {
    if (key.length < 32) throw new TypeError('A seal key needs at least 32 bytes')
    return { cipher: derive(key, 'seal'), nonce: derive(key, 'nonce') }
  })
  const [current] = derived
  if (!current) throw new TypeError('The hub needs at least one seal key')

  const sealWith = (nonce: Uint8Array, plain: Uint8Array, boundTo: string): string => {
    const cipher = createCipheriv('aes-256-gcm', current.cipher, nonce)
    cipher.setAAD(Buffer.from(boundTo, 'utf8'))
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url')
  }

  return {
    seal: (plain, boundTo) => sealWith(randomBytes(NONCE), plain, boundTo),
    // A nonce made from all that is sealed repeats only where the whole text does.
    sealStable: (plain, boundTo) =>
      sealWith(
        createHmac('sha256', current.nonce)
          .update(`${Buffer.byteLength(boundTo)} ${boundTo}`)
          .update(plain)
          .digest()
          .subarray(0, NONCE),
        plain,
        boundTo,
      ),
    open(sealed, boundTo) {
      if (sealed.length > LONGEST || !/^[A-Za-z0-9_-]+$/.test(sealed)) return undefined
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < NONCE + TAG) return undefined
      for (const { cipher } of derived) {
        try {
          const decipher = createDecipheriv('aes-256-gcm', cipher, bytes.subarray(0, NONCE), { authTagLength: TAG })
          decipher.setAAD(Buffer.from(boundTo, 'utf8'))
          decipher.setAuthTag(bytes.subarray(-TAG))
          return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
        } catch {
          // not sealed with this key, for this binding, or altered: all the same
        }
      }
      return undefined
    },
  }
}
