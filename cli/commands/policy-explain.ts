import type { Command } from 'commander'
import {
  type Explanation,
  explain,
  POLICY_WORDS,
  type PolicyLanguage,
  type Purpose,
  readCoordinate,
  vocabulary,
} from '../../schema/index.ts'
import { heldPolicyOf, isHeld, loadAgencies } from '../policy/agencies.ts'
import { collect, toDay, today, toLanguage, toPurpose, toViewer } from '../policy/options.ts'
import { UsageError } from '../usage-error.ts'

interface ExplainFlags {
  readonly as: string
  readonly purpose?: Purpose
  readonly agency?: readonly string[]
  readonly lang: PolicyLanguage
  readonly on?: string
  readonly json?: boolean
}

export const addPolicyExplain = (policy: Command): Command =>
  policy
    .command('explain')
    .description('say why somebody is shown a field, or is not; exit code 1 where no agency shows it')
    .argument('<coordinate>', 'e.g. VictimRecord.names, CaseRecord.link or indicators')
    .requiredOption('--as <person>', 'who asks: a demo person (pcic.investigator), or agency:role,role (pcic:case-officer)')
    .option('--purpose <purpose>', 'for what', toPurpose)
    .option('--agency <code>', 'whose records: an agency, or its folder; may be repeated (default: all)', collect)
    .option('--lang <language>', 'en, pt or tet (Tetum is not reviewed yet)', toLanguage, 'en' as const)
    .option('--on <day>', 'as the rules stand on a day (default: today)', toDay)
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText(
      'after',
      '\nExamples:\n  $ tip-hub policy explain --as pcic.investigator --purpose INVESTIGATION VictimRecord.names\n  $ tip-hub policy explain --as mssi:caseworker --purpose PROTECTION --agency fokupers ServiceRecord.serviceType\n',
    )
    .action(async (written: string, flags: ExplainFlags) => {
      const coordinate = readCoordinate(vocabulary, written)
      if (!coordinate)
        throw new UsageError(`"${written}" is no field; name it like VictimRecord.names, CaseRecord.link, indicators or releases`)
      const viewer = toViewer(flags.as, flags.purpose)
      const explanations = (await loadAgencies(flags.agency)).map((model): Explanation => {
        const held = heldPolicyOf(model)
        return explain({
          policy: held.policy,
          vocabulary: model.vocabulary,
          viewer,
          coordinate,
          today: flags.on ?? today(),
          isHeld: isHeld(coordinate, held),
          language: flags.lang,
        })
      })
      const { note } = POLICY_WORDS[flags.lang]
      if (flags.json) console.log(JSON.stringify({ viewer, explanations }))
      else for (const { agency, text } of explanations) console.log(`${agency.padEnd(12)} ${text}`)
      if (!flags.json && note !== '') console.error(note)
      if (explanations.every((one) => one.effect === 'withheld' || !one.isHeld)) process.exitCode = 1
    })
