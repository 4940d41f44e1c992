import { createHash, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { parse } from 'yaml'
import { readDemoGatewaySettings } from '../../demo/index.ts'
import { invite, readMembers, readSettings, readState, writeMembers } from '../../gateway/index.ts'
import { type AgencyDescription, LINK } from '../../schema/index.ts'
import { homeOf } from '../home.ts'
import { UsageError } from '../usage-error.ts'

interface HubFlags {
  readonly settings?: string
  readonly home?: string
  readonly json?: boolean
}

/** `tip-hub hub …`: for the operator of the hub, on its machine. */
export function addHub(program: Command): Command {
  const hub = program.command('hub').description("for the hub's operator: who may join, who has joined")
  const common = (command: Command): Command =>
    command
      .option('--settings <file>', 'settings of the gateway (default: those of the demonstration)')
      .option('--home <folder>', 'folder of the demonstration')
      .option('--json', 'print the result as JSON, for scripts')

  common(hub.command('invite'))
    .description('make an invitation for one institution: good once, until it runs out; hand it over by a way that nobody else reads')
    .argument('<agency>', 'code of the institution, as in its agency.yaml', toCode)
    .option('--url <origin>', 'under which the institution reaches the hub (default: from the settings)')
    .option('--days <n>', 'until it runs out', toDays, 7)
    .addHelpText('after', '\nExample:\n  $ tip-hub hub invite pgr --settings gateway.yaml --url https://hub.example.tl\n')
    .action(async (agency: string, flags: HubFlags & { readonly url?: string; readonly days: number }) => {
      const settings = await gatewaySettings(flags)
      const members = await readMembers(settings.stateFolder)
      if ([...settings.agencies, ...members.map(({ setting }) => setting)].some((known) => known.agency === agency))
        throw new UsageError(`${agency} is part of this hub already; to take it in anew, let it leave first`)
      const { text, expires } = await invite({
        stateFolder: settings.stateFolder,
        agency,
        hub: new URL(flags.url ?? originOf(settings)).origin,
        pins: settings.tls && [pinOf(await readFile(settings.tls.certFile, 'utf8'))],
        now: Date.now(),
        days: flags.days,
      })
      console.log(flags.json ? JSON.stringify({ agency, expires, invitation: text }) : text)
      if (!flags.json) console.error(`for ${agency}, good once, until ${expires}; it is kept nowhere`)
    })

  common(hub.command('members'))
    .description('list the institutions that joined by an invitation')
    .action(async (flags: HubFlags) => {
      const members = await readMembers((await gatewaySettings(flags)).stateFolder)
      const shown = members.map(({ setting, joined }) => ({ agency: setting.agency, url: setting.url, joined }))
      if (flags.json) console.log(JSON.stringify(shown))
      else for (const { agency, url, joined } of shown) console.log(`${agency.padEnd(16)} ${url.padEnd(40)} ${joined}`)
    })

  common(hub.command('joins'))
    .description('list the agencies whose policy lets somebody join matters by their number, and whether the hub asks them')
    .action(async (flags: HubFlags) => {
      const { stateFolder, joinAgencies } = await gatewaySettings(flags)
      const { composed } = await readState(stateFolder)
      const joins = composed.flatMap(({ agency, policy }) => {
        const rules = policy.rules.filter(({ effect, coordinates }) => effect === 'permit' && coordinates.some(isLink))
        if (rules.length === 0) return []
        const everybody = rules.some(({ to }) => to.agencies === undefined && to.groups === undefined)
        const lets = rules.flatMap(({ to }) => [...(to.agencies ?? []), ...(to.groups ?? []).flat().map((member) => member.agency)])
        return [{ agency, isAsked: joinAgencies?.includes(agency) ?? true, lets: everybody ? null : [...new Set(lets)].toSorted() }]
      })
      if (flags.json) console.log(JSON.stringify(joins))
      else
        for (const { agency, isAsked, lets } of joins)
          console.log(`${agency.padEnd(16)} ${(isAsked ? 'asked' : 'not asked').padEnd(10)} lets ${lets?.join(', ') ?? 'everybody'}`)
    })

  common(hub.command('remove'))
    .description('take an institution that joined out of the hub; the gateway follows within seconds')
    .argument('<agency>', 'code of the institution', toCode)
    .action(async (agency: string, flags: HubFlags) => {
      const { stateFolder } = await gatewaySettings(flags)
      const members = await readMembers(stateFolder)
      const rest = members.filter(({ setting }) => setting.agency !== agency)
      if (rest.length === members.length) throw new UsageError(`${agency} has not joined this hub by an invitation`)
      await writeMembers(stateFolder, rest)
      console.log(flags.json ? JSON.stringify({ ok: true, agency }) : `${agency} is out of the hub`)
    })
  return hub
}

type Coordinate = AgencyDescription['policy']['rules'][number]['coordinates'][number]
const isLink = (coordinate: Coordinate): boolean => 'field' in coordinate && coordinate.field === LINK

async function gatewaySettings({ settings, home }: HubFlags) {
  const given =
    settings === undefined ? await readDemoGatewaySettings(homeOf(home === undefined ? {} : { home }).home) : await readGiven(settings)
  if (given === undefined) throw new UsageError('which hub? Name the settings of its gateway: --settings')
  return readSettings(given)
}

const readGiven = async (path: string): Promise<unknown> => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`there is no file "${path}"`)
  })
  return parse(text, { maxAliasCount: 0 })
}

const originOf = ({ tls, host, port, publicHosts }: Awaited<ReturnType<typeof gatewaySettings>>): string =>
  tls && publicHosts[0] !== undefined ? `https://${publicHosts[0]}` : `${tls ? 'https' : 'http'}://${host}:${port}`

const pinOf = (cert: string): string =>
  createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')

function toCode(text: string): string {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(text)) throw new InvalidArgumentError('is the code of an institution, e.g. pgr')
  return text
}

function toDays(text: string): number {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 30) throw new InvalidArgumentError('is 1 to 30')
  return days
}
