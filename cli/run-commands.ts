import { Command, CommanderError } from 'commander'
import { printable } from './screen.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs a command line of these commands.
 *
 * @returns the exit code: 0 done, 1 the answer is no, 2 wrong use
 */
export async function runCommands(argv: readonly string[], commands: readonly ((program: Command) => Command)[]): Promise<number> {
  const program = new Command('tip-hub')
    .description('the federated data-sharing hub against trafficking in persons')
    .showHelpAfterError('(tip-hub --help shows all commands)')
    .exitOverride()
  for (const add of commands) add(program)
  for (const command of program.commands) inheritExit(command)

  try {
    await program.parseAsync([...argv])
    return typeof process.exitCode === 'number' ? process.exitCode : 0
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2
    console.error(`tip-hub: ${cause instanceof Error ? printableLines(cause.message) : 'something failed'}`)
    return cause instanceof UsageError ? 2 : 1
  }
}

/** What failed may say it in words of somebody's database, file or hub. */
const printableLines = (text: string): string => text.split('\n').map(printable).join('\n')

/** Subcommands too must report instead of ending the process. */
function inheritExit(command: Command): void {
  command.exitOverride()
  for (const sub of command.commands) inheritExit(sub)
}
