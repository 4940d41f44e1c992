import { type Command, InvalidArgumentError } from 'commander'
import { checkAgency, checkFolder, takeLock, writeCodes, writeLock } from '../../adapters/index.ts'
import { DEMO_MARKS } from '../../demo/index.ts'
import { type CheckReport, checkText } from '../check/check-text.ts'
import { folderOf } from '../check/folder-of.ts'
import { withProgress } from '../screen.ts'
import { openSource, type SourceFlags } from '../source/open-source.ts'

interface CheckFlags extends SourceFlags {
  readonly offline?: boolean
  readonly rows: number
  readonly writeCodes?: boolean
  readonly writeLock?: boolean
  readonly json?: boolean
}

/** `tip-hub check FOLDER`: every fault of a folder and its database at once, in stages. Exit code 1 where there is an error. */
export const addCheck = (program: Command): Command =>
  program
    .command('check')
    .description(
      'check a folder and its database: form, shared language, policy, rights, tables and columns, values; changes nothing unless told',
    )
    .argument('[folder]', 'folder with agency.yaml, or the code of an institution of the demonstration', '.')
    .option('--offline', 'only what needs no database')
    .option('--rows <n>', 'rows of each kind that are looked at, 10 to 10000', toRows, 1_000)
    .option('--write-codes', 'append codes that nobody mapped to codes/*.csv, as proposals')
    .option('--write-lock', 'write schema.lock.json: the tables as they are now are those that the mapping is for')
    .option('--source <address>', "the agency's data: URL, path or folder (default: the variable that agency.yaml names)")
    .option('--home <folder>', 'folder of the demonstration')
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText(
      'after',
      '\nExamples:\n  $ tip-hub check agencies/pgr\n  $ tip-hub check --offline\n  $ tip-hub check pntl --write-codes --json\n',
    )
    .action(async (named: string, flags: CheckFlags) => {
      const folder = await folderOf(named)
      const report = await check(folder, flags)
      console.log(flags.json ? JSON.stringify(report) : checkText(report))
      if (!report.ok) process.exitCode = 1
    })

async function check(folder: string, flags: CheckFlags): Promise<CheckReport> {
  // What is about to be written need not be there.
  const missingCodeMaps = flags.writeCodes && !flags.offline ? new Set<string>() : undefined
  const { inspected, findings, reached } = await checkFolder(folder, { missingCodeMaps })
  const { model, file } = inspected
  const report = (more: Partial<CheckReport>): CheckReport => {
    const all = [...findings, ...(more.findings ?? [])]
    const agency = model?.agency ?? file?.agency ?? null
    return {
      rates: [],
      written: [],
      ...more,
      agency,
      offline: flags.offline === true,
      findings: all,
      reached: [...reached, ...(more.reached ?? [])],
      ok: all.every(({ severity }) => severity !== 'error'),
    }
  }
  if (!model || flags.offline) return report({})

  const engine = await openSource(model, flags)
  const signal = new AbortController().signal
  try {
    const checked = await withProgress(
      `looking at the database of ${model.agency}`,
      checkAgency(folder, { ...inspected, model }, engine, { signal, rows: flags.rows, harmless: DEMO_MARKS }),
    )
    const written: string[] = []
    if (flags.writeCodes)
      for (const { list, codes } of checked.unmapped) {
        const count =
          list === '='
            ? 0
            : await writeCodes(
                folder,
                list,
                codes.map(({ code }) => code),
              )
        if (count > 0) written.push(`codes/${list}.csv: ${count} proposed`)
        missingCodeMaps?.delete(list)
      }
    for (const name of missingCodeMaps ?? []) {
      await writeCodes(folder, name, [])
      written.push(`codes/${name}.csv: its header alone`)
    }
    if (flags.writeLock) {
      await writeLock(folder, await takeLock(model, engine, { signal }))
      written.push('schema.lock.json')
    }
    return report({ findings: checked.findings, rates: checked.rates, reached: checked.reached, written })
  } finally {
    await engine.close()
  }
}

function toRows(text: string): number {
  const rows = Number(text)
  if (!Number.isInteger(rows) || rows < 10 || rows > 10_000) throw new InvalidArgumentError('is a whole number from 10 to 10000')
  return rows
}
