import type { Command } from 'commander'
import { ApproverFile, approverKeyId } from '../../subgraphs/index.ts'
import { readKey } from '../emergency/options.ts'
import { UsageError } from '../usage-error.ts'

interface KeyFlags {
  readonly issuer: string
  readonly account: string
  readonly agency: string
}

export const addEmergencyKey = (emergency: Command): Command =>
  emergency
    .command('key')
    .description("print an approver's public key as the file of approvers wants it (JSON)")
    .argument('<file>', "the approver's public key (Ed25519, PEM)")
    .requiredOption('--issuer <url>', 'who issues the approver’s tokens (`iss`)')
    .requiredOption('--account <id>', 'their account (`sub`)')
    .requiredOption('--agency <code>', 'whose person it is')
    .addHelpText(
      'after',
      '\nA key pair, made by the approver and kept by them:\n  $ openssl genpkey -algorithm ed25519 -out approver.pem\n  $ openssl pkey -in approver.pem -pubout -out approver.pub.pem\n\nExample:\n  $ tip-hub emergency key approver.pub.pem --issuer https://login.example.tl --account 4711 --agency fokupers\n',
    )
    .action(async (file: string, { issuer, account, agency }: KeyFlags) => {
      const key = await readKey(file, 'public')
      const { x } = key.export({ format: 'jwk' })
      const entry = { issuer, account, agency, key: { kty: 'OKP', crv: 'Ed25519', x, kid: await approverKeyId(key) } }
      const parsed = ApproverFile.safeParse({ version: 1, approvers: [entry] })
      if (!parsed.success) throw new UsageError('--agency is a code such as fokupers; --issuer and --account have up to 200 characters')
      console.log(JSON.stringify(parsed.data.approvers[0], null, 2))
    })
