import { parse } from 'csv-parse/sync'
import type { Proposal, ProposedCode } from '../../adapters/index.ts'

const HEADER = 'source,target,relation,status,by,date,note'

/** Rows proposed for each code map of the folder, each source once. */
export const proposedCodes = (proposal: Proposal): ReadonlyMap<string, readonly ProposedCode[]> => {
  const maps = new Map<string, Map<string, ProposedCode>>()
  const add = (name: string, rows: readonly ProposedCode[]): void => {
    const known = maps.get(name) ?? new Map<string, ProposedCode>()
    for (const row of rows) {
      const source = row.source.trim()
      const before = known.get(source)
      known.set(source, before ? { ...before, count: before.count + row.count } : { ...row, source })
    }
    maps.set(name, known)
  }
  for (const { fields } of proposal.records) for (const { codes } of fields) if (codes) add(codes.list, codes.rows)
  for (const { scopeRows, stateRows } of proposal.consents) {
    add('consent-scope', scopeRows)
    add('consent-state', stateRows)
  }
  return new Map([...maps].map(([name, rows]) => [name, [...rows.values()]]))
}

/** A spreadsheet would run such a cell as a formula; a person writes it by hand, knowing that. */
const isFormula = (source: string): boolean => /^[=+@\t\r]|^-[^\d\s]/.test(source)

export interface MergedCodes {
  readonly text: string
  readonly added: number
  readonly left: number
}

/**
 * The text of a code map with the rows that it lacks, at its end. What stands there stays as it is, to the letter.
 *
 * @param isKnown whether a row was proposed before: one that somebody took out does not come back
 */
export const mergeCodes = (
  before: string | undefined,
  rows: readonly ProposedCode[],
  day: string,
  isKnown: (source: string) => boolean,
): MergedCodes => {
  const there = new Set(before === undefined ? [] : sourcesIn(before))
  const fresh = rows.filter(({ source }) => !there.has(source) && !isKnown(source))
  const written = fresh.filter(({ source }) => !isFormula(source))
  const start = before === undefined ? `${HEADER}\n` : before === '' || before.endsWith('\n') ? before : `${before}\n`
  return { text: start + written.map((row) => `${line(row, day)}\n`).join(''), added: written.length, left: fresh.length - written.length }
}

const line = ({ source, target, score, count }: ProposedCode, day: string): string =>
  [
    source,
    target,
    target === '' ? 'noMatch' : score >= 0.9 ? 'exactMatch' : 'closeMatch',
    'proposed',
    'tip-hub init',
    day,
    `met ${count} times${target === '' ? '' : `; likeness ${score.toFixed(2)}`}`,
  ]
    .map(cell)
    .join(',')

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

function sourcesIn(text: string): readonly string[] {
  try {
    const rows: string[][] = parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true })
    return rows.slice(1).map(([source = '']) => source.trim())
  } catch {
    // A broken file is the owner's to mend; its lines are taken as they are, so that nothing is added twice.
    return text.split(/\r?\n/).map((row) => row.split(',')[0]?.trim() ?? '')
  }
}
