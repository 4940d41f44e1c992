import { type KeyObject, randomBytes } from 'node:crypto'
import { CompactSign, calculateJwkThumbprint, exportJWK } from 'jose'
import { EMERGENCY_TYPE, type EmergencyRequest, type EmergencyStatement, HubError, TOKEN_ALGORITHM } from '../../../schema/index.ts'

export interface Approval {
  readonly request: EmergencyRequest
  /** The approver, as their issuer names them. */
  readonly issuer: string
  readonly account: string
  /** The approver's private key, Ed25519. */
  readonly key: KeyObject
  /** Seconds since 1970; the statement holds from then. */
  readonly nowSeconds: number
}

/** The `kid` under which an approver's key is registered: its thumbprint (RFC 7638). */
export const approverKeyId = async (key: KeyObject): Promise<string> => calculateJwkThumbprint(await exportJWK(key))

/**
 * Signs what another person asked for. The signature fixes all of it.
 *
 * @returns a compact JWS, for the header `tip-emergency`
 * @throws {HubError} EMERGENCY_REFUSED where the approver is the one who asks: every owner would refuse it
 */
export async function approveEmergency({ request, issuer, account, key, nowSeconds }: Approval): Promise<string> {
  if (request.asker.sub === account) throw new HubError('EMERGENCY_REFUSED')
  const { agency, kind, minutes, asker, scope } = request
  const statement: EmergencyStatement = {
    jti: randomBytes(16).toString('base64url'),
    aud: agency,
    iss: issuer,
    sub: account,
    iat: nowSeconds,
    exp: nowSeconds + minutes * 60,
    kind,
    asker,
    scope,
  }
  return new CompactSign(Buffer.from(JSON.stringify(statement)))
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: EMERGENCY_TYPE, kid: await approverKeyId(key) })
    .sign(key)
}
