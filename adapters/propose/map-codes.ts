import { type Code, type CodeListName, codeLists } from '../../schema/index.ts'
import { foldWord, wordsOf } from './fold.ts'
import { LIST_WORDS } from './lexicon/list-words.ts'
import { isPlaceholder } from './placeholders.ts'
import type { ProposedCode } from './types.ts'

interface Form {
  readonly code: string
  readonly words: readonly string[]
  readonly score: number
}

const formsByList = new Map<CodeListName, readonly Form[]>()

/** All written forms of a list's codes: the code, its labels in four languages, aliases, HTCDS names, and words of old registers. */
function formsOf(list: CodeListName): readonly Form[] {
  const known = formsByList.get(list)
  if (known) return known
  const forms = (codeLists.get(list)?.codes ?? []).flatMap((code): Form[] => {
    const texts: readonly (readonly [string | undefined, number])[] = [
      [code.code, 0.95],
      ...labelsOf(code).map((label): [string, number] => [label, 0.95]),
      ...(code.aliases ?? []).map((alias): [string, number] => [alias, 0.9]),
      ...(code.htcds ?? []).map((name): [string, number] => [name, 0.85]),
      ...(LIST_WORDS[list]?.[code.code] ?? '').split(',').map((word): [string, number] => [word, 0.85]),
    ]
    return texts.flatMap(([text, score]) =>
      text === undefined || foldText(text).length === 0 ? [] : [{ code: code.code, words: foldText(text), score }],
    )
  })
  formsByList.set(list, forms)
  return forms
}

const labelsOf = ({ labels }: Code): readonly string[] =>
  Object.values(labels).flatMap((label) =>
    label === undefined ? [] : [label, ...label.split(/\s*[/,(;]\s*/), label.replace(/\s*\(.*\)/, '')],
  )

/** `E` (entrada) and `no` are whole codes, though elsewhere they only join words. */
const foldText = (text: string): readonly string[] => {
  const words = wordsOf(text).map(foldWord)
  const telling = words.filter((word) => !EMPTY.has(word))
  return telling.length > 0 ? telling : words
}

/** Words inside values that do not tell one code from another. */
const EMPTY: ReadonlySet<string> = new Set('de da do das dos e no ba iha nia of the a o di dan or ou ka em'.split(' ').map(foldWord))

/** The code of a list that a value seems to mean; a score of 0 and an empty target where none does. */
export const mapCode = (list: CodeListName, value: string): { readonly target: string; readonly score: number } => {
  const words = foldText(value.slice(0, 120))
  let best = { target: '', score: 0 }
  for (const form of formsOf(list)) {
    const score = form.score * likeness(form.words, words)
    if (score > best.score) best = { target: form.code, score }
  }
  if (best.score >= LEAST_LIKENESS) return best
  if (list !== 'nationality-group') return { target: '', score: 0 }
  // A country tells who is foreign.
  const country = mapCode('country', value)
  return country.target === '' ? country : { target: country.target === 'TLS' ? 'TLS' : 'FOREIGN', score: 0.9 * country.score }
}

const LEAST_LIKENESS = 0.5

function likeness(form: readonly string[], value: readonly string[]): number {
  if (form.length === 0 || value.length === 0) return 0
  if (form.join('') === value.join('')) return 1
  const [a, b] = [form.join(' '), value.join(' ')]
  if (a.length < 4 || b.length < 4) return 0
  const shared = value.filter(
    (word) => word.length > 2 && form.some((other) => other === word || (word.length > 4 && sameStem(word, other))),
  ).length
  if (shared > 0) return (0.9 * (2 * shared)) / (form.length + value.length)
  return sameStem(a, b) ? 0.75 : 0
}

/** `prezumida` and `prezumidu`, `konfirma` and `konfirmadu`: the same but for the ending. */
const sameStem = (a: string, b: string): boolean => {
  const shorter = Math.min(a.length, b.length)
  let same = 0
  while (same < shorter && a[same] === b[same]) same++
  return same >= 5 && same >= 0.7 * Math.max(a.length, b.length)
}

/** One row for each value: what it seems to mean. Nobody has approved any of them. */
export const mapCodes = (
  list: CodeListName,
  values: readonly { readonly value: string; readonly count: number }[],
): readonly ProposedCode[] =>
  values.filter(({ value }) => !isPlaceholder(value)).map(({ value, count }) => ({ source: value, count, ...mapCode(list, value) }))

/** The share of values that a list knows, 0 to 1. */
export const knownShare = (rows: readonly ProposedCode[]): number =>
  rows.length === 0 ? 0 : rows.filter(({ target }) => target !== '').length / rows.length
