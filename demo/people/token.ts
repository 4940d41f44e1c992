import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import type { Purpose } from '../../schema/index.ts'
import type { SigningKey } from '../state/keys.ts'
import type { DemoPerson } from './people.ts'

/** Who issues the tokens of the demonstration, and for whom they are meant. Known to its gateway and adapters only. */
export const DEMO_ISSUER = 'https://issuer.tip-hub.invalid'
export const HUB_AUDIENCE = 'tip-hub'

export interface TokenOptions {
  /** The only purposes that the token may be used for. @default all of the person's */
  readonly purposes?: readonly Purpose[]
  /** How long it lives. @default 5 */
  readonly minutes?: number
  /** Seconds since 1970. */
  readonly nowSeconds: number
}

/** Signs an access token (RFC 9068, `at+jwt`, EdDSA) for a demo person. */
export async function demoToken(issuer: SigningKey, person: DemoPerson, options: TokenOptions): Promise<string> {
  const key = await importJWK(issuer.privateJwk, 'EdDSA')
  return new SignJWT({ agency: person.agency, roles: person.roles, purposes: options.purposes ?? person.purposes })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: issuer.kid })
    .setIssuer(DEMO_ISSUER)
    .setAudience(HUB_AUDIENCE)
    .setSubject(person.name)
    .setJti(randomUUID())
    .setIssuedAt(options.nowSeconds)
    .setExpirationTime(options.nowSeconds + Math.round((options.minutes ?? 5) * 60))
    .sign(key)
}
