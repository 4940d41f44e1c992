import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Document, isMap, parseDocument } from 'yaml'
import { z } from 'zod'
import type { AgencyModel, MembershipAnswer } from '../../schema/index.ts'
import { makeCertificate } from './certificate.ts'

/** Where an institution keeps its side of a membership: beside `adapter.yaml`, in `keys/`. */
export interface MembershipFiles {
  /** The key that signs requests to the hub. */
  readonly key: KeyObject
  /** Pin of the adapter's TLS key; undefined where it is asked without TLS, on one machine. */
  readonly tlsPin: string | undefined
}

const Remembered = z.strictObject({ hub: z.string(), pins: z.array(z.string()).optional(), agency: z.string() })
export type Remembered = z.infer<typeof Remembered>

const keysOf = (settingsFile: string): string => join(dirname(settingsFile), 'keys')
const PRIVATE = { mode: 0o600, flag: 'wx' } as const

/**
 * Makes the keys that are not there yet; what is there stays. Nothing of them leaves this machine but the public halves.
 *
 * @param withTls whether the hub asks over https
 */
export async function prepareKeys(settingsFile: string, agency: string, withTls: boolean, now: number): Promise<MembershipFiles> {
  const folder = keysOf(settingsFile)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const key = await readOrMake(join(folder, 'membership.pem'), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )
  await readOrMake(join(folder, 'id-secrets'), () => `1 ${randomBytes(32).toString('base64url')}\n`)
  let tlsPin: string | undefined
  if (withTls) {
    const made = makeCertificate(agency, now)
    const pin = await readOrMake(join(folder, 'tls.pin'), () => `${made.pin}\n`)
    await readOrMake(join(folder, 'tls.key'), () => made.key)
    await readOrMake(join(folder, 'tls.crt'), () => made.cert)
    tlsPin = pin.trim()
  }
  return { key: createPrivateKey(key), tlsPin }
}

async function readOrMake(path: string, make: () => string): Promise<string> {
  const text = make()
  return writeFile(path, text, PRIVATE).then(
    () => text,
    (cause: NodeJS.ErrnoException) => (cause.code === 'EEXIST' ? readFile(path, 'utf8') : Promise.reject(cause)),
  )
}

/** The hub that was joined; undefined where none was. */
export async function readMembership(
  settingsFile: string,
): Promise<{ readonly remembered: Remembered; readonly key: KeyObject } | undefined> {
  const folder = keysOf(settingsFile)
  try {
    const remembered = Remembered.parse(JSON.parse(await readFile(join(folder, 'hub.json'), 'utf8')))
    return { remembered, key: createPrivateKey(await readFile(join(folder, 'membership.pem'), 'utf8')) }
  } catch {
    return undefined
  }
}

export interface AdapterDefaults {
  readonly settingsFile: string
  readonly model: AgencyModel
  /** Host and port that the adapter is to listen on. */
  readonly host: string
  readonly port: number
  readonly withTls: boolean
}

/** Keeps what the hub said, and writes it into `adapter.yaml`; a person's own lines there stay as they are. */
export async function keepMembership(
  defaults: AdapterDefaults,
  remembered: Remembered,
  { jwks, hubPins }: MembershipAnswer,
): Promise<void> {
  const { settingsFile } = defaults
  const folder = keysOf(settingsFile)
  await writeWhole(join(folder, 'hub.json'), `${JSON.stringify(remembered)}\n`)
  await writeWhole(join(folder, 'hub.jwks.json'), `${JSON.stringify(jwks)}\n`)
  const text = await readFile(settingsFile, 'utf8').catch(() => draftOf(defaults))
  const document: Document = parseDocument(text)
  document.setIn(['hub'], { jwksFile: 'keys/hub.jwks.json' })
  if (defaults.withTls) {
    if (!isMap(document.get('tls'))) document.set('tls', document.createNode({ keyFile: 'keys/tls.key', certFile: 'keys/tls.crt' }))
    document.setIn(['tls', 'hubPins'], [...hubPins])
  }
  await writeWhole(settingsFile, document.toString({ lineWidth: 0 }))
}

/** What a person still has to say stands in it as `todo`. */
function draftOf({ model, host, port }: AdapterDefaults): string {
  const { rules } = model.policy
  const agencies = [...new Set(rules.flatMap(({ to }) => to.agencies ?? []))].toSorted()
  const roles = [...new Set(rules.flatMap(({ to }) => to.roles ?? []))].toSorted()
  return `# Settings of the adapter of ${model.agency}: tip-hub serve. Secrets are named by their files.
mode: demo # only invented data so far
host: ${host}
port: ${port}
hub: { jwksFile: keys/hub.jwks.json }
# todo: who issues the tokens of the people that your rules name, and with which keys. Ask each issuer for its key set yourself: a hub that named
# the issuers could name itself.
issuers:
  - { issuer: todo, jwksFile: keys/issuer.jwks.json, agencies: [${agencies.join(', ')}], roles: [${roles.join(', ')}] }
policy: { publicKeyFiles: [keys/director.pub.pem] } # todo: the public key of whoever signs the folder, see tip-hub policy sign
stateFolder: state
evidenceFile: state/evidence.jsonl
idSecretsFile: keys/id-secrets # keep a copy: without it no record is found again under its id
metrics: { port: 9464 }
`
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
}
