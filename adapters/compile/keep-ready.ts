import type { AgencyModel, Relation } from '../../schema/index.ts'
import type { KeepReady } from '../types.ts'
import { keyExpression } from './indexed-expressions.ts'

/**
 * What an engine that answers from a copy of its own may hold ready: the rows of the folder's SELECTs, and the order of the keys. Nothing for an
 * engine that reads somebody else's database.
 */
export const keepReady = (model: AgencyModel): KeepReady | undefined => {
  if (model.source.engine !== 'files') return undefined
  const selects = new Map<string, string>()
  for (const { from } of [...model.records.values(), ...model.consents]) if ('sql' in from) selects.set(tableOf(from), from.sql)
  const orders = new Map<string, KeepReady['orders'][number]>()
  for (const { from, key } of model.records.values()) {
    const [column] = key
    if (column === undefined || key.length > 1) continue
    const order = { table: 'sql' in from ? tableOf(from) : from.table, expression: keyExpression(model, 'sqlite', column).expression }
    orders.set(`${order.table} ${order.expression}`, order)
  }
  return { selects: [...selects].map(([table, sql]) => ({ table, sql })), orders: [...orders.values()] }
}

/** The model as statements are compiled where the engine holds the SELECTs' rows as tables. */
export const withSelectsAsTables = (model: AgencyModel): AgencyModel => ({
  ...model,
  records: new Map([...model.records].map(([kind, record]) => [kind, { ...record, from: asTable(record.from) }])),
  consents: model.consents.map((consent) => ({ ...consent, from: asTable(consent.from) })),
})

const asTable = (from: Relation): Relation => ('sql' in from ? { table: tableOf(from) } : from)

/** No table of files can have this name: theirs are plain words. */
const tableOf = ({ name }: { readonly name: string }): string => `select/${name}`
