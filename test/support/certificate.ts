import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'

/** A self-signed certificate with its key, PEM, and the pin of that key. */
export interface TestCertificate {
  readonly key: string
  readonly cert: string
  /** SHA-256 of the SubjectPublicKeyInfo, base64. */
  readonly pin: string
}

const ED25519 = tlv(0x30, tlv(0x06, Buffer.from([0x2b, 0x65, 0x70]))) // 1.3.101.112
const COMMON_NAME = tlv(0x06, Buffer.from([0x55, 0x04, 0x03])) // 2.5.4.3

export interface CertificateWishes {
  /** Start and end of its life as X.509 writes times. @default 2025 to 2045 */
  readonly validity?: readonly [from: string, to: string]
  /** A certificate whose key it has. @default a new key */
  readonly keyOf?: TestCertificate
}

/** Makes a certificate (X.509 version 1, Ed25519, RFC 5280): Node reads certificates and makes none. */
export function makeCertificate(
  name: string,
  { validity: [from, to] = ['250101000000Z', '450101000000Z'], keyOf }: CertificateWishes = {},
): TestCertificate {
  const privateKey = keyOf ? createPrivateKey(keyOf.key) : generateKeyPairSync('ed25519').privateKey
  const publicKey = createPublicKey(privateKey)
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const subject = tlv(0x30, tlv(0x31, tlv(0x30, COMMON_NAME, tlv(0x0c, Buffer.from(name)))))
  const validity = tlv(0x30, tlv(0x17, Buffer.from(from)), tlv(0x17, Buffer.from(to)))
  const body = tlv(0x30, tlv(0x02, Buffer.from([1])), ED25519, subject, validity, subject, spki)
  const signature = tlv(0x03, Buffer.from([0]), sign(null, body, privateKey))
  const der = tlv(0x30, body, ED25519, signature)
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    pin: createHash('sha256').update(spki).digest('base64'),
  }
}

/** Tag, length, value (X.690, DER). */
function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(parts)
  const size = value.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), value])
}
