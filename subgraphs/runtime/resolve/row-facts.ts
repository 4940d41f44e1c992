import type { AgencySource, RowKey } from '../../../adapters/index.ts'
import { conditionKey, type RecordKindName, type SingleCondition, singleConditions } from '../../../schema/index.ts'
import type { Profile } from '../access/profile.ts'
import type { Reader } from '../read/reader.ts'
import { createBatch } from './batch.ts'

/** Which single conditions one row meets. */
export type IsMet = (condition: SingleCondition) => boolean

/** What the second lock decides by: facts of rows, from statements of their own. */
export interface RowFactsLoader {
  /** Undefined where nobody can tell: the row is gone, or its key stands for rows that differ. */
  of(kind: RecordKindName, key: RowKey): Promise<IsMet | undefined>
}

/** Where no rule for the viewer looks at the row, there is nothing to ask. */
const NOTHING_ASKED: IsMet = () => false

/** One statement per kind and level; what was learnt of a row holds for the request. */
export function createRowFacts(source: AgencySource, profile: Profile, reader: Reader): RowFactsLoader {
  const kinds = new Map<RecordKindName, (key: RowKey) => Promise<IsMet | undefined>>()

  const ofKind = (kind: RecordKindName): ((key: RowKey) => Promise<IsMet | undefined>) => {
    const { row, cells } = profile.accessOf(kind)
    const conditions = singleConditions([row, ...[...cells.values()].flat().map(({ when }) => when)])
    if (conditions.length === 0) return async () => NOTHING_ASKED
    const places = new Map(conditions.map((condition, place) => [conditionKey(condition), place]))
    const prepared = source.prepareFacts({ kind, conditions, viewer: profile.viewer })
    const known = new Map<RowKey, Promise<IsMet | undefined>>()
    const load = createBatch<RowKey, IsMet | undefined>(async (keys) => {
      const facts = await reader.facts(prepared, keys)
      return (key) => {
        const met = facts.get(key)
        return met && ((condition) => isMetAt(met, places.get(conditionKey(condition))))
      }
    })
    return (key) => {
      const answer = known.get(key) ?? load(key)
      known.set(key, answer)
      return answer
    }
  }

  return {
    of(kind, key) {
      const ask = kinds.get(kind) ?? ofKind(kind)
      kinds.set(kind, ask)
      return ask(key)
    },
  }
}

/** @throws {TypeError} for a condition that was never asked: under a `not`, "no" would open */
function isMetAt(met: readonly boolean[], place: number | undefined): boolean {
  const isMet = place === undefined ? undefined : met[place]
  if (isMet === undefined) throw new TypeError('a condition was decided by that was never asked')
  return isMet
}
