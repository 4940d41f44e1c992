import { confirm, isCancel } from '@clack/prompts'
import type { Command } from 'commander'
import { approveAsDemoPerson, DEMO_PEOPLE } from '../../demo/index.ts'
import { type EmergencyRequest, isHubError, type PolicyLanguage } from '../../schema/index.ts'
import { approveEmergency } from '../../subgraphs/index.ts'
import { type NamedRecord, readKey, readRequest, toMinutes, toRecord } from '../emergency/options.ts'
import { requestText } from '../emergency/text.ts'
import { homeOf } from '../home.ts'
import { toLanguage } from '../policy/options.ts'
import { UsageError } from '../usage-error.ts'

interface ApproveFlags {
  readonly as?: string
  readonly key?: string
  readonly issuer?: string
  readonly account?: string
  readonly record?: NamedRecord
  readonly minutes?: number
  readonly yes?: boolean
  readonly lang: PolicyLanguage
  readonly json?: boolean
  readonly home?: string
}

export const addEmergencyApprove = (emergency: Command): Command =>
  emergency
    .command('approve')
    .description('sign what another person asks for; prints the statement for the header tip-emergency. Exit code 1 where it is declined')
    .argument('<request>', 'file of tip-hub emergency request, or - for standard input')
    .option('--as <person>', 'a demo person with a key, e.g. fokupers.director')
    .option('--key <file>', 'your private key (Ed25519, PEM), with --issuer and --account')
    .option('--issuer <url>', 'who issues your tokens (`iss`)')
    .option('--account <id>', 'your account (`sub`)')
    .option('--record <kind:id>', 'the record that it is for, where the request names none', toRecord)
    .option('--minutes <n>', 'fewer than were asked for', toMinutes)
    .option('--yes', 'you have read it; do not ask')
    .option('--lang <language>', 'en, pt or tet (Tetum is not reviewed yet)', toLanguage, 'en' as const)
    .option('--json', 'print the result as JSON, for scripts')
    .option('--home <folder>', 'folder of the demonstration')
    .addHelpText('after', '\nExample:\n  $ tip-hub emergency approve request.json --as fokupers.director --record VictimRecord:AXk3…\n')
    .action(async (file: string, flags: ApproveFlags) => {
      const sign = await signerOf(flags)
      const request = narrowed(await readRequest(file), flags)
      console.error(requestText(request, flags.lang))
      if (!(await isMeant(file, flags.yes === true))) {
        console.error('declined; nothing was signed')
        process.exitCode = 1
        return
      }
      try {
        const statement = await sign(request)
        console.log(flags.json ? JSON.stringify({ statement, agency: request.agency, minutes: request.minutes }) : statement)
      } catch (cause) {
        if (isHubError(cause, 'EMERGENCY_REFUSED')) throw new Error('you asked for it yourself; another person must approve it')
        throw cause
      }
    })

/** What is approved may be less than what was asked for, never more. */
function narrowed(request: EmergencyRequest, { record, minutes }: ApproveFlags): EmergencyRequest {
  const asked = request.scope.record
  if (record && asked && (asked.kind !== record.kind || asked.id !== record.id))
    throw new UsageError('the request is for another record; have it made anew')
  if (minutes !== undefined && minutes > request.minutes) throw new UsageError(`only ${request.minutes} minutes were asked for`)
  return { ...request, minutes: minutes ?? request.minutes, scope: { ...request.scope, ...(record ? { record } : {}) } }
}

async function isMeant(file: string, isSaid: boolean): Promise<boolean> {
  if (isSaid) return true
  if (file === '-' || !process.stdin.isTTY) throw new UsageError('read it, then say --yes')
  const answer = await confirm({ message: 'Do you approve this? The owner sees your name.', output: process.stderr, initialValue: false })
  return !isCancel(answer) && answer
}

async function signerOf(flags: ApproveFlags): Promise<(request: EmergencyRequest) => Promise<string>> {
  const { as, key, issuer, account } = flags
  if (as !== undefined) {
    const person = DEMO_PEOPLE.find(({ name }) => name === as)
    if (!person) throw new UsageError(`there is no demo person "${as}"; tip-hub token --list shows them`)
    return (request) => approveAsDemoPerson(person, request, homeOf(flags).home)
  }
  if (key === undefined || issuer === undefined || account === undefined)
    throw new UsageError('say who approves: --as a demo person, or --key, --issuer and --account')
  const privateKey = await readKey(key, 'private')
  return (request) => approveEmergency({ request, issuer, account, key: privateKey, nowSeconds: Math.floor(Date.now() / 1_000) })
}
