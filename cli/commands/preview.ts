import { type Command, InvalidArgumentError } from 'commander'
import { type Purpose, RECORD_KIND_NAMES, type RecordKindName } from '../../schema/index.ts'
import { loadAgencies } from '../policy/agencies.ts'
import { toDay, today, toPurpose, toViewer } from '../policy/options.ts'
import { preview } from '../preview/preview.ts'
import { previewText } from '../preview/preview-text.ts'
import { withProgress } from '../screen.ts'
import { openSource, type SourceFlags } from '../source/open-source.ts'
import { UsageError } from '../usage-error.ts'

interface PreviewFlags extends SourceFlags {
  readonly as: string
  readonly purpose?: Purpose
  readonly kind?: RecordKindName
  readonly rows: number
  readonly on?: string
  readonly sql?: boolean
  readonly json?: boolean
}

/** `tip-hub preview FOLDER`: sample records exactly as somebody would see them. */
export const addPreview = (program: Command): Command =>
  program
    .command('preview')
    .description("show sample records of an agency's own database exactly as a person would see them; nothing is logged or sent")
    .argument('<folder>', 'folder with agency.yaml, or the code of an institution of the demonstration')
    .requiredOption('--as <person>', 'who looks: a demo person (pgr.prosecutor), or agency:role,role (pcic:case-officer)')
    .option('--purpose <purpose>', 'for what', toPurpose)
    .option('--kind <kind>', 'one kind of record only, e.g. VictimRecord (default: all that the agency maps)', toKind)
    .option('--rows <n>', 'records of each kind, 1 to 100', toRows, 5)
    .option('--sql', 'also the statements that were run, and how the database runs them')
    .option('--on <day>', 'as rules and consents stand on a day (default: today)', toDay)
    .option('--source <address>', "the agency's data: URL, path or folder (default: the variable that agency.yaml names)")
    .option('--home <folder>', 'folder of the demonstration')
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText(
      'after',
      '\nExamples:\n  $ tip-hub preview agencies/pgr --as pcic:case-officer --purpose INVESTIGATION\n  $ tip-hub preview pgr --as mssi.caseworker --kind CaseRecord --rows 2 --sql\n',
    )
    .action(async (folder: string, flags: PreviewFlags) => {
      const viewer = toViewer(flags.as, flags.purpose)
      const [model] = await loadAgencies([folder])
      if (!model) throw new UsageError(`"${folder}" is no agency`)
      if (flags.kind && !model.records.has(flags.kind))
        throw new UsageError(`${model.agency} maps no ${flags.kind}; it maps ${[...model.records.keys()].join(', ')}`)
      const engine = await openSource(model, flags)
      try {
        const options = { viewer, day: flags.on ?? today(), kind: flags.kind, rows: flags.rows, withSql: flags.sql }
        const seen = await withProgress(`reading ${model.agency}`, preview(model, engine, options))
        console.log(flags.json ? JSON.stringify(seen) : previewText(seen))
        if (seen.kinds.every(({ records }) => records.length === 0)) process.exitCode = 1
      } finally {
        await engine.close()
      }
    })

function toKind(text: string): RecordKindName {
  const kind = RECORD_KIND_NAMES.find((known) => known.toLowerCase() === text.toLowerCase())
  if (!kind) throw new InvalidArgumentError(`is one of ${RECORD_KIND_NAMES.join(', ')}`)
  return kind
}

function toRows(text: string): number {
  const rows = Number(text)
  if (!Number.isInteger(rows) || rows < 1 || rows > 100) throw new InvalidArgumentError('is a whole number from 1 to 100')
  return rows
}
