import { type DocumentNode, Kind, visit } from 'graphql'
import { HubError } from '../../schema/index.ts'
import type { RequestLimits } from './limits.ts'

const known = new WeakMap<DocumentNode, number>()

/**
 * Refuses lists that are too long, wherever an operation gives one: each item is a value to be looked for at every agency.
 *
 * @throws {HubError} QUERY_TOO_COSTLY
 */
export function enforceListSizes(document: DocumentNode, variables: Readonly<Record<string, unknown>>, { listItems }: RequestLimits): void {
  const written = known.get(document) ?? longestWritten(document)
  known.set(document, written)
  const longest = Math.max(written, longestIn(variables))
  if (longest > listItems) throw new HubError('QUERY_TOO_COSTLY', { cost: `a list of ${longest} items`, limit: listItems })
}

function longestWritten(document: DocumentNode): number {
  let longest = 0
  visit(document, {
    [Kind.LIST]({ values }) {
      longest = Math.max(longest, values.length)
    },
  })
  return longest
}

/** Bounded by the bytes of variables; not by the stack, as the parser of JSON takes more levels than a function may call itself. */
function longestIn(value: unknown): number {
  let longest = 0
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const current = waiting.pop()
    if (typeof current !== 'object' || current === null) continue
    if (Array.isArray(current)) longest = Math.max(longest, current.length)
    for (const inner of Object.values(current)) waiting.push(inner)
  }
  return longest
}
