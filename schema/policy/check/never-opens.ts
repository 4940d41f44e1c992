import type { AgencyModel, FieldReader } from '../../agency-file/model.ts'
import { agenciesOfInstitution } from '../../codes/index.ts'
import type { CompiledRule } from '../policy.ts'
import { and, FALSE, not, or, type Predicate } from '../predicate.ts'

/**
 * Why the condition of a rule is met by no row that this mapping can read, whatever stands in the database: it asks for a code, a consent or a
 * referral that the mapping cannot say.
 *
 * @returns undefined where some row may meet it
 */
export function whyNeverMet(model: AgencyModel, { when, to }: CompiledRule): string | undefined {
  const reasons: string[] = []
  const fold = (part: Predicate): Predicate => {
    switch (part.op) {
      case 'and':
        return and(part.of.map(fold))
      case 'or':
        return or(part.of.map(fold))
      case 'not':
        return not(fold(part.of))
      default: {
        const reason = whyNever(model, to, part)
        if (reason === undefined) return part
        reasons.push(reason)
        return FALSE
      }
    }
  }
  return fold(when).op === 'false' ? reasons.join('; ') || 'its condition is false' : undefined
}

function whyNever(model: AgencyModel, to: CompiledRule['to'], test: Predicate): string | undefined {
  switch (test.op) {
    case 'in':
    case 'date': {
      const field = model.records.get(test.kind)?.fields.get(test.field)
      // A condition on a field that is not mapped is no mapping at all: it is refused before.
      if (!field || test.op === 'date' || canSay(field.reader, test.values)) return undefined
      return `the mapping never says ${test.values.join(', ')} of ${test.kind}.${test.field}`
    }
    case 'consent':
      return model.consents.some(({ scope }) => canSay(scope, [test.scope])) ? undefined : `no consent of scope ${test.scope} is mapped`
    case 'involvement': {
      const referral = model.records.get('ReferralRecord')?.fields
      const fields = [...(test.side === 'received' ? [] : ['fromAgency']), ...(test.side === 'made' ? [] : ['toAgency'])]
      const viewers = (to.agencies ?? to.groups?.flat().map(({ agency }) => agency))?.flatMap(agenciesOfInstitution)
      const isPossible = fields.some((name) => {
        const field = referral?.get(name)
        return field !== undefined && (viewers === undefined || canSay(field.reader, viewers))
      })
      const did = test.side === 'either' ? 'made or received' : test.side
      return isPossible ? undefined : `no referral of this mapping is ever ${did} by the institutions that it names`
    }
    default:
      return undefined
  }
}

/** Whether a reader can yield one of the codes. What it reads by no code map may be anything. */
function canSay(reader: FieldReader, codes: readonly string[]): boolean {
  const isAmong = (code: string): boolean => codes.includes(code)
  if (reader.read === 'constant') return reader.values.some(isAmong)
  if (reader.read === 'flags') return reader.flags.some(({ code }) => isAmong(code))
  const columns = reader.read === 'column' ? [reader.column] : reader.read === 'firstOf' ? reader.of : []
  return (
    columns.length === 0 ||
    columns.some(
      ({ convert, default: otherwise }) =>
        convert.to !== 'code' ||
        convert.codes.isIdentity ||
        [...convert.codes.toShared.values()].some(isAmong) ||
        (otherwise !== undefined && isAmong(otherwise)),
    )
  )
}
