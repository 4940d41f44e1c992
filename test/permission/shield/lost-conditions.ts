import type { AgencySource } from '../../../adapters/index.ts'
import { type KindAccess, type RecordKindName, TRUE, vocabulary } from '../../../schema/index.ts'

type AccessOf = (kind: RecordKindName) => KindAccess

/** The same rules with every condition `true`: what comes out if the compiler writes `true` for each predicate, in WHERE, in CASE and at every parent. */
export const withoutConditions =
  (accessOf: AccessOf): AccessOf =>
  (kind) => {
    const { row, cells, link } = accessOf(kind)
    return {
      row: row.op === 'false' ? row : TRUE,
      cells: new Map([...cells].map(([field, grants]) => [field, grants.map((grant) => ({ ...grant, when: TRUE }))])),
      link: link.op === 'false' ? link : TRUE,
    }
  }

/** Every field of every row in full, whatever the rules say. */
export const everything: AccessOf = (kind) => ({
  row: TRUE,
  cells: new Map(Object.keys(vocabulary.kinds[kind].fields).map((field) => [field, [{ when: TRUE, rule: 'none' }]])),
  link: TRUE,
})

/** A source whose reads are compiled with another access than the policy's. What it knows of rows (`prepareFacts`) stays as it is. */
export const compiledWith = (source: AgencySource, change: (accessOf: AccessOf) => AccessOf): AgencySource => ({
  ...source,
  prepare: (query) => {
    const accessOf = change(query.accessOf)
    return source.prepare({ ...query, access: accessOf(query.kind), accessOf })
  },
})
