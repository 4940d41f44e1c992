import type { EmergencyTerms } from '../policy.ts'
import type { ElsewhereInWords, Explanation, GrantInWords, RuleInWords } from './explain.ts'
import { fill, POLICY_WORDS, type PolicyLanguage, type PolicyWords } from './words.ts'

/**
 * An explanation in one sentence, the effect first.
 *
 * @param isForStatistics whether the purpose alone rules records out
 * @example "conditional: MSSI-03 permits it, only where a consent … is in force; withheld by default otherwise"
 */
export function explanationText(explanation: Omit<Explanation, 'text'>, isForStatistics: boolean, language: PolicyLanguage): string {
  const words = POLICY_WORDS[language]
  const { agency, effect, isHeld, grants, forbids } = explanation
  if (!isHeld) return `${words.effects.withheld}: ${fill(words.notHeld, { agency })}`

  const isRefused = effect === 'withheld'
  const wholly = forbids.find(({ when }) => when === undefined)
  const parts = isForStatistics
    ? [words.statistics, ...explanation.elsewhere.map((rule) => wouldPermit(rule, words))]
    : [
        ...(wholly ? [because(fill(words.forbids, { rule: wholly.rule }), wholly)] : []),
        ...(wholly ? [] : grants.map((grant) => granted(grant, words))),
        ...(wholly ? [] : forbids.map((rule) => because(fill(words.exceptWhere, { rule: rule.rule, when: rule.when ?? '' }), rule))),
        ...(isRefused && !wholly && grants.length === 0 && forbids.length === 0 ? [words.noRule] : []),
        ...(effect === 'conditional' ? [words.otherwise] : []),
        ...explanation.elsewhere.map((rule) => wouldPermit(rule, words)),
      ]
  return `${words.effects[effect]}: ${parts.join('; ')}`
}

/** The reason of a ban stands with it: nobody sees it by asking for the field. */
const because = (sentence: string, rule: RuleInWords): string => (rule.because === '' ? sentence : `${sentence} (${rule.because})`)

function granted({ rule, when, as }: GrantInWords, words: PolicyWords): string {
  const permits = as === undefined ? fill(words.permits, { rule }) : fill(words.permitsAs, { rule, form: words.transforms[as] })
  return when === undefined ? permits : `${permits}, ${fill(words.onlyIf, { when })}`
}

function wouldPermit({ rule, when, as, purposes, roles, emergency }: ElsewhereInWords, words: PolicyWords): string {
  const parts = [
    as === undefined ? fill(words.wouldPermit, { rule }) : fill(words.wouldPermitAs, { rule, form: words.transforms[as] }),
    ...(purposes ? [fill(words.forPurposes, { purposes: purposes.join(', ') })] : []),
    ...(roles ? [fill(words.toRoles, { roles: roles.join(', ') })] : []),
    ...(emergency ? [inEmergency(emergency, words)] : []),
  ]
  return when === undefined ? parts.join(' ') : `${parts.join(' ')}, ${fill(words.onlyIf, { when })}`
}

const inEmergency = ({ kinds, approvedBy, minutes }: EmergencyTerms, words: PolicyWords): string =>
  fill(words.inEmergency, { kinds: kinds.join(', '), agencies: approvedBy.join(` ${words.or} `), minutes })

/** What a rule asks of a statement, in words. */
export const emergencyInWords = (terms: EmergencyTerms, language: PolicyLanguage): string => inEmergency(terms, POLICY_WORDS[language])
