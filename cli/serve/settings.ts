import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { HubError, ISSUER_NAME, isListAddress, isTraceAddress, PURPOSES } from '../../schema/index.ts'

const file = z.string().min(1)
const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)
const pin = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'is a SHA-256 in base64')

/** Where public keys are found: a file with a key set (JWKS), or an address that is fetched again when a key is unknown. */
const keys = { jwksFile: file.optional(), jwksUrl: z.url({ protocol: /^https?$/ }).optional() }
const oneOfThem = ({ jwksFile, jwksUrl }: { readonly jwksFile?: string | undefined; readonly jwksUrl?: string | undefined }): boolean =>
  (jwksFile === undefined) !== (jwksUrl === undefined)
const NEEDS_KEYS = { error: 'needs either jwksFile or jwksUrl' }

/** `adapter.yaml`: everything that an adapter is told beside its signed folder. Secrets are named by the file that holds them. */
export const AdapterSettings = z.strictObject({
  mode: z
    .literal('demo', {
      error: 'is `demo`: until the evidence log can be verified offline, only invented data with the generator’s mark are served',
    })
    .describe('Which data may be served.'),
  host: z.string().default('127.0.0.1').describe('Address to listen on; beyond this machine `tls` is needed.'),
  port: z.int().min(0).max(65_535).describe('Port for the hub; 0 takes a free one.'),
  tls: z
    .strictObject({ keyFile: file, certFile: file, hubPins: z.array(pin).min(1).max(4).describe('SHA-256 of the hub’s TLS key, base64.') })
    .optional()
    .describe('Key and certificate (PEM) that the hub sees, and the only keys that may call.'),
  hub: z.strictObject(keys).refine(oneOfThem, NEEDS_KEYS).describe('The keys that the hub signs its calls with.'),
  issuers: z
    .array(
      z
        .strictObject({
          issuer: z
            .string()
            .max(200)
            .regex(ISSUER_NAME, 'the name of an issuer holds no white space')
            .refine((name) => name !== 'todo', 'still says todo: write the name of the issuer, as it stands in its tokens (iss)'),
          ...keys,
          agencies: z.array(code).min(1),
          roles: z.array(code).min(1),
          maxTokenMinutes: z.int().min(1).max(1_440).default(5),
        })
        .refine(oneOfThem, NEEDS_KEYS),
    )
    .min(1)
    .describe('Who may issue access tokens, for whom.'),
  policy: z.strictObject({
    publicKeyFiles: z.array(file).min(1).describe('Public keys (PEM) of those who may sign the folder.'),
    signatureFile: file.optional().describe('@default policy.sig.json in the folder'),
  }),
  stateFolder: file.describe('Folder of the adapter’s own, kept over restarts.'),
  evidenceFile: file.describe('Append-only log of accesses.'),
  idSecretsFile: file.describe('Secrets of record ids, newest last, one a line: version and 32 random bytes in base64url.'),
  caseKeyFile: file.optional().describe('The key that agencies share to join matters, base64url. The hub must never hold it.'),
  deniedFile: file.optional().describe('Disabled accounts and revoked tokens.'),
  deniedUrl: z.string().refine(isListAddress, 'beyond this machine the list is fetched over https only').optional(),
  emergency: z.strictObject({ approverFile: file }).optional().describe('Keys of those who may approve emergencies.'),
  reasonRequiredFor: z.array(z.enum(PURPOSES)).optional(),
  tracesUrl: z
    .string()
    .refine(isTraceAddress, 'beyond this machine traces are sent over https only')
    .optional()
    .describe('Where traces are sent by OTLP over HTTP, e.g. http://127.0.0.1:4318/v1/traces.'),
  metrics: z
    .strictObject({ port: z.int().min(0).max(65_535) })
    .optional()
    .describe('Prometheus, on 127.0.0.1 only.'),
})
export type AdapterSettings = z.infer<typeof AdapterSettings>

/**
 * Reads `adapter.yaml` (or JSON); files in it are found from where it stands.
 *
 * @throws {HubError} CONFIG_INVALID with every problem at once
 */
export async function readAdapterSettings(path: string): Promise<AdapterSettings> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw invalid('there is no such file; `tip-hub join` writes one', cause)
  })
  const document = parseDocument(text, { uniqueKeys: true, merge: false })
  if (document.errors.length > 0) throw invalid(document.errors.map(({ message }) => `- ${message.split('\n', 1)[0]}`).join('\n'))
  const parsed = AdapterSettings.safeParse(document.toJS({ maxAliasCount: 0 }))
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error))
  return fromHere(parsed.data, dirname(resolve(path)))
}

const invalid = (problems: string, cause?: unknown): HubError =>
  new HubError('CONFIG_INVALID', { where: 'adapter settings', problems }, { cause })

function fromHere(settings: AdapterSettings, here: string): AdapterSettings {
  const from = (path: string): string => resolve(here, path)
  const maybe = <K extends string>(key: K, path: string | undefined) => (path === undefined ? {} : { [key]: from(path) })
  const { tls, hub, issuers, policy, emergency } = settings
  return {
    ...settings,
    ...(tls ? { tls: { ...tls, keyFile: from(tls.keyFile), certFile: from(tls.certFile) } } : {}),
    hub: { ...hub, ...maybe('jwksFile', hub.jwksFile) },
    issuers: issuers.map((issuer) => ({ ...issuer, ...maybe('jwksFile', issuer.jwksFile) })),
    policy: { publicKeyFiles: policy.publicKeyFiles.map(from), ...maybe('signatureFile', policy.signatureFile) },
    stateFolder: from(settings.stateFolder),
    evidenceFile: from(settings.evidenceFile),
    idSecretsFile: from(settings.idSecretsFile),
    ...maybe('caseKeyFile', settings.caseKeyFile),
    ...maybe('deniedFile', settings.deniedFile),
    ...(emergency ? { emergency: { approverFile: from(emergency.approverFile) } } : {}),
  }
}
