import { join as joinPath } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { loadAgencyFolder } from '../../adapters/index.ts'
import { type MembershipAnswer, readInvitation } from '../../schema/index.ts'
import { askHub } from '../join/ask-hub.ts'
import { keepMembership, prepareKeys, readMembership } from '../join/membership-folder.ts'
import { standingText, untilComposed } from '../join/standing.ts'
import { folderOf } from '../policy/agencies.ts'
import { withProgress } from '../screen.ts'
import { UsageError } from '../usage-error.ts'

interface JoinFlags {
  readonly invitation?: string
  readonly url?: string
  readonly settings?: string
  readonly wait: number
  readonly json?: boolean
}
type LeaveFlags = Pick<JoinFlags, 'settings' | 'json'> & { readonly yes?: boolean }

/** `tip-hub join FOLDER`: exchanges keys with a hub, and says how the institution stands. */
export const addJoin = (program: Command): Command =>
  program
    .command('join')
    .description(
      'join a hub by its invitation, or see how you stand with the one that you joined; exit code 1 until your records are part of the graph',
    )
    .argument('<folder>', 'folder with agency.yaml')
    .option('--invitation <text>', "what the hub's operator gave you; good once")
    .option('--url <address>', 'under which the hub reaches your adapter, e.g. https://adapter.example.tl:4101')
    .option('--settings <file>', 'settings of the adapter (default: adapter.yaml in the folder)')
    .option('--wait <seconds>', 'wait until the records are part of the graph', toSeconds, 0)
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText(
      'after',
      '\nYour private keys are made here and stay here (keys/ beside the settings).\n' +
        '\nExamples:\n  $ tip-hub join agencies/pgr --invitation tip-invitation.… --url https://adapter.example.tl:4101\n  $ tip-hub serve agencies/pgr\n  $ tip-hub join agencies/pgr --wait 60\n',
    )
    .action(async (named: string, flags: JoinFlags) => {
      const folder = await folderOf(named)
      const settingsFile = flags.settings ?? joinPath(folder, 'adapter.yaml')
      if (flags.invitation !== undefined) await joinBy(flags.invitation, flags.url, folder, settingsFile)
      const membership = await readMembership(settingsFile)
      if (!membership) throw new UsageError(`"${named}" has joined no hub; ask its operator for an invitation: --invitation`)
      const { remembered, key } = membership
      const asking = untilComposed(() => askHub(remembered, key, { do: 'status', agency: remembered.agency }), flags.wait)
      print(await withProgress('waiting for the hub', asking), flags.json, named)
    })

/** `tip-hub leave FOLDER`. */
export const addLeave = (program: Command): Command =>
  program
    .command('leave')
    .description('leave the hub: your records are out of the graph at once; the keys here stay')
    .argument('<folder>', 'folder with agency.yaml')
    .option('--settings <file>', 'settings of the adapter (default: adapter.yaml in the folder)')
    .option('--yes', 'do it; without it the command only says what it would do')
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText('after', '\nExample:\n  $ tip-hub leave agencies/pgr --yes\n')
    .action(async (named: string, { settings, yes, json }: LeaveFlags) => {
      const membership = await readMembership(settings ?? joinPath(await folderOf(named), 'adapter.yaml'))
      if (!membership) throw new UsageError(`"${named}" has joined no hub`)
      const { remembered, key } = membership
      if (!yes) throw new UsageError(`this takes the records of ${remembered.agency} out of the graph of ${remembered.hub}; say --yes`)
      const answer = await withProgress('telling the hub', askHub(remembered, key, { do: 'leave', agency: remembered.agency }))
      console.log(
        json ? JSON.stringify({ ok: !answer.isMember, ...answer }) : `${answer.agency} has left the hub; end the adapter when you like`,
      )
    })

async function joinBy(text: string, url: string | undefined, folder: string, settingsFile: string): Promise<void> {
  const invitation = readInvitation(text.trim())
  if (!invitation) throw new UsageError('this is no whole invitation; paste all of it, from "tip-invitation." on')
  const model = await loadAgencyFolder(folder)
  if (model.agency !== invitation.agency)
    throw new UsageError(
      `the invitation is for ${invitation.agency}, and this folder is of ${model.agency}; take the folder that it is for`,
    )
  if (url === undefined || !URL.canParse(url))
    throw new UsageError('under which address does the hub reach your adapter? Say --url https://…')
  const address = new URL(url)
  const withTls = address.protocol === 'https:'
  const { key, tlsPin } = await prepareKeys(settingsFile, model.agency, withTls, Date.now())
  const { hub, pins, agency, code } = invitation
  const { x = '' } = key.export({ format: 'jwk' })
  const wish = { do: 'join', agency, code, key: x, url: address.origin, ...(tlsPin === undefined ? {} : { pins: [tlsPin] }) } as const
  const answer = await withProgress('asking the hub', askHub({ hub, pins }, key, wish))
  const port = Number(address.port === '' ? (withTls ? 443 : 80) : address.port)
  const defaults = { settingsFile, model, host: withTls ? '0.0.0.0' : address.hostname, port, withTls }
  await keepMembership(defaults, { hub, agency, ...(pins ? { pins } : {}) }, answer)
  console.error(`${agency} is a member now. Keys and settings: see "todo" in the settings file, then start tip-hub serve`)
}

function print(answer: MembershipAnswer, asJson: boolean | undefined, folder: string): void {
  const isPart = answer.isMember && answer.standing.isComposed && answer.standing.problems.length === 0
  console.log(
    asJson
      ? JSON.stringify({ ok: isPart, agency: answer.agency, isMember: answer.isMember, ...answer.standing })
      : standingText(answer, folder),
  )
  if (!isPart) process.exitCode = 1
}

function toSeconds(text: string): number {
  const seconds = Number(text)
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 3_600) throw new InvalidArgumentError('is a number of seconds up to 3600')
  return seconds
}
