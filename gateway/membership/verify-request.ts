import { createHash, createPublicKey, verify } from 'node:crypto'
import { HubError, hasJwsForm, MEMBERSHIP_SECONDS, MEMBERSHIP_TYPE, MembershipRequest, readJwsPayload } from '../../schema/index.ts'

/** What failed, for the hub's own log; whoever asked is told nothing of it. */
export class MembershipRefusal extends HubError<'CALL_REFUSED'> {
  readonly check: string
  constructor(check: string) {
    super('CALL_REFUSED')
    this.check = check
  }
}

export interface VerifyOptions {
  /** Host under which the hub was asked, from a header that names one of its own. */
  readonly host: string
  /** The key of a member; undefined for who is none. */
  readonly keyOf: (agency: string) => Promise<string | undefined>
  /** Seconds since 1970. */
  readonly now: number
}

/** RFC 7638, of an Ed25519 key. */
export const thumbprintOf = (x: string): string =>
  createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url')

/**
 * Checks who signed a request, for this hub, and when. Joining shows the key, everything later must be signed with the one that was shown.
 *
 * @throws {MembershipRefusal}
 */
export async function verifyRequest(
  token: string,
  { host, keyOf, now }: VerifyOptions,
): Promise<{ request: MembershipRequest; key: string }> {
  if (!hasJwsForm(token, MEMBERSHIP_TYPE)) throw new MembershipRefusal('form')
  const parsed = MembershipRequest.safeParse(readJwsPayload(token))
  if (!parsed.success) throw new MembershipRefusal('content')
  const request = parsed.data
  const key = request.do === 'join' ? request.key : await keyOf(request.agency)
  if (key === undefined) throw new MembershipRefusal('member')
  if (!isSigned(token, key)) throw new MembershipRefusal('signature')
  if (new URL(request.aud).host !== host) throw new MembershipRefusal('audience')
  if (Math.abs(request.iat - now) > MEMBERSHIP_SECONDS) throw new MembershipRefusal('clock')
  return { request, key }
}

function isSigned(token: string, x: string): boolean {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const named: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
  if (typeof named !== 'object' || named === null || !('kid' in named) || named.kid !== thumbprintOf(x)) return false
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))
  } catch {
    return false // no point of the curve
  }
}
