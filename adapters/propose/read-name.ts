import { foldWord, wordsOf } from './fold.ts'
import { EMPTY_WORDS, LEXICON, type Meaning } from './lexicon/index.ts'

/** A word (or phrase) of a name with what it may mean, and how sure that is: 1 listed, less where guessed from its letters. */
export interface NameWord {
  readonly text: string
  readonly meanings: ReadonlySet<Meaning>
  readonly certainty: number
}

const isMeaning = (name: string): name is Meaning => Object.hasOwn(LEXICON, name)

const byPhrase = new Map<string, Set<Meaning>>()
const emptyFolded = new Set([...EMPTY_WORDS].map(foldWord))
/** Words in the longest phrase that begins with a word. */
const longest = new Map<string, number>()
/** Single words, which alone may be shortened or misspelt. */
const longWords: (readonly [form: string, meanings: ReadonlySet<Meaning>])[] = []
for (const [meaning, list] of Object.entries(LEXICON)) {
  if (!isMeaning(meaning)) continue
  for (const phrase of list.split(' ')) {
    const words = phrase.split('_').map(foldWord)
    for (const form of new Set([words.join(' '), words.join('')])) {
      const held = byPhrase.get(form) ?? new Set()
      byPhrase.set(form, held.add(meaning))
      const first = form.split(' ')[0] ?? ''
      longest.set(first, Math.max(longest.get(first) ?? 0, form.split(' ').length))
      if (words.length === 1 && form.length >= 5 && held.size === 1) longWords.push([form, held])
    }
  }
}

/** Reads a name of a table or column: phrases before words, listed words before guesses. Words that mean nothing known stay, without meanings. */
export const readName = (name: string): readonly NameWord[] => {
  const written = wordsOf(name)
  const words = written.map(remembered)
  const found: NameWord[] = []
  for (let at = 0; at < words.length; ) {
    const length = longestPhrase(words, at)
    const text = written.slice(at, at + Math.max(1, length)).join(' ')
    const word = words[at] ?? ''
    if (length > 0) found.push({ text, meanings: byPhrase.get(words.slice(at, at + length).join(' ')) ?? new Set(), certainty: 1 })
    else if (!emptyFolded.has(word) && !/^\d+$/.test(word)) found.push(...guess(word, text))
    at += Math.max(1, length)
  }
  return found
}

function longestPhrase(words: readonly string[], at: number): number {
  for (let length = Math.min(longest.get(words[at] ?? '') ?? 0, words.length - at); length > 0; length--)
    if (byPhrase.has(words.slice(at, at + length).join(' '))) return length
  return 0
}

/** Names of columns repeat their words thousands of times. Bounded, for the words come from outside. */
const MOST_REMEMBERED = 20_000
const folded = new Map<string, string>()
const guesses = new Map<string, readonly NameWord[]>()

function remembered(word: string): string {
  const known = folded.get(word)
  if (known !== undefined) return known
  const made = foldWord(word)
  if (folded.size < MOST_REMEMBERED) folded.set(word, made)
  return made
}

function guess(word: string, text: string): readonly NameWord[] {
  const known = guesses.get(word)
  if (known) return known.map((part) => ({ ...part, text }))
  const made = guessFresh(word, text)
  if (guesses.size < MOST_REMEMBERED) guesses.set(word, made)
  return made
}

function guessFresh(word: string, text: string): readonly NameWord[] {
  const single = (meanings: ReadonlySet<Meaning>, certainty: number): readonly NameWord[] => [{ text, meanings, certainty }]
  const singular = byPhrase.get(word.replace(/(?:es|s)$/u, ''))
  if (singular && word.length >= 5) return single(singular, 0.95)
  if (word.length >= 4) {
    const longer = longWords.filter(([form]) => form.startsWith(word))
    if (longer.length > 0) return single(new Set(longer.flatMap(([, meanings]) => [...meanings])), longer.length <= 2 ? 0.9 : 0.75)
  }
  const parts = twoWords(word)
  if (parts) return parts.map((part) => ({ text, meanings: byPhrase.get(part) ?? new Set(), certainty: 0.85 }))
  if (word.length >= 5) {
    const allowed = word.length >= 9 ? 2 : 1
    const near = longWords.filter(([form]) => Math.abs(form.length - word.length) <= allowed && differBy(form, word, allowed))
    if (near.length > 0) return single(new Set(near.flatMap(([, meanings]) => [...meanings])), 0.8)
  }
  return single(new Set(), 0)
}

/** `datanascimento` is two words written as one. */
function twoWords(word: string): readonly [string, string] | undefined {
  for (let cut = word.length - 3; cut >= 3; cut--) {
    const [first, second] = [word.slice(0, cut), word.slice(cut)]
    const isListed = (part: string): boolean => byPhrase.has(part) && (part.length >= 4 || part === 'dob')
    if (isListed(first) && isListed(second)) return [first, second]
  }
  return undefined
}

/** Whether at most `allowed` letters must be inserted, dropped, changed or swapped. */
function differBy(a: string, b: string, allowed: number): boolean {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const swapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j] ? (before[j - 1] ?? 9) + 1 : 99
      next.push(Math.min((row[j] ?? 99) + (a[i] === b[j] ? 0 : 1), (row[j + 1] ?? 99) + 1, (next[j] ?? 99) + 1, swapped))
    }
    if (Math.min(...next) > allowed) return false
    before = row
    row = next
  }
  return (row.at(-1) ?? 99) <= allowed
}
