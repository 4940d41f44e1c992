import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import pc from 'picocolors'
import { isHubError } from '../../schema/index.ts'
import { type PolicyManifest, SIGNATURE_FILE, signPolicy, verifyPolicy } from '../../subgraphs/index.ts'
import { toFolder } from '../policy/agencies.ts'
import { UsageError } from '../usage-error.ts'

interface KeyFlags {
  readonly key: string
  readonly signature?: string
  readonly json?: boolean
}

const KEY_HELP = `
A key pair, made once and kept by the director (the public half goes to the adapter):
  $ openssl genpkey -algorithm ed25519 -out director.pem
  $ openssl pkey -in director.pem -pubout -out director.pub.pem
`

/** `policy sign` and `policy verify`. */
export function addPolicySign(policy: Command): Command {
  policy
    .command('sign')
    .description(`sign an agency's folder as it is now; writes ${SIGNATURE_FILE} into it`)
    .argument('<folder>', 'folder of agency.yaml')
    .requiredOption('--key <file>', "the director's private key (Ed25519, PEM)")
    .option('--signature <file>', `where to write (default: ${SIGNATURE_FILE} in the folder)`)
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText('after', `${KEY_HELP}\nExample:\n  $ tip-hub policy sign agencies/pgr --key director.pem\n`)
    .action(async (folder: string, { key, signature, json }: KeyFlags) => {
      const privateKey = await readKey(key, createPrivateKey, 'private')
      const manifest = await signPolicy({ folder: await toFolder(folder), privateKey, now: Date.now(), signatureFile: signature })
      print(manifest, 'signed', json)
    })
  policy
    .command('verify')
    .description('check that a folder is exactly what was signed; exit code 1 where it is not')
    .argument('<folder>', 'folder of agency.yaml')
    .requiredOption('--key <file>', "the director's public key (PEM)")
    .option('--signature <file>', `where the signature is (default: ${SIGNATURE_FILE} in the folder)`)
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText('after', '\nExample:\n  $ tip-hub policy verify agencies/pgr --key director.pub.pem\n')
    .action(async (folder: string, { key, signature, json }: KeyFlags) => {
      const publicKey = await readKey(key, createPublicKey, 'public')
      try {
        print(await verifyPolicy({ folder: await toFolder(folder), publicKeys: [publicKey], signatureFile: signature }), 'valid', json)
      } catch (cause) {
        if (!json || !isHubError(cause, 'POLICY_INVALID')) throw cause
        console.log(JSON.stringify({ ok: false, ...cause.toJSON() }))
        process.exitCode = 1
      }
    })
  return policy
}

function print(manifest: PolicyManifest, what: string, asJson: boolean | undefined): void {
  const { agency, version, files, signedAt, keyId } = manifest
  if (asJson) console.log(JSON.stringify({ ok: true, ...manifest }))
  else
    console.log(
      `${pc.green(what)} ${agency}: policy version ${version}, ${Object.keys(files).length} files, ${signedAt}, key ${keyId.slice(0, 23)}…`,
    )
}

async function readKey(file: string, read: (pem: string) => KeyObject, half: string): Promise<KeyObject> {
  const pem = await readFile(file, 'utf8').catch(() => undefined)
  if (pem === undefined) throw new UsageError(`there is no file "${file}"; see: tip-hub policy sign --help`)
  try {
    const key = read(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // told below, without what the library says of the key's content
  }
  throw new UsageError(`"${file}" is no Ed25519 ${half} key in PEM; see: tip-hub policy sign --help`)
}
