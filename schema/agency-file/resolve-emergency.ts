import type { EmergencyTerms } from '../policy/policy.ts'
import type { AgencyFile } from './agency-file.ts'
import type { EmergencyModel } from './model.ts'
import type { WrittenRule } from './policy.ts'
import type { ConditionContext } from './resolve-conditions.ts'

type WrittenPermit = Extract<WrittenRule, { readonly permit: unknown }>

/** Who may approve where the file names nobody: the owner's own people alone. */
const approversOf = ({ agency, institution = agency, policy }: AgencyFile): EmergencyModel['approvers'] =>
  policy.emergency?.approvers?.map((named) => ({ agency: named.agency, ...(named.accounts ? { accounts: named.accounts } : {}) })) ??
  [...new Set([agency, institution])].map((own) => ({ agency: own }))

/** @returns undefined where the file takes no statement for an emergency */
export const resolveEmergency = (file: AgencyFile): EmergencyModel | undefined =>
  file.policy.emergency && {
    minutes: file.policy.emergency.minutes,
    questions: file.policy.emergency.questions,
    approvers: approversOf(file),
  }

/** The terms of a rule, with the bounds of the file worked in. */
export function resolveTerms(
  { file, problems }: ConditionContext,
  path: string,
  rule: WrittenPermit,
  written: NonNullable<WrittenPermit['emergency']>,
): EmergencyTerms {
  const bounds = file.policy.emergency
  const at = `${path}.emergency`
  if (!bounds)
    problems.add(at, 'has no bounds', 'say under `policy.emergency` for how many minutes a statement may hold, and who may approve it')
  else if (written.minutes !== undefined && written.minutes > bounds.minutes)
    problems.add(`${at}.minutes`, `is more than the ${bounds.minutes} of policy.emergency`, 'give fewer, or raise that bound')
  if (rule.permit.some((coordinate) => coordinate === 'indicators' || coordinate === 'releases'))
    problems.add(`${path}.permit`, 'opens numbers in an emergency', 'name fields of records; numbers save nobody')
  if (rule.for.includes('STATISTICS')) problems.add(`${path}.for`, 'opens nothing for STATISTICS', 'name another purpose')
  if (rule.to.roles === undefined)
    problems.add(`${path}.to`, 'names no role', 'name the roles that may ask in an emergency: a statement is for one of them')
  return {
    kinds: written.kinds,
    minutes: written.minutes ?? bounds?.minutes ?? 1,
    questions: bounds?.questions ?? 1,
    approvedBy: [...new Set(approversOf(file).map(({ agency }) => agency))],
    anyRecord: written.record === 'any',
  }
}
