import { type AgencyModel, compareLocks, isHubError, lockChangeInWords } from '../../schema/index.ts'
import type { InspectedFolder } from '../load-agency.ts'
import { LOCK_FILE, readLock } from '../lock/lock-file.ts'
import { lockEngine, takeLock } from '../lock/take-lock.ts'
import type { Engine } from '../types.ts'
import { checkData } from './check-data.ts'
import { checkMetadata } from './check-metadata.ts'
import { checkPrivileges } from './check-privileges.ts'
import type { CheckStage, FieldRate, Finding } from './finding.ts'
import type { UnmappedCodes } from './unmapped-codes.ts'

export interface CheckAgencyOptions {
  readonly signal: AbortSignal
  /** Rows of each kind that are looked at. @default 1000 */
  readonly rows?: number
  /** A code that stands there less often is not shown: it may be what somebody typed about one person. @default 5 */
  readonly leastCount?: number
  /** Tables that hold no records and may be read by anybody. */
  readonly harmless?: readonly string[]
}

export interface CheckedAgency {
  readonly findings: readonly Finding[]
  readonly rates: readonly FieldRate[]
  /** Codes that nobody mapped and that stand there often enough to be shown. */
  readonly unmapped: readonly UnmappedCodes[]
  /** The stages that were reached: of a database that does not answer nothing else is known. */
  readonly reached: readonly CheckStage[]
}

const CATALOGUE_MS = 10_000
const LEAST_COUNT = 5
const SAMPLE_ROWS = 1_000

/** The stages that need the database: connection and rights, what is there, what stands in it. Reads only, and a bounded number of rows. */
export const checkAgency = async (
  folder: string,
  { model, placeOf }: Pick<InspectedFolder, 'placeOf'> & { readonly model: AgencyModel },
  engine: Engine,
  { signal, rows = SAMPLE_ROWS, leastCount = LEAST_COUNT, harmless = [] }: CheckAgencyOptions,
): Promise<CheckedAgency> => {
  const catalogue = await engine.introspect({ signal, timeoutMs: CATALOGUE_MS }).catch((cause: unknown) => failed(cause))
  if ('code' in catalogue) return { findings: [catalogue], rates: [], unmapped: [], reached: ['connection'] }
  const run = { signal, timeoutMs: model.limits.statementMs }
  const metadata = checkMetadata({ model, engine, catalogue, placeOf })
  const findings: Finding[] = [
    ...(await checkPrivileges(model, engine, catalogue, { ...run, harmless })),
    ...metadata,
    ...(await sinceLock(folder, model, engine, signal)),
  ]
  if (metadata.some(({ severity }) => severity === 'error'))
    return { findings, rates: [], unmapped: [], reached: ['connection', 'metadata'] }
  const data = await checkData(model, engine, { ...run, rows, placeOf })
  const told = data.unmapped.map((each) => unmappedFinding(each, leastCount))
  const unmapped = data.unmapped
    .map((each) => ({ ...each, codes: each.codes.filter(({ count }) => count >= leastCount) }))
    .filter(({ codes }) => codes.length > 0)
  return { findings: [...findings, ...data.findings, ...told], rates: data.rates, unmapped, reached: ['connection', 'metadata', 'data'] }
}

function failed(cause: unknown): Finding {
  if (!isHubError(cause)) throw cause
  return {
    stage: 'connection',
    severity: 'error',
    code: cause.code,
    where: 'the database',
    what: cause.message,
    remedy: 'see that it runs, that the address is right, and that the account may sign in',
  }
}

async function sinceLock(folder: string, model: AgencyModel, engine: Engine, signal: AbortSignal): Promise<readonly Finding[]> {
  const of = (severity: Finding['severity'], code: string, what: string, remedy: string): Finding => ({
    stage: 'metadata',
    severity,
    code,
    where: LOCK_FILE,
    what,
    remedy,
  })
  try {
    const lock = await readLock(folder)
    if (!lock)
      return [of('warning', 'NO_LOCK', 'there is no lock, so a database that changes is noticed late', '`tip-hub check --write-lock`')]
    if (lock.engine !== lockEngine(model, engine))
      return [
        of(
          'info',
          'LOCK_OF_OTHER_ENGINE',
          'the lock is of another kind of database',
          '`tip-hub check --write-lock` where this is the one that serves',
        ),
      ]
    return compareLocks(lock, await takeLock(model, engine, { signal })).map((change) => {
      const { what, remedy } = lockChangeInWords(change)
      return of(change.severity === 'BREAKING' ? 'error' : change.severity === 'RISK' ? 'warning' : 'info', change.code, what, remedy)
    })
  } catch (cause) {
    if (!isHubError(cause)) throw cause
    return [of('error', cause.code, cause.message, 'mend it, or write the lock anew: `tip-hub check --write-lock`')]
  }
}

function unmappedFinding({ list, where, codes }: UnmappedCodes, leastCount: number): Finding {
  const shown = codes.filter(({ count }) => count >= leastCount)
  const hidden = codes.length - shown.length
  const parts = [
    ...shown.slice(0, 20).map(({ code, count }) => `${JSON.stringify(code)} (${count})`),
    ...(shown.length > 20 ? [`${shown.length - 20} more`] : []),
    ...(hidden > 0 ? [`${hidden} that stand there less than ${leastCount} times`] : []),
  ]
  return {
    stage: 'data',
    severity: shown.length > 0 ? 'warning' : 'info',
    code: 'CODES_UNMAPPED',
    where,
    what: `codes that nobody mapped: ${parts.join(', ')}`,
    remedy:
      list === '='
        ? 'map them in a file of codes/, and name it in the mapping'
        : `\`tip-hub check --write-codes\` appends them to codes/${list}.csv; somebody who knows approves them`,
  }
}
