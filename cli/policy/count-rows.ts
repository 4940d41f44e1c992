import { type AgencySource, compileAgency, openEngine, type Position } from '../../adapters/index.ts'
import type { AgencyModel, KindAccess, Predicate, RecordKindName, Viewer } from '../../schema/index.ts'
import { FALSE } from '../../schema/index.ts'
import { variableOf } from '../source/open-source.ts'

/** Counts rows of one agency's own database, read-only, by the same compiled conditions that the adapter serves with. */
export interface RowCounter {
  /** Rows of a kind for which a condition holds, for this viewer on that day. */
  count(kind: RecordKindName, where: Predicate, viewer: Viewer): Promise<number>
  close(): Promise<void>
}

const PAGE_MS = 10_000

/**
 * Opens the agency's database as its file says.
 *
 * @param model the newer of two versions: conditions on fields that only the older maps count as not recorded
 * @param address connection URL, path or folder; taken for the variable that the file names
 * @throws {HubError} CONFIG_INVALID, SOURCE_UNAVAILABLE, SCHEMA_MISMATCH
 */
export async function openCounter(model: AgencyModel, address: string, today: string): Promise<RowCounter> {
  const engine = await openEngine(model.source, model.limits, { [variableOf(model.source)]: address }, model.agency)
  const source = compileAgency(model, engine)
  const known = new Map<string, Promise<number>>()
  return {
    count(kind, where, viewer) {
      const key = JSON.stringify([kind, where, viewer.agency])
      const counting = known.get(key) ?? countRows(source, { kind, where, viewer, today })
      known.set(key, counting)
      return counting
    },
    close: () => engine.close(),
  }
}

/** Page by page, no field of any row read: the rows' keys alone come out of the database. */
async function countRows(
  source: AgencySource,
  {
    kind,
    where,
    viewer,
    today,
  }: { readonly kind: RecordKindName; readonly where: Predicate; readonly viewer: Viewer; readonly today: string },
): Promise<number> {
  const nothing: KindAccess = { row: FALSE, cells: new Map(), link: FALSE }
  const read = source.prepare({
    kind,
    fields: [],
    parents: [],
    selection: { by: 'page', filter: [], isDescending: false, isBackward: false },
    access: { ...nothing, row: where },
    accessOf: () => nothing,
    viewer,
    withLinkNuc: false,
  })
  let total = 0
  let after: Position | undefined
  for (;;) {
    const first = source.model.limits.rows
    const rows = await read.run({ today, first, ...(after ? { after } : {}) }, { signal: AbortSignal.timeout(PAGE_MS), timeoutMs: PAGE_MS })
    total += rows.length
    after = rows.at(-1)?.position ?? undefined
    if (rows.length < first || !after) return total
  }
}
