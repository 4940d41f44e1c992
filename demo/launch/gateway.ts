import { createPrivateKey } from 'node:crypto'
import { join } from 'node:path'
import type { JWK } from 'jose'
import type { GatewaySettings } from '../../gateway/index.ts'
import { prepareDeniedFile } from '../state/denied.ts'
import { writeWhole } from '../state/files.ts'
import { type DemoHome, projectRoot } from '../state/home.ts'
import type { DemoKeys } from '../state/keys.ts'
import { DEMO_TRUST } from './trust.ts'

/** Writes the key files that a gateway is told of by name, and says where everything is. */
export async function demoGatewaySettings(
  home: DemoHome,
  keys: DemoKeys,
  options: { readonly port: number; readonly agencies: readonly { readonly agency: string; readonly url: string }[] },
): Promise<GatewaySettings> {
  const signingKeyFile = join(home.keys, 'hub-signing-key.pem')
  const sealKeyFile = join(home.keys, 'hub-seal-keys')
  const jwksFile = join(home.keys, 'issuer-jwks.json')
  await writeWhole(signingKeyFile, toPem(keys.hub.privateJwk))
  await writeWhole(sealKeyFile, `${keys.seal}\n`)
  await writeWhole(jwksFile, JSON.stringify({ keys: [keys.issuer.publicJwk] }))
  return {
    mode: 'demo',
    port: options.port,
    stateFolder: join(home.state, 'gateway'),
    evidenceFile: join(home.state, 'evidence-gateway.jsonl'),
    signingKeyFile,
    signingKeyId: keys.hub.kid,
    sealKeyFile,
    deniedFile: await prepareDeniedFile(home),
    trustedDocuments: { folder: join(projectRoot, 'examples', 'trusted-documents') },
    agencies: [...options.agencies],
    issuers: [
      {
        issuer: DEMO_TRUST.issuer,
        jwksFile,
        agencies: [...DEMO_TRUST.agencies],
        roles: [...DEMO_TRUST.roles],
        maxTokenMinutes: DEMO_TRUST.maxTokenMinutes,
      },
    ],
  }
}

const toPem = (jwk: JWK): string =>
  createPrivateKey({ key: { ...jwk }, format: 'jwk' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString()
