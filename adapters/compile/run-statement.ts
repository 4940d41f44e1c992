import { type AgencyModel, isHubError } from '../../schema/index.ts'
import type { SqlDialect } from './dialect.ts'

/** What changes the text of a statement over given keys from run to run; few values, so that few statements are prepared. */
export interface KeyVariant {
  /** How many keys are written out (MySQL). */
  readonly slots: number
  readonly isTextual: boolean
}

/** Keys are declared as numbers here and as text there in some databases: where the types do not fit, everything is compared as text. */
export async function runEither<V extends KeyVariant, R>(run: (variant: V) => Promise<R>, variant: V): Promise<R> {
  try {
    return await run(variant)
  } catch (cause) {
    if (!isHubError(cause, 'SCHEMA_MISMATCH')) throw cause
    return run({ ...variant, isTextual: true })
  }
}

/** Written forms of the numbers of fifty matters are the longest list. */
const LENGTHS = [1, 8, 64, 128, 256, 512, 1_200] as const

/** MySQL writes keys out; few lengths, so that few statements are judged and prepared. */
export function slotsFor(db: SqlDialect, count: number, { limits }: Pick<AgencyModel, 'limits'>): number {
  if (db.name !== 'mysql') return 1
  // A whole batch of keys is the length that is asked for most.
  if (count <= limits.keys && !LENGTHS.some((slots) => slots >= count && slots < limits.keys)) return limits.keys
  return LENGTHS.find((slots) => slots >= count) ?? count
}
