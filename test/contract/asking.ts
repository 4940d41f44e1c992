import type { AgencySource, RecordQuery, RecordRow, Selection } from '../../adapters/index.ts'
import { accessFor, type RecordKindName, type Viewer, vocabulary } from '../../schema/index.ts'

export const TODAY = '2025-06-30'
export const RUN = { signal: new AbortController().signal, timeoutMs: 5_000 }

export const owner: Viewer = { agency: 'pntl', roles: [], purpose: 'INVESTIGATION' }
export const analyst: Viewer = { agency: 'klatu', roles: [], purpose: 'OVERSIGHT' }
export const investigator: Viewer = { agency: 'pcic', roles: [], purpose: 'INVESTIGATION' }
export const shelter: Viewer = { agency: 'fokupers', roles: [], purpose: 'PROTECTION' }

interface Ask {
  readonly as?: Viewer
  readonly fields: readonly string[]
  readonly parents?: readonly string[]
  readonly select: Selection
  readonly withLinkNuc?: boolean
}

export const queryOf = ({ model }: AgencySource, kind: RecordKindName, ask: Ask): RecordQuery => {
  const viewer = ask.as ?? owner
  const access = (of: RecordKindName) => accessFor(model.policy, vocabulary, of, viewer, TODAY)
  return {
    kind,
    fields: ask.fields,
    parents: ask.parents ?? [],
    selection: ask.select,
    access: access(kind),
    accessOf: access,
    viewer,
    withLinkNuc: ask.withLinkNuc ?? false,
  }
}

export const page = (of: Partial<Extract<Selection, { by: 'page' }>> = {}): Selection => ({
  by: 'page',
  filter: [],
  isDescending: false,
  isBackward: false,
  ...of,
})

/** Cells, with the reason in brackets where one is null. */
export const table = (rows: readonly RecordRow[]): Record<string, unknown[]> =>
  Object.fromEntries(rows.map(({ key, cells, gaps }) => [key, cells.map((cell, index) => (cell === null ? `(${gaps[index]})` : cell))]))
