import { compileAgency, loadAgencyFolder, openEngine } from '../../adapters/index.ts'
import { type IssuerSettings, openFileLog, serveAgency } from '../../subgraphs/runtime/index.ts'
import { untilLetGo } from './until-let-go.ts'

// An agency's adapter as it is served: signature and token checked, policy, code maps, evidence, shield, log.

export interface AdapterSettings {
  readonly folder: string
  readonly databaseUrl: string
  readonly hubJwks: { readonly keys: { readonly kty: string }[] }
  readonly issuer: Omit<IssuerSettings, 'keys'>
  readonly issuerJwks: { readonly keys: { readonly kty: string }[] }
  readonly idSecret: string
  /** Of its own: evidence and state. */
  readonly home: string
}

await untilLetGo<AdapterSettings>(async (settings) => {
  const model = await loadAgencyFolder(settings.folder)
  const engine = await openEngine(model.source, model.limits, { BENCH_DATABASE_URL: settings.databaseUrl }, model.agency)
  const { url } = await serveAgency({
    source: compileAgency(model, engine),
    hub: { jwks: settings.hubJwks },
    issuers: [{ ...settings.issuer, keys: { jwks: settings.issuerJwks } }],
    idSecrets: [{ version: 1, secret: Buffer.from(settings.idSecret, 'base64url') }],
    evidence: await openFileLog(`${settings.home}/evidence.jsonl`),
    stateFolder: `${settings.home}/state`,
  })
  return url
})
