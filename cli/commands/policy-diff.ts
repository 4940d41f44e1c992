import type { Command } from 'commander'
import { loadAgencyFolder } from '../../adapters/index.ts'
import { toFolder } from '../policy/agencies.ts'
import { openCounter } from '../policy/count-rows.ts'
import { countedDiff } from '../policy/counted-diff.ts'
import { diffText } from '../policy/diff-text.ts'
import { toDay, today } from '../policy/options.ts'
import { UsageError } from '../usage-error.ts'

interface DiffFlags {
  readonly source?: string
  readonly on?: string
  readonly json?: boolean
}

export const addPolicyDiff = (policy: Command): Command =>
  policy
    .command('diff')
    .description('show who gains or loses which field by a change; exit code 1 where anything changes')
    .argument('<old>', 'folder of the agency as it was, or its agency.yaml')
    .argument('<new>', 'folder of the agency as it is to be')
    .option('--source <address>', "the agency's own data, to count the rows: URL, path or folder, as agency.yaml wants it; read-only")
    .option('--on <day>', 'as the rules stand on a day (default: today)', toDay)
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText(
      'after',
      '\nThe rows are counted in the database that the new agency.yaml describes, exactly: they are for the agency alone.\nRules that are only renamed or put in another order change nothing.\n' +
        '\nExamples:\n  $ tip-hub policy diff served/pgr pgr\n  $ tip-hub policy diff served/pgr pgr --source "$PGR_DATABASE_URL"\n',
    )
    .action(async (oldFolder: string, newFolder: string, flags: DiffFlags) => {
      const before = await loadAgencyFolder(await toFolder(oldFolder))
      const after = await loadAgencyFolder(await toFolder(newFolder))
      if (before.agency !== after.agency)
        throw new UsageError(`these are two agencies, ${before.agency} and ${after.agency}; name two versions of one`)
      const day = flags.on ?? today()
      const counter = flags.source === undefined ? undefined : await openCounter(after, flags.source, day)
      try {
        const diff = await countedDiff([before, after], day, counter)
        console.log(flags.json ? JSON.stringify(diff) : diffText(diff))
        if (diff.recipients.length > 0) process.exitCode = 1
      } finally {
        await counter?.close()
      }
    })
