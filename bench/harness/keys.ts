import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { createSigner, type Signer } from '../../gateway/call/index.ts'

export const ISSUER = { issuer: 'https://issuer.bench.invalid', agencies: ['klatu'], roles: ['analyst'] } as const

/** Keys of a hub and of an issuer, and a token of an analyst who may ask for OVERSIGHT. */
export interface BenchKeys {
  readonly signingKeyPem: string
  readonly signer: Signer
  readonly issuerJwks: { readonly keys: readonly object[] }
  readonly idSecret: string
  readonly token: string
}

const TOKEN_SECONDS = 3_600

export async function benchKeys(): Promise<BenchKeys> {
  const hub = generateKeyPairSync('ed25519')
  const issuer = generateKeyPairSync('ed25519')
  const now = Math.floor(Date.now() / 1_000)
  const signingKeyPem = hub.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return {
    signingKeyPem,
    signer: await createSigner(signingKeyPem, { keyId: 'bench' }),
    issuerJwks: { keys: [{ ...issuer.publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'EdDSA' }] },
    idSecret: randomBytes(32).toString('base64url'),
    token: await new SignJWT({ agency: 'klatu', roles: ['analyst'], purposes: ['OVERSIGHT'] })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'bench' })
      .setIssuer(ISSUER.issuer)
      .setAudience('tip-hub')
      .setSubject('bench')
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + TOKEN_SECONDS)
      .sign(issuer.privateKey),
  }
}
