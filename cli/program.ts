import { Command, CommanderError } from 'commander'
import { addCheck } from './commands/check.ts'
import { addDemo } from './commands/demo.ts'
import { addDiff } from './commands/diff.ts'
import { addEmergency } from './commands/emergency.ts'
import { addGrants } from './commands/grants.ts'
import { addHub } from './commands/hub.ts'
import { addInit } from './commands/init.ts'
import { addJoin, addLeave } from './commands/join.ts'
import { addPolicy } from './commands/policy.ts'
import { addPreview } from './commands/preview.ts'
import { addServe } from './commands/serve.ts'
import { addTest } from './commands/test.ts'
import { addToken } from './commands/token.ts'
import { addUpgrade } from './commands/upgrade.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs the command line.
 *
 * @returns the exit code: 0 done, 1 the answer is no, 2 wrong use
 */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('tip-hub')
    .description('the federated data-sharing hub against trafficking in persons')
    .showHelpAfterError('(tip-hub --help shows all commands)')
    .exitOverride()
  addDemo(program)
  addInit(program)
  addToken(program)
  addPolicy(program)
  addCheck(program)
  addDiff(program)
  addGrants(program)
  addEmergency(program)
  addPreview(program)
  addServe(program)
  addUpgrade(program)
  addJoin(program)
  addLeave(program)
  addHub(program)
  addTest(program)
  for (const command of program.commands) inheritExit(command)

  try {
    await program.parseAsync([...argv])
    return typeof process.exitCode === 'number' ? process.exitCode : 0
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2
    console.error(`tip-hub: ${cause instanceof Error ? cause.message : 'something failed'}`)
    return cause instanceof UsageError ? 2 : 1
  }
}

/** Subcommands too must report instead of ending the process. */
function inheritExit(command: Command): void {
  command.exitOverride()
  for (const sub of command.commands) inheritExit(sub)
}
