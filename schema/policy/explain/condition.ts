import { label } from '../../codes/index.ts'
import { fieldOf, type Vocabulary } from '../../vocabulary/kinds.ts'
import type { Predicate } from '../predicate.ts'
import { fill, POLICY_WORDS, type PolicyLanguage } from './words.ts'

/**
 * A condition in words, with codes beside their labels.
 *
 * @example conditionInWords({ op: 'in', kind: 'CaseRecord', field: 'inquirySecret', values: ['false'] }, …) // CaseRecord.inquirySecret is no
 */
export function conditionInWords(predicate: Predicate, vocabulary: Vocabulary, language: PolicyLanguage): string {
  const words = POLICY_WORDS[language]
  const inner = (part: Predicate): string => {
    const text = conditionInWords(part, vocabulary, language)
    return (part.op === 'and' || part.op === 'or') && part.of.length > 1 ? `(${text})` : text
  }
  switch (predicate.op) {
    case 'true':
      return words.always
    case 'false':
      return words.never
    case 'and':
    case 'or':
      return predicate.of.map(inner).join(` ${words[predicate.op]} `)
    case 'not': {
      const { of } = predicate
      if (of.op === 'in') return fill(words.isNot, inParts(of, vocabulary, language))
      if (of.op === 'consent') return fill(words.noConsent, consentParts(of.scope, language))
      return `${words.not} (${conditionInWords(of, vocabulary, language)})`
    }
    case 'in':
      return fill(words.is, inParts(predicate, vocabulary, language))
    case 'date':
      return dateInWords(predicate, language)
    case 'consent':
      return fill(words.consent, consentParts(predicate.scope, language))
    case 'involvement':
      return words.involvement[predicate.side]
    case 'record':
      return words.namedRecord
  }
}

const consentParts = (code: string, language: PolicyLanguage) => ({ code, scope: label('consent-scope', code, language) ?? code })

function inParts({ kind, field, values }: Extract<Predicate, { op: 'in' }>, vocabulary: Vocabulary, language: PolicyLanguage) {
  const words = POLICY_WORDS[language]
  const definition = fieldOf(vocabulary, kind, field)
  const shown = values.map((value) => {
    if (definition?.type === 'boolean') return value === 'true' ? words.yes : words.no
    const text = definition?.codes && label(definition.codes, value, language)
    return text === undefined ? value : `${text} (${value})`
  })
  return { field: `${kind}.${field}`, values: shown.join(` ${words.or} `) }
}

function dateInWords({ kind, field, before, after, withinDays }: Extract<Predicate, { op: 'date' }>, language: PolicyLanguage): string {
  const words = POLICY_WORDS[language]
  const name = `${kind}.${field}`
  const parts = [
    ...(before === undefined ? [] : [fill(words.before, { field: name, day: before })]),
    ...(after === undefined ? [] : [fill(words.after, { field: name, day: after })]),
    ...(withinDays === undefined ? [] : [fill(words.withinDays, { field: name, days: withinDays })]),
  ]
  return parts.length === 0 ? fill(words.recorded, { field: name }) : parts.join(` ${words.and} `)
}
