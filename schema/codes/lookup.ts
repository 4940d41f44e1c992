import { codeLists } from './code-lists.ts'
import { CODE_LIST_NAMES, type CodeListName } from './names.ts'
import type { Code, Language, TetumReview } from './types.ts'

/** A label, the language that it is in (which may differ from the one asked for), and the mark of a Tetum one. */
export interface Label {
  readonly text: string
  readonly language: Language
  readonly review?: TetumReview
}

/** Where a language has no label, the next one speaks. English and Portuguese are always there. */
const FALLBACKS: Readonly<Record<Language, readonly Language[]>> = {
  tet: ['tet', 'pt', 'en'],
  pt: ['pt', 'en'],
  en: ['en'],
  id: ['id', 'en'],
}

const codesByList: ReadonlyMap<CodeListName, ReadonlyMap<string, Code>> = new Map(
  [...codeLists.values()].map(({ name, codes }) => [name, new Map(codes.map((code) => [code.code, code]))]),
)

/** Whether a text names a shared code list. */
export const isCodeListName = (text: string): text is CodeListName => CODE_LIST_NAMES.some((name) => name === text)

/** The code of a list, or undefined where the list has none of that name. Case-sensitive. */
export const findCode = (list: CodeListName, code: string): Code | undefined => codesByList.get(list)?.get(code)

/** Whether the list has that code. Case-sensitive. */
export const isCode = (list: CodeListName, code: string): boolean => findCode(list, code) !== undefined

/**
 * The label of a code in a language, or in the next language that has one: tet → pt → en, id → en.
 *
 * @returns undefined where the list has no such code
 * @example resolveLabel('sex', 'F', 'tet') // { text: 'Feto', language: 'tet', review: 'attested' }
 */
export const resolveLabel = (list: CodeListName, code: string, language: Language): Label | undefined => {
  const found = findCode(list, code)
  if (!found) return undefined
  for (const candidate of FALLBACKS[language]) {
    const text = found.labels[candidate]
    if (text === undefined) continue
    return candidate === 'tet' && found.tetReview ? { text, language: candidate, review: found.tetReview } : { text, language: candidate }
  }
  return undefined
}

/** The text of a label, falling back like `resolveLabel`; undefined where the list has no such code. */
export const label = (list: CodeListName, code: string, language: Language): string | undefined => resolveLabel(list, code, language)?.text

/** Compares two codes by their order in the list, e.g. stages by the course of the procedure; unknown codes come last. */
export const compareCodes = (list: CodeListName, a: string, b: string): number => rank(list, a) - rank(list, b)

const ranks: ReadonlyMap<CodeListName, ReadonlyMap<string, number>> = new Map(
  [...codeLists.values()].map(({ name, codes }) => [name, new Map(codes.map(({ code }, index) => [code, index]))]),
)

const rank = (list: CodeListName, code: string): number => ranks.get(list)?.get(code) ?? Number.MAX_SAFE_INTEGER

/** The institution that an agency code belongs to: the most general code above it (`mssi-adults` -> `mssi`), or itself. */
export const institutionOfAgency = (agency: string): string => {
  const broader = findCode('agency', agency)?.broader
  return broader === undefined ? agency : institutionOfAgency(broader)
}

/** Every agency code of the same institution, the code itself included: a referral to one of them is a referral to all. */
export const agenciesOfInstitution = (agency: string): readonly string[] => {
  const institution = institutionOfAgency(agency)
  const codes = codeLists.get('agency')?.codes ?? []
  return [...new Set([agency, ...codes.map(({ code }) => code).filter((code) => institutionOfAgency(code) === institution)])]
}
