import { type Command, InvalidArgumentError } from 'commander'
import pc from 'picocolors'
import {
  askRunningDemo,
  type ControlAnswer,
  type ControlRequest,
  DEFAULT_PORTS,
  DEMO_PEOPLE,
  disableDemoPerson,
  startDemo,
} from '../../demo/index.ts'
import { homeOf } from '../home.ts'
import { UsageError } from '../usage-error.ts'

interface UpFlags {
  readonly port: number
  readonly agencyPort: number
  readonly databasePort: number
  readonly scale: number
  readonly seed: number
  readonly fresh?: boolean
  readonly home?: string
}
interface AskFlags {
  readonly json?: boolean
  readonly home?: string
}

/** `tip-hub demo …`: the hub with thirteen embedded institutions, on this machine only. */
export function addDemo(program: Command): Command {
  const demo = program.command('demo').description('run the whole hub with thirteen embedded demo institutions')

  demo
    .command('up')
    .description('start everything; Ctrl+C ends it')
    .option('--port <n>', 'port of the gateway', toPort, DEFAULT_PORTS.gateway)
    .option('--agency-port <n>', 'port of the first agency; the others follow', toPort, DEFAULT_PORTS.agencies)
    .option('--database-port <n>', 'port of the embedded PostgreSQL; MariaDB takes the next', toPort, DEFAULT_PORTS.postgres)
    .option('--scale <n>', 'size of the demo world: 1, 10, 100, 1000', toCount, 1)
    .option('--seed <n>', 'seed of the demo world', toCount, 2026)
    .option('--fresh', 'fill the demo databases anew')
    .option('--home <folder>', 'folder for databases, keys and logs')
    .addHelpText('after', '\nExamples:\n  $ npm start\n  $ tip-hub demo up --port 4400 --scale 10\n')
    .action(async (flags: UpFlags) => {
      await startDemo({
        ports: { gateway: flags.port, agencies: flags.agencyPort, postgres: flags.databasePort },
        scale: flags.scale,
        seed: flags.seed,
        isFresh: flags.fresh ?? false,
        ...homeOf(flags),
        write: (line) => console.error(line),
        page: (text) => console.log(text),
      })
    })

  const ask = (name: string, description: string, argument: string | undefined, request: (server: string) => ControlRequest) => {
    const command = demo
      .command(name)
      .description(description)
      .option('--json', 'print the result as JSON, for scripts')
      .option('--home <folder>', 'folder of the demonstration')
    if (argument !== undefined) command.argument('<server>', argument)
    command.action(async (first: string | AskFlags, second: AskFlags) => {
      const [server, flags] = typeof first === 'string' ? [first, second] : ['', first]
      print(await askRunningDemo(request(server), homeOf(flags).home), flags.json ?? false)
    })
  }
  ask('status', 'show which servers run, and where', undefined, () => ({ do: 'status' }))
  ask('stop', 'stop one server, as an outage would; the rest goes on', 'agency code or gateway, e.g. pgr', (name) => ({ do: 'stop', name }))
  ask('start', 'start one server again', 'agency code or gateway, e.g. pgr', (name) => ({ do: 'start', name }))
  ask('down', 'end the demonstration; its data stay for the next start', undefined, () => ({ do: 'down' }))
  for (const isDisabled of [true, false])
    demo
      .command(`${isDisabled ? 'disable' : 'enable'} <person>`)
      .description(isDisabled ? 'refuse a person everywhere within seconds, whatever token they hold' : 'let a disabled person ask again')
      .option('--json', 'print the result as JSON, for scripts')
      .option('--home <folder>', 'folder of the demonstration')
      .action(async (name: string, flags: AskFlags) => {
        const person = DEMO_PEOPLE.find((known) => known.name === name)
        if (!person) throw new UsageError(`there is no demo person "${name}"; tip-hub token --list shows them`)
        await disableDemoPerson(person, isDisabled, homeOf(flags).home)
        console.log(
          flags.json ? JSON.stringify({ ok: true, person: name, isDisabled }) : `${name} is ${isDisabled ? 'disabled' : 'enabled'}`,
        )
      })
  return demo
}

function print(answer: ControlAnswer | undefined, asJson: boolean): void {
  if (asJson) console.log(JSON.stringify(answer ?? { ok: false, message: 'not running' }))
  if (answer === undefined) {
    if (!asJson) console.error('no demonstration is running here; start it with: npm start')
    process.exitCode = 1
    return
  }
  if (!answer.ok) process.exitCode = 1
  if (asJson) return
  for (const { name, state, url } of answer.servers ?? []) {
    const colour = state === 'running' ? pc.green : state === 'failed' ? pc.red : pc.yellow
    console.log(`${name.padEnd(12)} ${colour(state.padEnd(9))} ${url ?? ''}`)
  }
  if (answer.message !== undefined) (answer.ok ? console.log : console.error)(answer.message)
}

function toPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1024 || port > 65_500) throw new InvalidArgumentError('is a port from 1024 to 65500')
  return port
}

function toCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > 1_000_000) throw new InvalidArgumentError('is a whole number from 1')
  return count
}
