/** A cell of a table: one line, with `|` kept as text. */
export const cell = (text: string | undefined): string => (text ?? '').replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')

/** `text` as code, or nothing. */
export const code = (text: string | undefined): string => (text ? `\`${text}\`` : '')

/** A table of GitHub-flavoured Markdown, aligned as the formatter wants it; a column in which every cell is empty is left out. */
export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string => {
  const shown = headings.map((_heading, column) => rows.some((row) => row[column]))
  const [head = [], ...body] = [headings, ...rows].map((row) => row.filter((_cell, column) => shown[column]).map(cell))
  const widths = head.map((heading, column) =>
    Math.max(3, ...[heading, ...body.map((row) => row[column] ?? '')].map((text) => [...text].length)),
  )
  const line = (cells: readonly string[], fill: string): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '') + fill.repeat(width - [...(cells[column] ?? '')].length)).join(' | ')} |`
  return [line(head, ' '), line([], '-'), ...body.map((row) => line(row, ' '))].join('\n')
}

/** The anchor that GitHub gives a heading. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

/** Says at the head of a page that it is made, and how. */
export const GENERATED = '<!-- Made by `node docs/generate.ts` from `schema/`. Change the schema, not this page. -->'

/** Joins the parts of a page by empty lines and ends it with one newline. */
export const page = (...parts: readonly string[]): string => `${[GENERATED, ...parts].join('\n\n')}\n`
