import { type AgencySource, compileAgency, openEngine, type Selection } from '../../adapters/index.ts'
import type { RecordKindName } from '../../schema/index.ts'
import { modelOf, type WrittenFolder } from '../support/agency-folder.ts'
import { owner, page, queryOf, RUN, TODAY, table } from './asking.ts'

/** Everything is permitted to the owner: what is tried is reading. */
export const HEAD = (source: string): string => `
version: 1
agency: pntl
name: { en: Odd, pt: Estranho }
source: ${source}
nulls: ["", "-", "0000-00-00"]
`
export const POLICY = `
policy:
  version: 1
  rules: [{ id: PNTL-01, permit: ["*.*", CaseRecord.link], to: { agencies: [pntl] }, for: [INVESTIGATION], because: own records }]
`

/** A source of a test's own, read as its owner would. */
export interface OddSource {
  readonly source: AgencySource
  /** Cells by key, of all rows of a page. */
  cells(kind: RecordKindName, fields: readonly string[], select?: Selection): Promise<Record<string, unknown[]>>
  /** Keys in their order. */
  keys(kind: RecordKindName, select: Selection, keys?: readonly string[]): Promise<readonly string[]>
  close(): Promise<void>
}

export async function openOdd(folder: WrittenFolder, env: Readonly<Record<string, string>>): Promise<OddSource> {
  const model = await modelOf(folder)
  const engine = await openEngine(model.source, model.limits, env, model.agency)
  const source = compileAgency(model, engine)
  const rowsOf = (kind: RecordKindName, fields: readonly string[], select: Selection, keys?: readonly string[]) =>
    source.prepare(queryOf(source, kind, { fields, select, as: owner })).run({ today: TODAY, ...(keys ? { keys } : {}) }, RUN)
  return {
    source,
    cells: async (kind, fields, select = page()) => table(await rowsOf(kind, fields, select)),
    keys: async (kind, select, keys) => (await rowsOf(kind, [], select, keys)).map(({ key }) => key),
    close: () => engine.close(),
  }
}
