import { generateBlock, type Truth, truthOf } from '../../../demo/world/index.ts'
import { type JsonValue, type RecordKindName, vocabulary } from '../../../schema/index.ts'
import { FakeAgency } from './fake-agency.ts'

/** Fake agencies that hold what the demo's institutions hold, read rightly: what the hub makes of it can be compared with the truth. */
export function truthAgencies(seed: number): { readonly truth: Truth; readonly agencies: readonly FakeAgency[] } {
  const truth = truthOf(generateBlock({ seed }, 0))
  const agencies = [...Map.groupBy(truth.records, ({ agency }) => agency)].map(([code, records]) => {
    const kinds = [...new Set(records.map(({ kind }) => kind))]
    const held = new Set(records.flatMap(({ fields }) => Object.keys(fields)))
    const lacks = kinds.flatMap((kind) => Object.keys(vocabulary.kinds[kind].fields)).filter((field) => !held.has(field))
    const agency = new FakeAgency({ code, kinds, lacks })
    for (const { kind, key, fields, caseKey } of records)
      agency.records.push({
        kind: kind satisfies RecordKindName,
        key: key.join('/'),
        fields: fields as Readonly<Record<string, JsonValue>>, // names and documents are JSON too
        ...(caseKey ? { case: caseKey.join('/') } : {}),
      })
    return agency
  })
  return { truth, agencies }
}
