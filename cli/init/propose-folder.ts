import { type Engine, type IntrospectedTable, openEngine, type Proposal, profileTables, propose, whatToAsk } from '../../adapters/index.ts'
import { LimitsSchema } from '../../schema/index.ts'
import type { Located } from './address.ts'

export interface ProposeOptions {
  readonly agency: string
  readonly signal: AbortSignal
  /** Read frequencies of codes and shapes of dates. Without it only the catalogue is read. */
  readonly withValues: boolean
  /** Only tables of this schema (PostgreSQL). */
  readonly schema?: string | undefined
  readonly now: () => number
  readonly onProgress: (what: string) => void
}

export interface Proposed {
  readonly proposal: Proposal
  readonly tables: number
  readonly columns: number
  readonly dialect: Engine['dialect']
  readonly searchSchema: string | undefined
  readonly notes: readonly string[]
}

/** A first look may take longer than the adapter's own statements, on one connection. */
const LIMITS = LimitsSchema.parse({ pool: 1, statementMs: 30_000, waitMs: 30_000 })

/**
 * Opens the source read-only, reads its catalogue, asks for codes and shapes where names promise some, and proposes.
 *
 * @throws {HubError} SOURCE_UNAVAILABLE, AGENCY_TIMEOUT
 */
export const proposeFolder = async ({ source, address }: Located, options: ProposeOptions): Promise<Proposed> => {
  const variable = 'urlEnv' in source ? source.urlEnv : 'pathEnv' in source ? source.pathEnv : source.folderEnv
  const engine = await openEngine(source, LIMITS, { [variable]: address }, options.agency)
  try {
    options.onProgress('reading the catalogue')
    const all = await engine.introspect({ signal: options.signal, timeoutMs: 30_000 })
    const tables = all.filter(({ schema }) => options.schema === undefined || schema === options.schema)
    const searchSchema = source.engine === 'postgres' ? (source.searchPath ?? 'public') : undefined
    options.onProgress(`${tables.length} tables and views`)
    const base = {
      tables: tables.length,
      columns: tables.reduce((sum, { columns }) => sum + columns.length, 0),
      dialect: engine.dialect,
      searchSchema,
    }
    const first = propose(tables)
    if (!options.withValues) return { ...base, proposal: first, notes: first.notes }

    const asked = whatToAsk(first, tables)
    const { profiles, unanswered, unasked } = await profileTables(engine, asked, {
      signal: options.signal,
      now: options.now,
      onTable: (_name, index, count) => options.onProgress(`counting codes: table ${index + 1} of ${count}`),
    })
    // What the cells told may make another table fit, whose own codes are asked then.
    const second = propose(tables, profiles)
    const proposal = await askAgain(engine, { tables, first: asked, second, profiles, options })
    const notes = [
      ...proposal.notes,
      ...(unanswered > 0
        ? [`${unanswered} questions about codes were refused or took too long; those columns are proposed by name alone`]
        : []),
      ...(unasked > 0 ? [`${unasked} tables were not asked about codes, to be quick`] : []),
    ]
    return { ...base, proposal, notes }
  } finally {
    await engine.close()
  }
}

interface Second {
  readonly tables: readonly IntrospectedTable[]
  readonly first: ReturnType<typeof whatToAsk>
  readonly second: Proposal
  readonly profiles: Awaited<ReturnType<typeof profileTables>>['profiles']
  readonly options: ProposeOptions
}

async function askAgain(engine: Engine, { tables, first, second, profiles, options }: Second): Promise<Proposal> {
  const known = new Set(first.map(({ table }) => table))
  const more = whatToAsk(second, tables).filter(({ table }) => !known.has(table))
  if (more.length === 0) return second
  const found = await profileTables(engine, more, { signal: options.signal, now: options.now, budgetMs: 10_000 })
  return propose(tables, new Map([...profiles, ...found.profiles]))
}
