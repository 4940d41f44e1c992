import type { Command } from 'commander'
import { LOCK_FILE, loadAgencyFolder, readLock } from '../../adapters/index.ts'
import { createScratchServers } from '../../demo/index.ts'
import { casesText } from '../cases/cases-text.ts'
import { readCases } from '../cases/read-cases.ts'
import { runCases } from '../cases/run-cases.ts'
import { folderOf } from '../policy/agencies.ts'
import { withProgress } from '../screen.ts'
import { UsageError } from '../usage-error.ts'

interface TestFlags {
  readonly strict?: boolean
  readonly json?: boolean
}

/** `tip-hub test FOLDER`: the folder's own cases, on a scratch database. */
export const addTest = (program: Command): Command =>
  program
    .command('test')
    .description('run the cases of a folder (cases/*.yaml) on a scratch database made from its lock; touches no data of the agency')
    .argument('<folder>', 'folder with agency.yaml, or the code of an institution of the demonstration')
    .option('--strict', 'exit code 1 also where no case would notice that a rule is wrong')
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText('after', '\nExamples:\n  $ tip-hub test agencies/pgr\n  $ tip-hub test pgr --strict --json\n')
    .action(async (named: string, { strict = false, json = false }: TestFlags) => {
      const folder = await folderOf(named)
      const model = await loadAgencyFolder(folder)
      const lock = await readLock(folder)
      if (!lock)
        throw new UsageError(
          `"${named}" has no ${LOCK_FILE}, which says what the tables look like; write it with: tip-hub check ${named} --write-lock`,
        )
      const { cases, problems } = await readCases(folder)
      if (problems.length > 0) throw new UsageError(`the cases cannot be read:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
      if (cases.length === 0) throw new UsageError(`"${named}" has no cases; write some in cases/*.yaml (docs/agency/cases.md)`)
      const servers = createScratchServers()
      try {
        const result = await withProgress(`trying ${cases.length} cases of ${model.agency}`, runCases({ model, lock, cases, servers }))
        console.log(json ? JSON.stringify(result) : casesText(result))
        const hasFailed = result.cases.some(({ differences }) => differences.length > 0)
        if (hasFailed || result.skipped !== undefined || (strict && result.unproven.length > 0)) process.exitCode = 1
      } finally {
        await servers.close()
      }
    })
