import { setFlagsFromString } from 'node:v8'
import { addServe } from './commands/serve.ts'
import { runCommands } from './run-commands.ts'

// Node lets what is old and dead grow to some three times of what is in use before it looks at it; an adapter shares its machine. As in `demo/supervisor`.
setFlagsFromString('--heap-growing-percent=40')

/** The command line of a process that stays: what the other commands need is not loaded. */
export const main = (argv: readonly string[]): Promise<number> => runCommands(argv, [addServe])
