import type { Command } from 'commander'
import { loadAgencyFolder, readLock, takeLock } from '../../adapters/index.ts'
import { compareLocks } from '../../schema/index.ts'
import { folderOf } from '../check/folder-of.ts'
import { lockDiffText } from '../check/lock-diff-text.ts'
import { openCounter } from '../policy/count-rows.ts'
import { countedDiff } from '../policy/counted-diff.ts'
import { diffText } from '../policy/diff-text.ts'
import { today } from '../policy/options.ts'
import { withProgress } from '../screen.ts'
import { openSource, type SourceFlags } from '../source/open-source.ts'
import { UsageError } from '../usage-error.ts'

interface DiffFlags extends SourceFlags {
  readonly json?: boolean
}

/** `tip-hub diff [FOLDER]`: the lock against the database. `tip-hub diff OLD NEW`: who gains or loses which field. Exit code 1 where anything differs. */
export const addDiff = (program: Command): Command =>
  program
    .command('diff')
    .description('what changed: in the database since the lock, or from one folder to another; exit code 1 where anything did')
    .argument('[folder]', 'folder with agency.yaml, or the code of an institution of the demonstration', '.')
    .argument('[new]', 'the folder as it is to be: then the folders are compared, and who gains or loses which field is told')
    .option('--source <address>', "the agency's data: URL, path or folder (default: the variable that agency.yaml names)")
    .option('--home <folder>', 'folder of the demonstration')
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText('after', '\nExamples:\n  $ tip-hub diff agencies/pgr\n  $ tip-hub diff served/pgr pgr --source "$PGR_DATABASE_URL"\n')
    .action(async (named: string, renewed: string | undefined, flags: DiffFlags) => {
      const hasChanged = renewed === undefined ? await sinceLock(named, flags) : await betweenFolders(named, renewed, flags)
      if (hasChanged) process.exitCode = 1
    })

async function sinceLock(named: string, flags: DiffFlags): Promise<boolean> {
  const folder = await folderOf(named)
  const model = await loadAgencyFolder(folder)
  const lock = await readLock(folder)
  if (!lock) throw new UsageError(`${named} has no schema.lock.json yet; \`tip-hub check --write-lock\` makes it`)
  const engine = await openSource(model, flags)
  try {
    const live = await withProgress(
      `looking at the database of ${model.agency}`,
      takeLock(model, engine, { signal: new AbortController().signal }),
    )
    if (live.engine !== lock.engine)
      throw new UsageError(`the lock is of ${lock.engine}, this database is ${live.engine}; lock anew with \`tip-hub check --write-lock\``)
    const changes = compareLocks(lock, live)
    console.log(flags.json ? JSON.stringify({ agency: model.agency, changes }) : lockDiffText(model.agency, changes))
    return changes.length > 0
  } finally {
    await engine.close()
  }
}

async function betweenFolders(named: string, renewed: string, flags: DiffFlags): Promise<boolean> {
  const [before, after] = [await loadAgencyFolder(await folderOf(named)), await loadAgencyFolder(await folderOf(renewed))]
  if (before.agency !== after.agency)
    throw new UsageError(`these are two agencies, ${before.agency} and ${after.agency}; name two versions of one`)
  const day = today()
  const counter = flags.source === undefined ? undefined : await openCounter(after, flags.source, day)
  try {
    const diff = await countedDiff([before, after], day, counter)
    console.log(flags.json ? JSON.stringify(diff) : diffText(diff))
    return diff.recipients.length > 0
  } finally {
    await counter?.close()
  }
}
