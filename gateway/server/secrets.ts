import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { HubError } from '../../schema/index.ts'
import { createSigner, isInForce, type Signer } from '../call/index.ts'
import { isSafeDatabaseAddress } from './database-address.ts'
import type { ReadGatewaySettings } from './settings.ts'

/** A key with its certificate, PEM. */
export interface KeyPair {
  readonly key: string
  readonly cert: string
}

export interface Secrets {
  readonly signer: Signer
  /** Shown to those who ask. */
  readonly tls: KeyPair | undefined
  /** Shown to agencies. */
  readonly agencyTls: KeyPair | undefined
  readonly sealKeys: readonly [Uint8Array, ...Uint8Array[]]
  /** Of the database that several gateways share. */
  readonly sharedDatabaseUrl: string | undefined
}

const SEAL_KEY_BYTES = 32

/** @throws {HubError} CONFIG_INVALID where a key file is missing or holds something else; neither its path nor its content is told */
export async function readSecrets(settings: ReadGatewaySettings): Promise<Secrets> {
  const problems: string[] = []
  const signer = await readFile(settings.signingKeyFile, 'utf8')
    .then((pem) => createSigner(pem, { keyId: settings.signingKeyId }))
    .catch(() => void problems.push('signingKeyFile: no Ed25519 private key (PKCS #8 PEM) can be read there'))
  const sealKeys = await readFile(settings.sealKeyFile, 'utf8')
    .then((text) => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [new Uint8Array(Buffer.from(line.trim(), 'base64url'))])))
    .catch((): Uint8Array[] => [])
  const [first, ...rest] = sealKeys
  if (!first || sealKeys.some((key) => key.length !== SEAL_KEY_BYTES))
    problems.push(`sealKeyFile: every line must be ${SEAL_KEY_BYTES} bytes in base64url, and there must be one`)
  const tls = await readKeyPair('tls', settings.tls, problems)
  const agencyTls = await readKeyPair('agencyTls', settings.agencyTls, problems)
  const sharedDatabaseUrl = await readSharedUrl(settings.sharedDatabaseUrlFile, problems)
  if (problems.length > 0 || !signer || !first)
    throw new HubError('CONFIG_INVALID', { where: 'gateway settings', problems: problems.join('\n') })
  return { signer, tls, agencyTls, sealKeys: [first, ...rest], sharedDatabaseUrl }
}

async function readKeyPair(
  name: string,
  files: { readonly keyFile: string; readonly certFile: string } | undefined,
  problems: string[],
): Promise<KeyPair | undefined> {
  if (!files) return undefined
  try {
    const [key, cert] = await Promise.all([readFile(files.keyFile, 'utf8'), readFile(files.certFile, 'utf8')])
    const certificate = new X509Certificate(cert)
    if (!certificate.checkPrivateKey(createPrivateKey(key))) throw new TypeError('they do not belong together')
    if (isInForce(certificate, Date.now())) return { key, cert }
    problems.push(`${name}: the certificate has run out, or its life has not begun; make a new one for the same key`)
    return undefined
  } catch {
    problems.push(`${name}: no private key and certificate that belong together (PEM) can be read there`)
    return undefined
  }
}

/** The address holds a password, and is not told. */
async function readSharedUrl(file: string | undefined, problems: string[]): Promise<string | undefined> {
  if (file === undefined) return undefined
  const url = await readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => '',
  )
  const isAddress = /^postgres(ql)?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')
  if (isAddress && isSafeDatabaseAddress(url)) return url
  problems.push(
    isAddress
      ? 'sharedDatabaseUrlFile: beyond this machine the database is asked by TLS only; write sslmode=verify-full behind the address'
      : 'sharedDatabaseUrlFile: no address of the form postgres://user:password@host/database can be read there',
  )
  return undefined
}
