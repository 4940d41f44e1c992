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
import { runCommands } from './run-commands.ts'

/**
 * Runs the command line.
 *
 * @returns the exit code: 0 done, 1 the answer is no, 2 wrong use
 */
export const main = (argv: readonly string[]): Promise<number> =>
  runCommands(argv, [
    addDemo,
    addInit,
    addToken,
    addPolicy,
    addCheck,
    addDiff,
    addGrants,
    addEmergency,
    addPreview,
    addServe,
    addUpgrade,
    addJoin,
    addLeave,
    addHub,
    addTest,
  ])
