import { createHash, createPublicKey, type KeyObject, randomBytes, sign, timingSafeEqual } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { TLSSocket } from 'node:tls'
import { MAX_MEMBERSHIP_BYTES, MEMBERSHIP_PATH, MEMBERSHIP_TYPE, MembershipAnswer, type MembershipRequest } from '../../schema/index.ts'
import { printable } from '../screen.ts'

/** A hub, as an invitation names it. */
export interface HubAddress {
  readonly hub: string
  /** SHA-256 of its TLS key; needed over https. */
  readonly pins?: readonly string[] | undefined
}

type Wish = MembershipRequest extends infer Request
  ? Request extends MembershipRequest
    ? Omit<Request, 'aud' | 'iat' | 'jti'>
    : never
  : never

/** The hub refused, or could not be asked. */
export class HubRefusal extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const PATIENCE_MS = 20_000

/**
 * Sends a signed request to a hub.
 *
 * @throws {HubRefusal} with the hub's own words, or HUB_UNREACHABLE where it is not the one that invited, does not answer, or answers something else
 */
export async function askHub(address: HubAddress, key: KeyObject, wish: Wish): Promise<MembershipAnswer> {
  if (!isSafe(new URL(address.hub)))
    throw new HubRefusal(
      'TLS_REQUIRED',
      'beyond this machine a hub is asked over https only, so that nobody between learns the invitation or gives keys of their own; ask its operator for another invitation',
    )
  const body = JSON.stringify({
    request: signRequest(key, {
      ...wish,
      aud: address.hub,
      iat: Math.floor(Date.now() / 1_000),
      jti: randomBytes(16).toString('base64url'),
    }),
  })
  const { status, text } = await post(address, body).catch((cause: unknown) => {
    throw cause instanceof HubRefusal ? cause : unreachable('it does not answer')
  })
  const json = parsed(text)
  const granted = status === 200 ? MembershipAnswer.safeParse(json) : undefined
  if (granted?.success) return granted.data
  const [error] = typeof json === 'object' && json !== null && 'errors' in json && Array.isArray(json.errors) ? json.errors : []
  if (typeof error?.message !== 'string') throw unreachable('it answers something else than a hub does')
  throw new HubRefusal(String(error.extensions?.code ?? 'REFUSED').slice(0, 64), printable(error.message.slice(0, 500)))
}

const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)

const unreachable = (why: string): HubRefusal => new HubRefusal('HUB_UNREACHABLE', `the hub cannot be asked: ${why}`)

/** A compact JWS (RFC 7515, RFC 8037). */
export function signRequest(key: KeyObject, request: MembershipRequest): string {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url')
  const text = [{ alg: 'EdDSA', typ: MEMBERSHIP_TYPE, kid }, request]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`
}

function post({ hub, pins = [] }: HubAddress, body: string): Promise<{ readonly status: number; readonly text: string }> {
  const url = new URL(MEMBERSHIP_PATH, hub)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const options = { method: 'POST', headers, timeout: PATIENCE_MS, agent: false }
  return new Promise((resolve, reject) => {
    const asked =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, minVersion: 'TLSv1.3', rejectUnauthorized: false }) // the pin below decides instead
        : httpRequest(url, options)
    asked.on('error', reject).on('timeout', () => asked.destroy(new Error('timeout')))
    asked.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
        if (text.length > 64 * MAX_MEMBERSHIP_BYTES) asked.destroy(new Error('too long'))
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text })).on('error', reject)
    })
    if (url.protocol !== 'https:') return void asked.end(body)
    // Nothing of the request is written before the other side has shown the key that the invitation names.
    asked.on('socket', (socket) =>
      socket.once('secureConnect', () => {
        if (socket instanceof TLSSocket && isPinned(socket, pins)) asked.end(body)
        else asked.destroy(unreachable('whoever answers there is not the hub that invited'))
      }),
    )
  })
}

function isPinned(socket: TLSSocket, pins: readonly string[]): boolean {
  const spki = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' })
  if (!spki) return false
  const digest = createHash('sha256').update(spki).digest()
  return pins.map((pin) => Buffer.from(pin, 'base64')).some((pin) => pin.length === digest.length && timingSafeEqual(pin, digest))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
