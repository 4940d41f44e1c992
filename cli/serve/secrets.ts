import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { JSONWebKeySet } from 'jose'
import { z } from 'zod'
import { HubError } from '../../schema/index.ts'
import type { IdSecret, IssuerSettings, KeySource, TlsSettings } from '../../subgraphs/index.ts'
import type { AdapterSettings } from './settings.ts'

/** What the files of the settings hold. */
export interface AdapterSecrets {
  readonly hub: KeySource
  readonly issuers: readonly IssuerSettings[]
  readonly directors: readonly KeyObject[]
  readonly idSecrets: readonly IdSecret[]
  readonly caseKeySecret: Uint8Array | undefined
  readonly tls: TlsSettings | undefined
}

const SECRET_BYTES = 32
const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })

/**
 * Reads all files that the settings name.
 *
 * @throws {HubError} CONFIG_INVALID with every problem at once; neither a path nor a content is told, only which setting it is
 */
export async function readAdapterSecrets(settings: AdapterSettings): Promise<AdapterSecrets> {
  const problems: string[] = []
  const read = async <T>(setting: string, wanted: string, path: string, parse: (text: string) => T): Promise<T | undefined> => {
    try {
      return parse(await readFile(path, 'utf8'))
    } catch {
      problems.push(`- ${setting}: the file is not there, or is not ${wanted}`)
      return undefined
    }
  }
  const keysOf = async (setting: string, source: { readonly jwksFile?: string | undefined; readonly jwksUrl?: string | undefined }) =>
    source.jwksUrl !== undefined
      ? { url: source.jwksUrl }
      : { jwks: (await read(setting, 'a key set (JWKS)', source.jwksFile ?? '', readKeySet)) ?? { keys: [] } }

  const hub = await keysOf('hub.jwksFile', settings.hub)
  const issuers = await Promise.all(
    settings.issuers.map(async ({ issuer, agencies, roles, maxTokenMinutes, ...source }, index): Promise<IssuerSettings> => {
      return { issuer, agencies, roles, maxTokenSeconds: maxTokenMinutes * 60, keys: await keysOf(`issuers.${index}.jwksFile`, source) }
    }),
  )
  const directors = await Promise.all(
    settings.policy.publicKeyFiles.map((path, index) =>
      read(`policy.publicKeyFiles.${index}`, 'an Ed25519 public key', path, readDirector),
    ),
  )
  const idSecrets = await read(
    'idSecretsFile',
    'one line each of a version and 32 bytes in base64url',
    settings.idSecretsFile,
    readIdSecrets,
  )
  const caseKeySecret =
    settings.caseKeyFile === undefined
      ? undefined
      : await read('caseKeyFile', '32 bytes in base64url', settings.caseKeyFile, (text) => readSecret(text.trim()))
  const tls = settings.tls && (await readTls(settings.tls, read))
  if (problems.length > 0) throw new HubError('CONFIG_INVALID', { where: 'adapter settings', problems: problems.join('\n') })
  return { hub, issuers, directors: directors.flatMap((key) => key ?? []), idSecrets: idSecrets ?? [], caseKeySecret, tls }
}

type Read = <T>(setting: string, wanted: string, path: string, parse: (text: string) => T) => Promise<T | undefined>

async function readTls({ keyFile, certFile, hubPins }: NonNullable<AdapterSettings['tls']>, read: Read): Promise<TlsSettings | undefined> {
  const key = await read('tls.keyFile', 'a private key', keyFile, (text) => ({ text, key: createPrivateKey(text) }))
  const cert = await read('tls.certFile', 'the certificate of that key', certFile, (text) => {
    if (!key || !new X509Certificate(text).checkPrivateKey(key.key)) throw new TypeError('another key')
    return text
  })
  return key && cert !== undefined ? { key: key.text, cert, hubPins } : undefined
}

const readKeySet = (text: string): JSONWebKeySet => KeySet.parse(JSON.parse(text))

function readDirector(text: string): KeyObject {
  const key = createPublicKey(text)
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('another kind of key')
  return key
}

function readIdSecrets(text: string): readonly IdSecret[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0) throw new TypeError('empty')
  return lines.map((line) => {
    const [version = '', secret = ''] = line.trim().split(/\s+/)
    if (!/^([1-9]\d?|1[01]\d|12[0-7])$/.test(version)) throw new TypeError('no version')
    return { version: Number(version), secret: readSecret(secret) }
  })
}

function readSecret(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length < SECRET_BYTES || bytes.toString('base64url') !== text) throw new TypeError('too short, or no base64url')
  return bytes
}
