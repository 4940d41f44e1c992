import { hash } from 'node:crypto'
import { type AgencyModel, type KindAccess, RECORD_KIND_NAMES } from '../../schema/index.ts'
import type { AgencySource, CostlyPlan, Engine, PreparedFacts, PreparedRead, RecordQuery } from '../types.ts'
import type { SqlDialect } from './dialect.ts'
import { DIALECTS } from './dialects.ts'
import { withSelectsAsTables } from './keep-ready.ts'
import { PlanGate } from './plan-gate.ts'
import { prepareRead } from './prepared-read.ts'
import { prepareFacts } from './row-facts.ts'

/** Prepared reads kept; the least recently used one goes. Characters of their SQL, as they are first written: a read takes some ten bytes for each. */
const MOST_PREPARED = 500
const MOST_CHARACTERS = 400_000

export interface CompileOptions {
  /** SQL to compile to. @default that of the engine */
  readonly db?: SqlDialect
  /** Told of each statement that is refused because the database expects too much of it (`limits.planCost`). @default nobody */
  readonly onCostly?: ((plan: CostlyPlan) => void) | undefined
}

/** Binds an agency's model to its database. Equal queries are compiled once. */
export const compileAgency = (
  model: AgencyModel,
  engine: Engine,
  { db = DIALECTS[engine.dialect], onCostly }: CompileOptions = {},
): AgencySource => {
  const compiled = engine.capabilities.keepsSelects ? withSelectsAsTables(model) : model
  const gate = new PlanGate({ engine, agency: model.agency, ceiling: model.limits.planCost, onCostly })
  const reads: Prepared<PreparedRead> = { byIdentity: new Map(), characters: 0 }
  const facts: Prepared<PreparedFacts> = { byIdentity: new Map(), characters: 0 }
  return {
    model,
    engine,
    prepare: (query) => usedLast(reads, identityOf(model, query), () => prepareRead({ model: compiled, engine, db, gate }, query)),
    prepareFacts: (query) => usedLast(facts, JSON.stringify(query), () => prepareFacts(compiled, engine, db, query)),
  }
}

interface Prepared<T> {
  /** Used longest ago first. */
  readonly byIdentity: Map<string, T>
  characters: number
}

function usedLast<T extends { readonly sql: string }>(prepared: Prepared<T>, identity: string, prepare: () => T): T {
  const { byIdentity } = prepared
  const known = byIdentity.get(identity)
  const read = known ?? prepare()
  byIdentity.delete(identity)
  byIdentity.set(identity, read)
  if (!known) prepared.characters += read.sql.length
  for (const [oldest, { sql }] of byIdentity) {
    if (byIdentity.size <= MOST_PREPARED && prepared.characters <= MOST_CHARACTERS) break
    byIdentity.delete(oldest)
    prepared.characters -= sql.length
  }
  return read
}

/** Equal for queries that compile to the same statement. Access is compared by what it says, not by which object says it. */
const identityOf = (model: AgencyModel, query: RecordQuery): string => {
  const others = RECORD_KIND_NAMES.filter((kind) => model.records.has(kind)).map((kind) => accessNumber(query.accessOf(kind)))
  const { kind, fields, parents, selection, viewer, withLinkNuc } = query
  return JSON.stringify([kind, fields, parents, selection, viewer, withLinkNuc, accessNumber(query.access), others])
}

/** A number for what an access says: objects that say the same have the same one. Kept by digest; the texts are long, and there is one for each profile and kind. */
const numbers = new WeakMap<KindAccess, number>()
const numbersByText = new Map<string, number>()
const MOST_TEXTS = 5_000
let lastNumber = 0

const accessNumber = (access: KindAccess): number => {
  const known = numbers.get(access)
  if (known !== undefined) return known
  const text = hash('sha256', JSON.stringify([access.row, [...access.cells], access.link]), 'base64')
  if (numbersByText.size >= MOST_TEXTS) numbersByText.clear()
  const number = numbersByText.get(text) ?? ++lastNumber
  numbersByText.set(text, number)
  numbers.set(access, number)
  return number
}
