import { createHash, timingSafeEqual, type X509Certificate } from 'node:crypto'
import { TLSSocket } from 'node:tls'
import { buildConnector } from 'undici'

/** How the hub shows itself to agencies, and by which keys it knows one of them. */
export interface PinnedTls {
  /** The hub's own key and certificate, PEM. */
  readonly key: string
  readonly cert: string
  /** SHA-256 of the agency's key (SubjectPublicKeyInfo), base64; any one of them. */
  readonly pins: readonly string[]
}

/** The key of the other side is none of those that were agreed, or its certificate is not in force. */
export class PinMismatch extends Error {
  readonly code = 'TIP_PIN_MISMATCH'
}

/**
 * Connects by TLS 1.3 to whoever holds one of the pinned keys, and to nobody else. No authority is asked: a certificate for the right name by a
 * public authority is refused like any other.
 */
export function pinnedConnector({ key, cert, pins }: PinnedTls, timeoutMs: number): buildConnector.connector {
  const connect = buildConnector({
    key,
    cert,
    timeout: timeoutMs,
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    // The pin below decides instead, before a byte of a request is written.
    rejectUnauthorized: false,
    // A session that is taken up again shows no certificate.
    maxCachedSessions: 0,
    allowH2: false,
  })
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error) return callback(error, null)
      if (socket instanceof TLSSocket && isPinned(socket, pins)) return callback(null, socket)
      socket?.destroy()
      callback(new PinMismatch('the key of the other side is not pinned, or its certificate has run out'), null)
    })
}

function isPinned(socket: TLSSocket, pins: readonly string[]): boolean {
  const certificate = socket.getPeerX509Certificate()
  if (!certificate || !isInForce(certificate, Date.now())) return false
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' })
  const digest = createHash('sha256').update(spki).digest()
  return pins.map((pin) => Buffer.from(pin, 'base64')).some((pin) => pin.length === digest.length && timingSafeEqual(pin, digest))
}

/** Whether a certificate's life has begun and has not ended. */
export const isInForce = ({ validFromDate, validToDate }: X509Certificate, nowMs: number): boolean =>
  validFromDate.getTime() <= nowMs && nowMs <= validToDate.getTime()
