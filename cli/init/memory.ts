import { z } from 'zod'
import type { Proposal } from '../../adapters/index.ts'
import type { Source } from '../../schema/index.ts'
import { proposedCodes } from './code-files.ts'

/** File of the folder that remembers what was proposed, so that a part which somebody took out does not come back. */
export const MEMORY_FILE = 'init.json'

const Memory = z.strictObject({ version: z.literal(1), proposed: z.array(z.string()) })

/** @returns nothing remembered where the file is not there or not ours */
export const readMemory = (text: string | undefined): ReadonlySet<string> => {
  if (text === undefined) return new Set()
  try {
    return new Set(Memory.parse(JSON.parse(text)).proposed)
  } catch {
    return new Set() // the worst that follows is a second proposal of what was refused
  }
}

export const writeMemory = (before: ReadonlySet<string>, proposal: Proposal, source: Source): string => {
  const now = [
    ...proposal.records.flatMap(({ kind, fields, pointers }) => [
      kind,
      ...pointers.map(({ relation }) => `${kind}.${relation}`),
      ...fields.map(({ field }) => `${kind}.fields.${field}`),
    ]),
    ...(proposal.consents.length > 0 ? ['consents'] : []),
    ...('tables' in source ? Object.keys(source.tables).map((name) => `source.tables.${name}`) : []),
    ...[...proposedCodes(proposal)].flatMap(([name, rows]) => rows.map(({ source }) => codePart(name, source))),
  ]
  return `${JSON.stringify({ version: 1, proposed: [...new Set([...before, ...now])].toSorted() }, null, 2)}\n`
}

export const codePart = (name: string, source: string): string => `codes/${name}: ${source}`
