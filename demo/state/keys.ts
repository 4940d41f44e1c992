import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { readIfThere, writeWhole } from './files.ts'
import type { DemoHome } from './home.ts'

/** A signing key pair as JWKs, with its `kid`. */
export interface SigningKey {
  readonly kid: string
  readonly publicJwk: JWK
  readonly privateJwk: JWK
}

/** Every secret of a demonstration, made at its first start. Secrets are base64url of 32 bytes. */
export interface DemoKeys {
  /** Signs the hub's calls to the agencies. */
  readonly hub: SigningKey
  /** Signs the access tokens of the demo people. */
  readonly issuer: SigningKey
  /** Shared by the agencies, not by the hub: the case keys of one request derive from it. */
  readonly caseKey: string
  /** The hub's own: cursors and ids of cases and victims. */
  readonly seal: string
  /** Each agency's own: its record ids and positions. */
  readonly agencies: Readonly<Record<string, string>>
  /** Password of the embedded database's owner, and of each agency's role. */
  readonly database: string
}

const secret = (): string => randomBytes(32).toString('base64url')

async function signingKey(kid: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const named = (jwk: JWK): JWK => ({ ...jwk, kid, alg: 'EdDSA', use: 'sig' })
  return { kid, publicJwk: named(await exportJWK(publicKey)), privateJwk: named(await exportJWK(privateKey)) }
}

/** Reads the demonstration's keys, or makes them. An agency that is new gets its secret; the others keep theirs, so that ids stay stable. */
export async function demoKeys(home: DemoHome, agencies: readonly string[]): Promise<DemoKeys> {
  const known = await existingKeys(home)
  const missing = agencies.filter((code) => known?.agencies[code] === undefined)
  if (known && missing.length === 0) return known

  const keys: DemoKeys = {
    hub: known?.hub ?? (await signingKey('hub-demo-1')),
    issuer: known?.issuer ?? (await signingKey('issuer-demo-1')),
    caseKey: known?.caseKey ?? secret(),
    seal: known?.seal ?? secret(),
    database: known?.database ?? secret(),
    agencies: { ...known?.agencies, ...Object.fromEntries(missing.map((code) => [code, secret()])) },
  }
  await writeWhole(keyFile(home), JSON.stringify(keys, null, 2))
  return keys
}

/** The keys of a demonstration that was started before, or undefined. */
export async function existingKeys(home: DemoHome): Promise<DemoKeys | undefined> {
  const text = await readIfThere(keyFile(home))
  return text === undefined ? undefined : (JSON.parse(text) as DemoKeys) // our own file, readable by its owner only
}

const keyFile = (home: DemoHome): string => join(home.keys, 'demo-keys.json')
