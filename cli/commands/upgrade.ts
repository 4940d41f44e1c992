import type { Command } from 'commander'
import pc from 'picocolors'
import { upgradeFolder } from '../../adapters/index.ts'
import { folderOf } from '../policy/agencies.ts'
import { printable } from '../screen.ts'
import { lineDiff } from '../upgrade/line-diff.ts'

interface UpgradeFlags {
  readonly yes?: boolean
  readonly json?: boolean
}

/** `tip-hub upgrade FOLDER`: the form of a folder, from one version to the next. */
export const addUpgrade = (program: Command): Command =>
  program
    .command('upgrade')
    .description('bring a folder to the form that this program reads; shows what would change, exit code 1 while something is to be done')
    .argument('<folder>', 'folder with agency.yaml')
    .option('--yes', 'do it; what was there stays beside it')
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText('after', '\nExamples:\n  $ tip-hub upgrade agencies/pgr\n  $ tip-hub upgrade agencies/pgr --yes\n')
    .action(async (named: string, { yes = false, json = false }: UpgradeFlags) => {
      const { plan, before, backup } = await upgradeFolder(await folderOf(named), { isWritten: yes })
      if (plan.state === 'impossible') throw new Error(plan.problem)
      const isDone = plan.state === 'current' || backup !== undefined
      if (!isDone) process.exitCode = 1
      if (json) return console.log(JSON.stringify({ ok: isDone, ...plan, ...(backup === undefined ? {} : { backup }) }))
      if (plan.state === 'current') return console.log(`already at version ${plan.version}, nothing to do`)
      for (const { sign, text } of lineDiff(before, plan.text)) {
        const paint = sign === '+' ? pc.green : sign === '-' ? pc.red : pc.dim
        console.log(paint(`${sign} ${printable(text)}`))
      }
      for (const step of plan.steps) console.log(`- ${step}`)
      if (backup === undefined) console.error(`from version ${plan.from} to ${plan.to}; nothing was changed. To do it: --yes`)
      else console.error(`now at version ${plan.to}; before it stands in ${backup}. The folder must be signed anew: tip-hub policy sign`)
    })
