import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'

/** A key with a certificate that it signed itself, PEM; and the pin by which the other side knows it. */
export interface MadeCertificate {
  readonly key: string
  readonly cert: string
  /** SHA-256 of the SubjectPublicKeyInfo, base64. */
  readonly pin: string
}

const ED25519 = tlv(0x30, tlv(0x06, Buffer.from([0x2b, 0x65, 0x70]))) // 1.3.101.112
const COMMON_NAME = tlv(0x06, Buffer.from([0x55, 0x04, 0x03])) // 2.5.4.3

/**
 * Makes a TLS key and a certificate for it (X.509 version 1, Ed25519, RFC 5280): Node reads certificates and makes none. The other side goes by the
 * key alone, so no authority is needed; the certificate can be made anew for the same key.
 *
 * @param now milliseconds since 1970
 * @param years life of the certificate
 */
export function makeCertificate(name: string, now: number, years = 5): MadeCertificate {
  const { privateKey } = generateKeyPairSync('ed25519')
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const subject = tlv(0x30, tlv(0x31, tlv(0x30, COMMON_NAME, tlv(0x0c, Buffer.from(name)))))
  // An hour back: clocks differ.
  const validity = tlv(0x30, timeOf(now - 3_600_000), timeOf(now + years * 365 * 86_400_000))
  const body = tlv(0x30, tlv(0x02, Buffer.from([1])), ED25519, subject, validity, subject, spki)
  const der = tlv(0x30, body, ED25519, tlv(0x03, Buffer.from([0]), sign(null, body, privateKey)))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    pin: createHash('sha256').update(spki).digest('base64'),
  }
}

/** UTCTime, good until 2049: `YYMMDDHHMMSSZ`. */
const timeOf = (milliseconds: number): Buffer =>
  tlv(0x17, Buffer.from(`${new Date(milliseconds).toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`))

/** Tag, length, value (X.690, DER). */
function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(parts)
  const size = value.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), value])
}
