import type { Code, CodeList, TetumReview } from '../../schema/codes/index.ts'
import { anchor, code, page, table } from './markdown.ts'

const MARKS: Readonly<Record<TetumReview, string>> = { attested: '✓', likely: '~', uncertain: '?' }

const INTRODUCTION = `# Code lists

The codes that agencies' own values are mapped to. Codes are contract: never renamed, never reused.

**Tetum** labels carry a mark: ✓ seen in Timorese official text, press or a Tetum locale; ~ the standard Portuguese-loan form; ? our attempt. A native speaker
must review every one of them before official use. Where there is no Tetum label, the Portuguese one is shown. No **Indonesian** label has been
reviewed.`

/** The page of code lists: one table each, labels in four languages with the marks of the Tetum ones. */
export const codeListsPage = (lists: readonly CodeList[]): string => {
  const all = lists.flatMap(({ codes }) => codes)
  const counted = Object.entries(MARKS).map(([review, mark]) => `${all.filter(({ tetReview }) => tetReview === review).length} ${mark}`)
  return page(
    INTRODUCTION,
    `${lists.length} lists, ${all.length} codes; Tetum labels: ${counted.join(', ')}.`,
    lists.map(({ name, codes }) => `- [${name}](#${anchor(name)}) (${codes.length})`).join('\n'),
    ...lists.map(section),
  )
}

const section = ({ name, description, source, htcds, codes }: CodeList): string =>
  [
    `## ${name}`,
    `${description} Source: ${source}.`,
    table(
      ['Code', 'English', 'Português', 'Tetun', 'Bahasa Indonesia', htcds ? `HTCDS ${code(htcds)}` : 'HTCDS', 'Note'],
      codes.map((entry) => [
        code(entry.code),
        entry.labels.en,
        entry.labels.pt,
        entry.tetReview ? `${entry.labels.tet} ${MARKS[entry.tetReview]}` : '',
        entry.labels.id ?? '',
        entry.htcds?.join(', ') ?? '',
        noteOf(entry),
      ]),
    ),
  ].join('\n\n')

const noteOf = ({ note, broader, validFrom, validTo, aliases }: Code): string =>
  [
    broader && `Part of ${code(broader)}.`,
    validFrom && `From ${validFrom}.`,
    validTo && `Until ${validTo}.`,
    note,
    aliases?.length && `Also written: ${aliases.join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ')
