import { writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { matrix, type PolicyLanguage, recipientsOf, vocabulary } from '../../schema/index.ts'
import { heldPolicyOf, loadAgencies } from '../policy/agencies.ts'
import { tablesOf } from '../policy/columns.ts'
import { matrixCsv } from '../policy/matrix-csv.ts'
import { matrixHtml } from '../policy/matrix-html.ts'
import { matrixText } from '../policy/matrix-text.ts'
import { collect, toDay, today, toLanguage } from '../policy/options.ts'

interface MatrixFlags {
  readonly agency?: readonly string[]
  readonly format: 'text' | 'csv' | 'html'
  readonly out?: string
  readonly lang: PolicyLanguage
  readonly on?: string
  readonly json?: boolean
}

export const addPolicyMatrix = (policy: Command): Command =>
  policy
    .command('matrix')
    .description('print who may see which field of which agency, for which purpose')
    .option('--agency <code>', 'an agency, or its folder; may be repeated (default: all)', collect)
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'csv', 'html']).default('text'))
    .option('--out <file>', 'write to a file instead of the terminal')
    .option('--lang <language>', 'en, pt or tet (Tetum is not reviewed yet)', toLanguage, 'en' as const)
    .option('--on <day>', 'as the rules stand on a day (default: today)', toDay)
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText(
      'after',
      '\nExamples:\n  $ tip-hub policy matrix --agency pgr\n  $ tip-hub policy matrix --format html --lang pt --out matriz.html\n  $ tip-hub policy matrix --format csv > matrix.csv\n',
    )
    .action(async (flags: MatrixFlags) => {
      const day = flags.on ?? today()
      const models = await loadAgencies(flags.agency)
      const held = models.map(heldPolicyOf)
      const rows = matrix(
        held,
        recipientsOf(
          held.map(({ policy }) => policy),
          day,
        ),
        vocabulary,
        day,
      )
      const print = (): string => {
        if (flags.json) return JSON.stringify(rows)
        if (flags.format === 'csv') return matrixCsv(rows)
        const tables = tablesOf(models, rows)
        return flags.format === 'html' ? matrixHtml(tables, flags.lang, day) : matrixText(tables, flags.lang)
      }
      if (flags.out === undefined) console.log(print())
      else {
        await writeFile(flags.out, `${print().trimEnd()}\n`)
        console.error(`written: ${flags.out}`)
      }
    })
