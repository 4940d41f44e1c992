import { type AgencyModel, FALSE, isHubError, type KindAccess, type RecordKindName, TRUE } from '../../schema/index.ts'
import type { AgencySource, RecordQuery, RunOptions } from '../types.ts'

/** So many records of a kind must have been lost before anybody is told: one that was corrected or deleted is none of our affair. */
const AMONG_NEWEST = 5

/**
 * For each kind that lists by a date, the date of its fifth newest record up to today. A source that was restored from an old backup is behind what
 * it was.
 *
 * @returns an empty text for a kind of fewer records; kinds whose dates cannot be read now are absent
 */
export const newestDates = async (
  source: AgencySource,
  today: string,
  options: RunOptions,
): Promise<ReadonlyMap<RecordKindName, string>> => {
  const { model } = source
  const dates = new Map<RecordKindName, string>()
  for (const [kind, { fields }] of model.records) {
    const orderBy = model.vocabulary.kinds[kind].orderBy.find((name) => fields.get(name)?.isFilter)
    if (orderBy === undefined) continue
    const rows = await source
      .prepare(queryOf(model, kind, orderBy, today))
      .run({ first: AMONG_NEWEST, today }, options)
      .catch((cause: unknown) => {
        if (isHubError(cause)) return undefined // too slow, or out of service: nothing is known of its dates
        throw cause
      })
    if (rows) dates.set(kind, rows[AMONG_NEWEST - 1]?.position?.sortKey ?? '')
  }
  return dates
}

const queryOf = (model: AgencyModel, kind: RecordKindName, orderBy: string, today: string): RecordQuery => {
  const accessOf = (of: RecordKindName): KindAccess => ({
    row: TRUE,
    cells: new Map([...(model.records.get(of)?.fields.keys() ?? [])].map((field) => [field, [{ when: TRUE, rule: 'own' }]])),
    link: FALSE,
  })
  return {
    kind,
    fields: [],
    parents: [],
    selection: { by: 'page', filter: [{ field: orderBy, to: today }], orderBy, isDescending: true, isBackward: false },
    access: accessOf(kind),
    accessOf,
    viewer: { agency: model.agency, roles: [], purpose: 'AUDIT' },
    withLinkNuc: false,
  }
}
