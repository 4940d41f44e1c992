import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { DEMO_ISSUER, DEMO_PEOPLE } from '../../demo/index.ts'
import {
  type EmergencyAccess,
  type EmergencyKind,
  type EmergencyRequest,
  isWithinRules,
  type Purpose,
  readScopeCoordinate,
  vocabulary,
} from '../../schema/index.ts'
import { collectFields, type NamedRecord, toKind, toMinutes, toRecord } from '../emergency/options.ts'
import { loadAgencies } from '../policy/agencies.ts'
import { today, toPurpose, toViewer } from '../policy/options.ts'
import { UsageError } from '../usage-error.ts'

interface RequestFlags {
  readonly as: string
  readonly account?: string
  readonly issuer?: string
  readonly purpose?: Purpose
  readonly of: string
  readonly kind: EmergencyKind
  readonly fields: readonly string[]
  readonly record?: NamedRecord
  readonly minutes: number
  readonly out?: string
  readonly check: boolean
}

export const addEmergencyRequest = (emergency: Command): Command =>
  emergency
    .command('request')
    .description('write what you ask for, for another person to approve; exit code 1 where no rule of that agency opens it')
    .requiredOption('--as <person>', 'who asks: a demo person (pntl.officer), or agency:role with --account and --issuer')
    .option('--account <id>', 'your account (`sub` of your token)')
    .option('--issuer <url>', 'who issues your tokens (`iss`)')
    .option('--purpose <purpose>', 'for what', toPurpose)
    .requiredOption('--of <agency>', 'whose records: an agency, or its folder')
    .requiredOption('--kind <kind>', 'LIFE, MEDICAL, MISSING, CHILD or REMOVAL', toKind)
    .requiredOption('--fields <coordinates>', 'what you need to see, by comma: VictimRecord.names, VictimRecord.class<=1', collectFields)
    .option('--record <kind:id>', 'the record, where you know its id; else whoever approves names it', toRecord)
    .option('--minutes <n>', 'for how long', toMinutes, 30)
    .option('--out <file>', 'write it there (default: standard output)')
    .option('--no-check', "do not compare it with the agency's rules; for an agency whose folder is not here")
    .addHelpText(
      'after',
      '\nExample:\n  $ tip-hub emergency request --as pntl.officer --purpose PROTECTION --of fokupers --kind LIFE --fields VictimRecord.names --out request.json\n',
    )
    .action(async (flags: RequestFlags) => {
      const { agency, asker } = askerOf(flags)
      const request: EmergencyRequest = {
        version: 1,
        agency: flags.check ? await checked(flags, asker) : agency,
        kind: flags.kind,
        minutes: flags.minutes,
        asker,
        scope: { coordinates: [...flags.fields], ...(flags.record ? { record: flags.record } : {}) },
      }
      const json = JSON.stringify(request, null, 2)
      if (flags.out === undefined) console.log(json)
      else await writeFile(flags.out, `${json}\n`, { mode: 0o600 })
      console.error(
        `${flags.record ? '' : 'It names no record; whoever approves it names one with --record. '}Next, as another person: tip-hub emergency approve ${flags.out ?? '-'}`,
      )
    })

function askerOf({ as, account, issuer, purpose, of }: RequestFlags): {
  readonly agency: string
  readonly asker: EmergencyRequest['asker']
} {
  const person = DEMO_PEOPLE.find(({ name }) => name === as)
  const viewer = toViewer(as, purpose)
  const [role, another] = viewer.roles
  if (role === undefined || (another !== undefined && !person)) throw new UsageError('name one role: --as pntl:case-officer')
  const [iss, sub] = person ? [DEMO_ISSUER, person.name] : [issuer, account]
  if (iss === undefined || sub === undefined) throw new UsageError('say which account asks: --account and --issuer, as in its token')
  return { agency: of, asker: { iss, sub, agency: viewer.agency, role, purpose: viewer.purpose } }
}

/** @returns the agency's code @throws {Error} where nobody could approve it */
async function checked({ of, kind, fields, minutes, record }: RequestFlags, asker: EmergencyRequest['asker']): Promise<string> {
  const [model] = await loadAgencies([of])
  if (!model) throw new UsageError(`"${of}" is no agency`)
  const coordinates = fields.flatMap((field) => readScopeCoordinate(vocabulary, field) ?? [])
  // Which record it is for may be said at the approval.
  const named = record ? { kind: record.kind, key: record.id } : { kind: 'VictimRecord' as const, key: '' }
  const emergency: EmergencyAccess = { agency: model.agency, kind, role: asker.role, minutes, coordinates, record: named }
  const viewer = { agency: asker.agency, roles: [asker.role], purpose: asker.purpose, emergency }
  if (!isWithinRules(model.policy, model.vocabulary, viewer, today()))
    throw new Error(
      `${model.agency} has no rule that opens all of this in an emergency for ${asker.agency} (${asker.role}, ${asker.purpose}); see what it has: tip-hub policy matrix --agency ${of}`,
    )
  return model.agency
}
