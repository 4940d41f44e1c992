import { InvalidArgumentError } from 'commander'
import { DEMO_PEOPLE } from '../../demo/index.ts'
import { POLICY_LANGUAGES, type PolicyLanguage, PURPOSES, type Purpose, type Viewer } from '../../schema/index.ts'
import { UsageError } from '../usage-error.ts'

const DILI = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Dili', year: 'numeric', month: '2-digit', day: '2-digit' })

/** ISO date of now, where the institutions are. */
export const today = (): string => DILI.format(Date.now())

export function toDay(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('is a date such as 2026-03-01')
  return text
}

export function toLanguage(text: string): PolicyLanguage {
  const language = POLICY_LANGUAGES.find((known) => known === text)
  if (!language) throw new InvalidArgumentError(`is one of ${POLICY_LANGUAGES.join(', ')}`)
  return language
}

export function toPurpose(text: string): Purpose {
  const purpose = PURPOSES.find((known) => known === text.toUpperCase())
  if (!purpose) throw new InvalidArgumentError(`is one of ${PURPOSES.join(', ')}`)
  return purpose
}

export const collect = (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text]

/**
 * Who asks: a person of the demonstration (`pcic.investigator`) or an office (`pcic:case-officer`, several roles by comma).
 *
 * @param purpose @default the only purpose of that person
 * @throws {UsageError} for nobody, or where the purpose is missing
 */
export function toViewer(as: string, purpose: Purpose | undefined): Viewer {
  const person = DEMO_PEOPLE.find(({ name }) => name === as)
  const [agency = '', roles] = as.split(':')
  if (!person && (roles === undefined || !/^[a-z][a-z0-9-]*$/.test(agency)))
    throw new UsageError(`"${as}" is nobody; name a person (tip-hub token --list) or an office such as pcic:case-officer`)
  const [only, another] = person?.purposes ?? []
  const given = purpose ?? (another === undefined ? only : undefined)
  if (given === undefined) throw new UsageError(`say for what: --purpose ${(person?.purposes ?? PURPOSES).join(' | ')}`)
  return person
    ? { agency: person.agency, roles: person.roles, purpose: given }
    : { agency, roles: (roles ?? '').split(',').filter((role) => role !== ''), purpose: given }
}
