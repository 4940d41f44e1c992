import { addServe } from './commands/serve.ts'
import { runCommands } from './run-commands.ts'

/** The command line of a process that stays: what the other commands need is not loaded. */
export const main = (argv: readonly string[]): Promise<number> => runCommands(argv, [addServe])
