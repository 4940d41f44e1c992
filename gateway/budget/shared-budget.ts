import pg from 'pg'
import { HubError } from '../../schema/index.ts'
import type { PersonBudget, Spender } from './person-budget.ts'
import { type BudgetPseudonym, budgetPseudonyms } from './pseudonyms.ts'
import { budgetOf, type PersonBudgetSettings } from './settings.ts'

export interface SharedBudgetOptions {
  readonly settings: PersonBudgetSettings
  /** Address of a PostgreSQL database that all gateways of the hub share. */
  readonly databaseUrl: string
  /** The hub's secret, the same at every gateway; persons and accounts are kept only as hashes under it, others every day. */
  readonly key: Uint8Array
  /** Told once a day by each gateway for each account that has spent its budget. */
  readonly onSpent?: (spender: Spender) => void
}

/** Longer than any of its statements takes; a database that does not answer must not hold up those who ask. */
const STATEMENT_MS = 1_000
const POOL = 4
/** Any number that is the same at every gateway. */
const MIGRATION_LOCK = 7_430_214

/**
 * Counts like `createPersonBudget`, in one place for several gateways: an officer who is turned away at one is turned away at all.
 *
 * @throws {HubError} EVIDENCE_UNAVAILABLE where the database cannot be reached or prepared
 */
export async function createSharedPersonBudget({ settings, databaseUrl, key, onSpent }: SharedBudgetOptions): Promise<PersonBudget> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'tip-hub-gateway',
    max: POOL,
    connectionTimeoutMillis: STATEMENT_MS,
    statement_timeout: STATEMENT_MS,
    keepAlive: true,
    allowExitOnIdle: true,
  })
  // A connection that breaks is told to whoever uses it; unheard, it would end the process.
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined))
  let opened: { readonly day: string; readonly hash: BudgetPseudonym; readonly alarmed: Set<string> } | undefined

  const inTransaction = async <Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> => {
    const client = await pool.connect().catch(unavailable)
    let isLost = false
    try {
      await client.query('begin')
      const result = await work(client)
      await client.query('commit')
      return result
    } catch (cause) {
      await client.query('rollback').catch(() => {
        isLost = true
      })
      return cause instanceof HubError ? Promise.reject(cause) : unavailable(cause)
    } finally {
      client.release(isLost)
    }
  }
  const of = async (day: string) => {
    if (opened?.day === day) return opened
    await pool.query('delete from tip_hub.person_budget where day < $1', [day]).catch(unavailable)
    opened = { day, hash: budgetPseudonyms(key, day), alarmed: new Set() }
    return opened
  }
  const refuse = (spender: Spender, account: string, alarmed: Set<string>): never => {
    if (!alarmed.has(account)) onSpent?.(spender)
    alarmed.add(account)
    throw new HubError('BUDGET_SPENT')
  }
  const accountOf = ({ issuer, subject }: Spender, hash: BudgetPseudonym): string => hash('account', JSON.stringify([issuer, subject]))

  try {
    await inTransaction(prepare)
  } catch (cause) {
    await pool.end()
    throw cause
  }
  return {
    async check(spender, day) {
      const { hash, alarmed } = await of(day)
      const account = accountOf(spender, hash)
      const { rows } = await pool
        .query<Shown>('select shown from tip_hub.person_budget where day = $1 and account = $2', [day, account])
        .catch(unavailable)
      if (shownOf(rows) >= budgetOf(settings, spender.roles)) refuse(spender, account, alarmed)
    },
    async spend(spender, day, ids) {
      const { hash, alarmed } = await of(day)
      const account = accountOf(spender, hash)
      const persons = [...ids].map((id) => hash('person', id))
      const isSpent = await inTransaction(async (client) => {
        // One answer of an account at a time, over all gateways: of those under way beside the one that reaches the limit none is given.
        const counted = 'insert into tip_hub.person_budget (day, account) values ($1, $2) on conflict do nothing'
        await client.query(counted, [day, account])
        const locked = 'select shown from tip_hub.person_budget where day = $1 and account = $2 for update'
        const { rows } = await client.query<Shown>(locked, [day, account])
        if (shownOf(rows) >= budgetOf(settings, spender.roles)) return true
        await client.query(SPEND, [day, account, persons])
        return false
      })
      if (isSpent) refuse(spender, account, alarmed)
    },
    close: () => pool.end(),
  }
}

interface Shown {
  readonly shown: number
}
const shownOf = ([row]: readonly Shown[]): number => row?.shown ?? 0

const SPEND = `
  with fresh as (
    insert into tip_hub.person_shown (day, account, person)
    select $1, $2, unnest($3::text[]) on conflict do nothing returning 1
  )
  update tip_hub.person_budget set shown = shown + (select count(*) from fresh) where day = $1 and account = $2`

/** Two gateways may start at once. */
async function prepare(client: pg.PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
  await client.query('create schema if not exists tip_hub')
  await client.query(
    'create table if not exists tip_hub.person_budget (day date, account text, shown int not null default 0, primary key (day, account))',
  )
  await client.query(`create table if not exists tip_hub.person_shown (day date, account text, person text,
    primary key (day, account, person), foreign key (day, account) references tip_hub.person_budget on delete cascade)`)
}

function unavailable(cause: unknown): never {
  throw new HubError('EVIDENCE_UNAVAILABLE', {}, { cause })
}
