import type { ErrorEntry } from '../../schema/errors/index.ts'
import { code, page, table } from './markdown.ts'

const INTRODUCTION = `# Error codes

An error has \`extensions.code\`; switch on that, not on the words. \`{name}\` in the words is filled from \`extensions.details\`. **HTTP** is the status of
an answer that holds nothing but this error; an answer with data and errors is 200. Partial answers are normal: one error for each
agency that is missing, beside what the others gave. An error never tells whether a record exists.

No Tetum or Indonesian words of this page have been reviewed.`

/** The page of error codes: one table in English with the remedy, one in the other languages. */
export const errorsPage = (errors: Readonly<Record<string, ErrorEntry>>): string =>
  page(
    INTRODUCTION,
    table(
      ['Code', 'HTTP', 'What happened', 'What to do'],
      Object.entries(errors).map(([name, { httpStatus, words, remedy }]) => [code(name), String(httpStatus), words.en, remedy.en]),
    ),
    '## In Portuguese, Tetum and Indonesian',
    table(
      ['Code', 'Português', 'Tetun', 'Bahasa Indonesia'],
      Object.entries(errors).map(([name, { words }]) => [code(name), words.pt, words.tet, words.id ?? '']),
    ),
  )
