import pc from 'picocolors'
import { LOCK_FILE, loadAgencyFolder } from '../../adapters/index.ts'
import { isHubError } from '../../schema/index.ts'
import { environment } from '../home.ts'
import { today } from '../policy/options.ts'
import { printable } from '../screen.ts'
import { UsageError } from '../usage-error.ts'
import { locate } from './address.ts'
import { askAddress, askAgency, askName, askToWrite, isAgencyCode } from './ask.ts'
import { initText } from './init-text.ts'
import { withKnownTables } from './known-tables.ts'
import { lockFolder } from './lock-folder.ts'
import { proposalText } from './proposal-text.ts'
import { proposeFolder } from './propose-folder.ts'
import { resultOf } from './result.ts'
import { planFolder, writeFolder } from './write-folder.ts'

export interface InitFlags {
  readonly from?: string
  readonly env?: string
  readonly agency?: string
  readonly nameEn?: string
  readonly namePt?: string
  readonly nameTet?: string
  readonly timezone: string
  readonly schema?: string
  readonly values: boolean
  readonly yes?: boolean
  readonly dryRun?: boolean
  readonly json?: boolean
}

const LONGEST_MS = 120_000
const LOCKED = { path: LOCK_FILE, text: '', change: 'new', added: [] } as const

/**
 * Looks, proposes, asks, writes.
 *
 * @param mayAsk whether somebody sits at a terminal; else every answer must come as a flag
 * @throws {UsageError} where an answer is missing; {HubError} where the database does not answer
 */
export async function runInit(folder: string | undefined, flags: InitFlags, mayAsk: boolean) {
  if (isAddress(folder)) return runInit(undefined, { ...flags, from: flags.from ?? folder }, mayAsk)
  const code = flags.agency ?? (folder === undefined ? undefined : codeIn(folder))
  const agency = code ?? (mayAsk ? await askAgency() : missing('--agency'))
  const given = flags.from ?? (flags.env === undefined ? undefined : environment()[flags.env])
  const address =
    given ?? (mayAsk ? await askAddress() : missing(flags.env === undefined ? '--from or --env' : `a value in ${flags.env}, or --from,`))
  const target = folder ?? agency

  const looked = await locate(address, { agency, timezone: flags.timezone, variable: flags.env, searchPath: flags.schema })
  const located = await withKnownTables(target, looked)
  const proposed = await proposeFolder(located, {
    agency,
    signal: AbortSignal.timeout(LONGEST_MS),
    withValues: flags.values,
    schema: flags.schema,
    now: () => performance.now(),
    onProgress: (what) => console.error(pc.dim(`${what} …`)),
  })
  const isFound = proposed.proposal.records.length > 0
  const asks = mayAsk && isFound && !flags.yes && !flags.dryRun
  // Who is asked sees first what is asked about.
  if (asks && !flags.json) console.log(proposalText(proposed.proposal))
  const names = {
    en: flags.nameEn ?? (asks ? await askName('English') : undefined),
    pt: flags.namePt ?? (asks ? await askName('Portuguese') : undefined),
    tet: flags.nameTet,
  }
  const identity = { agency, names, source: located.source, searchSchema: proposed.searchSchema }
  const files = await planFolder(target, identity, proposed, today())
  const changed = files.filter(({ change }) => change !== 'same').map(({ path }) => path)
  const isWanted =
    isFound && !flags.dryRun && (flags.yes || (mayAsk ? await askToWrite(printable(target), changed) : missing('--yes or --dry-run')))
  if (isWanted) await writeFolder(target, files)

  const problems = isWanted ? await problemsOf(target) : undefined
  const isLocked =
    isWanted && problems === undefined ? await lockFolder(target, located.address, AbortSignal.timeout(LONGEST_MS)) : undefined
  const notes = [
    ...located.notes,
    ...proposed.notes,
    ...(isLocked === false
      ? ['schema.lock.json stays as it is; whether the database has changed since is another question than what is new in it']
      : []),
  ]
  const outcome = { agency, folder: target, proposed, files: isWanted ? [...files, ...(isLocked ? [LOCKED] : [])] : [], notes, problems }
  return { result: resultOf(outcome), text: initText(outcome, located.source, { isShown: asks }) }
}

/** A URL in the place of the folder is where the data are. */
const isAddress = (folder: string | undefined): folder is string => folder !== undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(folder)

/** The last part of a folder's path, where it can be an agency's code. */
function codeIn(folder: string): string | undefined {
  const last = folder
    .replace(/[\\/]+$/, '')
    .split(/[\\/]/)
    .at(-1)
  return last !== undefined && isAgencyCode(last) ? last : undefined
}

function missing(what: string): never {
  throw new UsageError(`${what} is missing, and this is no terminal to ask on; see: tip-hub init --help`)
}

/** What the folder's own check says after writing, where it says anything. */
async function problemsOf(folder: string): Promise<string | undefined> {
  try {
    await loadAgencyFolder(folder)
    return undefined
  } catch (cause) {
    if (isHubError(cause, 'MAPPING_INVALID')) return cause.message
    throw cause
  }
}
