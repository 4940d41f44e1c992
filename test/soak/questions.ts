import { AGENCY_CODES, type AgencyCode, type Truth } from '../../demo/world/index.ts'
import { type RecordKindName, vocabulary } from '../../schema/index.ts'
import type { Random } from './random.ts'

/** A question, and what its answer has to be held against. */
export interface SoakQuestion {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  /** Fields asked of each record, by its kind. */
  readonly fields: ReadonlyMap<RecordKindName, readonly string[]>
  /** Where it is a list of one kind over these agencies, without another filter: everything of them that the viewer may know must be in it. */
  readonly list?: { readonly kind: RecordKindName; readonly agencies: readonly AgencyCode[]; readonly root: string }
}

const ROOTS = [
  { root: 'cases', kind: 'CaseRecord', isHub: true },
  { root: 'victims', kind: 'VictimRecord', isHub: true },
  { root: 'perpetrators', kind: 'PerpetratorRecord', isHub: true },
  { root: 'referrals', kind: 'ReferralRecord', isHub: false },
] as const

const PAGE = 'pageInfo { hasNextPage }'
const RELATED: Readonly<Partial<Record<RecordKindName, readonly (readonly [string, RecordKindName])[]>>> = {
  CaseRecord: [
    ['victims', 'VictimRecord'],
    ['perpetrators', 'PerpetratorRecord'],
    ['proceedings', 'ProceedingRecord'],
  ],
  VictimRecord: [
    ['case', 'CaseRecord'],
    ['services', 'ServiceRecord'],
  ],
}

/** Draws a question: a list, one matter by its number, or a record by an id that somebody was shown. */
export function drawQuestion(random: Random, truth: Truth, ids: readonly string[]): SoakQuestion {
  const kindOfQuestion = random.next()
  if (kindOfQuestion < 0.15) return byNuc(random, truth)
  if (kindOfQuestion < 0.3 && ids.length > 0) return byId(random, ids)
  const { root, kind, isHub } = random.pick(ROOTS)
  const agencies = random.next() < 0.4 ? AGENCY_CODES : random.some(AGENCY_CODES, 0.3)
  const asked = agencies.length === 0 ? AGENCY_CODES : agencies
  const { text, fields } = drawRecord(random, kind, 1)
  return {
    query: `query ($agencies: [String!]) { ${root}(filter: { agencies: $agencies }, first: 100) { nodes { ${isHub ? `id records { ${text} }` : text} } ${PAGE} } }`,
    variables: { agencies: asked },
    fields,
    list: { kind, agencies: asked, root },
  }
}

function byNuc(random: Random, truth: Truth): SoakQuestion {
  const nucs = truth.records.flatMap(({ fields }) => (typeof fields.nuc === 'string' ? [fields.nuc] : []))
  const { text, fields } = drawRecord(random, 'CaseRecord', 1)
  return { query: `query ($nuc: Nuc!) { caseByNuc(nuc: $nuc) { records { ${text} } } }`, variables: { nuc: random.pick(nucs) }, fields }
}

/** Ids of hub types: whoever was shown them first, anybody may try them. */
function byId(random: Random, ids: readonly string[]): SoakQuestion {
  const victim = drawRecord(random, 'VictimRecord', 0)
  const matter = drawRecord(random, 'CaseRecord', 0)
  return {
    query: `query ($id: ID!) { victim(id: $id) { records { ${victim.text} } } case(id: $id) { records { ${matter.text} } } }`,
    variables: { id: random.pick(ids) },
    fields: new Map([...victim.fields, ...matter.fields]),
  }
}

interface Drawn {
  readonly text: string
  readonly fields: ReadonlyMap<RecordKindName, readonly string[]>
}

function drawRecord(random: Random, kind: RecordKindName, depth: number): Drawn {
  const known = vocabulary.kinds[kind].fields
  const fields = random.some(Object.keys(known), 0.5)
  const texts = fields.map((field) => {
    const type = known[field]?.type
    return type === 'names' ? `${field} { type text }` : type === 'documents' ? `${field} { type number }` : field
  })
  const asked = new Map<RecordKindName, readonly string[]>([[kind, fields]])
  if (depth > 0)
    for (const [relation, to] of RELATED[kind] ?? []) {
      if (random.next() < 0.5) continue
      const inner = drawRecord(random, to, 0)
      // One set of fields for each kind: an answer says what a record is, not which part of the question it belongs to.
      if (asked.has(to)) continue
      for (const [each, of] of inner.fields) asked.set(each, of)
      texts.push(`${relation} { ${inner.text} }`)
    }
  return { text: `__typename id ${texts.join(' ')} gaps { field reason }`, fields: asked }
}
