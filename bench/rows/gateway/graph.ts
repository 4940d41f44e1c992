/** A graph over three agencies, in the hub's words, small enough that every gateway can serve it. */
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])\n'
const CASE_FIELDS = ['localRef', 'title', 'stage', 'municipality', 'reportedDate', 'nuc'] as const

/** SDL by agency. */
export const GRAPH = {
  police: `${LINK}type Query { case(id: ID!): Case cases(first: Int!): [Case] }
    type Case @key(fields: "id") { id: ID! ${CASE_FIELDS.map((name) => `${name}: String`).join(' ')} }`,
  justice: `${LINK}type Case @key(fields: "id") { id: ID! judge: Judge charges: [Charge] }
    type Judge @key(fields: "id", resolvable: false) { id: ID! }
    type Person @key(fields: "id", resolvable: false) { id: ID! }
    type Charge { offence: String date: String defendant: Person }`,
  register: `${LINK}type Judge @key(fields: "id") { id: ID! name: String seat: String }
    type Person @key(fields: "id") { id: ID! name: String birthDate: String nationality: String }`,
} as const

export interface Row {
  readonly [field: string]: unknown
}

/** What the agencies hold; the same for the same id, in every process. */
export function rowOf(type: 'Case' | 'Judge' | 'Person', id: string): Row {
  const number = Number(id.slice(1))
  if (type === 'Judge') return { id, name: `Judge ${number}`, seat: `Tribunal ${number % 4}` }
  if (type === 'Person')
    return { id, name: `Person ${number}`, birthDate: `19${60 + (number % 40)}-03-01`, nationality: number % 3 ? 'TLS' : 'FOREIGN' }
  return {
    id,
    localRef: `K-${number}/2024`,
    title: `Matter ${number} in ${number % 13} parts`,
    stage: `S${(number % 6) * 10}`,
    municipality: number % 2 ? 'TL-DI' : 'TL-OE',
    reportedDate: `2024-${String((number % 12) + 1).padStart(2, '0')}-15`,
    nuc: `${String(number).padStart(4, '0')}/24.DIPNT`,
    judge: { id: `j${number % 7}` },
    charges: [0, 1, 2, 3, 4].map((part) => ({
      offence: `CP-${163 + part}`,
      date: '2024-06-01',
      defendant: { id: `p${number * 5 + part}` },
    })),
  }
}

const ALL = `id ${CASE_FIELDS.join(' ')}`
/** One question each; the same text goes to every gateway. */
export const QUESTIONS = [
  { name: '1 agency', query: `query One($id: ID!) { case(id: $id) { ${ALL} } }`, variables: { id: 'c1' } },
  {
    name: '3 hops',
    query: `query Hops($first: Int!) { cases(first: $first) { ${ALL} judge { id name seat } } }`,
    variables: { first: 10 },
  },
  {
    name: 'deep',
    query: `query Deep($first: Int!) { cases(first: $first) { ${ALL} judge { id name seat } charges { offence date defendant { id name birthDate nationality } } } }`,
    variables: { first: 100 },
  },
] as const
