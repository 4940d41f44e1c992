import { expect } from 'vitest'
import { CANARIES } from '../../../demo/fill/index.ts'
import type { Truth } from '../../../demo/world/index.ts'

/** Names of tables, columns and files of the institutions, secrets' names, and what a stack or a path of any machine looks like. */
const INNARDS = [
  /livru_kazu|konsentimentu|benefisiariu|processo_investigacao|interveniente|IrregularCase|SEGREDO_JUSTICA|\bPROCESSO\b|kliente/,
  /\bselect\b.+\bfrom\b/i,
  /postgres(?:ql)?:\/\/|mysql:\/\/|\bECONN|EADDR|SQLSTATE|syntax error at/i,
  /node_modules|\/work\/|\/tmp\/|\/home\/|file:\/\//,
  /\n\s+at .+:\d+:\d+/,
  /BEGIN PRIVATE KEY|eyJhbGciOi/,
]

/** Texts of sensitivity class 4, and the innards of the machines, must stand in nothing that leaves. */
export function expectNoLeak(text: string, what = 'an answer'): void {
  for (const canary of CANARIES) expect(text.includes(canary.text), `${what} holds a text of ${canary.agency} ${canary.table}`).toBe(false)
  for (const innards of INNARDS) expect(text, `${what} tells of the inside`).not.toMatch(innards)
}

/** Full names and case numbers of the demo world: what no log, evidence or error may hold. */
export function personalTexts({ records }: Truth): readonly string[] {
  const texts = records.flatMap(({ fields }) => [
    ...(Array.isArray(fields.names)
      ? fields.names.map((name) => (typeof name === 'object' && 'text' in name ? String(name.text) : ''))
      : []),
    ...(typeof fields.nuc === 'string' ? [fields.nuc] : []),
  ])
  return [...new Set(texts)].filter((text) => text.length > 8)
}
