import { buildSchema, parse, print, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { filterOperation, PreparedOperations } from './operation.ts'
import type { Profile } from './profile.ts'

const FIELDS = 'id: ID! stage: String nuc: String gaps(of: [String!]): [Gap!]'
const VICTIM = 'id: ID! sex: String names: String gaps(of: [String!]): [Gap!]'
const schema = buildSchema(`
  type Query { cases(first: Int): [Case] record: CaseRecord pgr: PgrCaseRecord }
  type Case { id: ID stage: String records: [CaseRecord] }
  type Gap { field: String reason: String }
  interface CaseRecord { ${FIELDS} victims: [VictimRecord] }
  interface VictimRecord { ${VICTIM} case: CaseRecord }
  type PgrCaseRecord implements CaseRecord { ${FIELDS} victims: [PgrVictimRecord] }
  type PntlCaseRecord implements CaseRecord { ${FIELDS} victims: [PntlVictimRecord] }
  type PgrVictimRecord implements VictimRecord { ${VICTIM} case: PgrCaseRecord }
  type PntlVictimRecord implements VictimRecord { ${VICTIM} case: PntlCaseRecord }
`)
const always = ['id', '__typename', 'gaps']
const sees = (types: Readonly<Record<string, readonly string[]>>): Profile => ({
  hash: JSON.stringify(types),
  visible: new Map(Object.entries(types).map(([type, fields]) => [type, new Set([...always, ...fields])])),
})
const profile = sees({
  PgrCaseRecord: ['stage', 'victims'],
  PntlCaseRecord: ['stage', 'nuc', 'victims'],
  PgrVictimRecord: ['sex'],
  PntlVictimRecord: ['sex', 'names', 'case'],
})

const squeeze = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
const prepare = (query: string, variables: Readonly<Record<string, unknown>> = {}) => {
  const document = parse(query)
  expect(validate(schema, document)).toEqual([])
  const [operation] = document.definitions
  if (operation?.kind !== 'OperationDefinition') throw new TypeError('the operation comes first in these tests')
  const { text } = new PreparedOperations(schema).prepare(query, document, operation, variables)
  expect(validate(schema, parse(text))).toEqual([])
  return text
}
const filter = (query: string, seen = profile) => {
  const filtered = filterOperation(parse(prepare(query)), schema, seen)
  expect(validate(schema, filtered).map(({ message }) => message)).toEqual([])
  return squeeze(print(filtered))
}

describe('preparing an operation', () => {
  it.each([
    ['the fields beside it, by name and once', '{ record { id step: stage stage nuc gaps { field } } }', 'gaps(of: ["stage", "nuc"])'],
    [
      'those that stand in fragments',
      '{ record { ...F why: gaps { field } } } fragment F on CaseRecord { ... { nuc } }',
      'why: gaps(of: ["nuc"])',
    ],
    ['relations too', '{ record { gaps { field } victims { sex } } }', 'gaps(of: ["victims"])'],
    ['those of the same place, asked in two mentions', '{ record { stage } record { gaps { field } } }', 'gaps(of: ["stage"])'],
    ['nothing where nothing is asked', '{ record { gaps { field } } }', 'gaps(of: [])'],
    ['what the client names itself', '{ record { stage gaps(of: ["nuc"]) { field } } }', 'gaps(of: ["nuc"])'],
  ])('lets gaps explain %s', (_what, query, expected) => expect(squeeze(prepare(query))).toContain(expected))

  it('lets gaps explain to each type what was asked of that type', () => {
    const text = squeeze(prepare('{ record { stage ... on PgrCaseRecord { nuc } gaps { field } } }'))

    expect(text).toContain('... on PgrCaseRecord { gaps(of: ["stage", "nuc"]) { field } }')
    expect(text).toContain('... on PntlCaseRecord { gaps(of: ["stage"]) { field } }')
  })

  it('settles conditions, so that what is not asked is not explained', () => {
    const query =
      'query Q($a: Boolean!, $b: Boolean = true) { record { stage @include(if: $a) nuc @skip(if: $b) ... @include(if: $b) { id } gaps { field } } }'

    expect(squeeze(prepare(query, { a: true }))).toBe('query Q { record { stage id gaps(of: ["stage"]) { field } } }')
    expect(squeeze(prepare(query, { a: false, b: false }))).toBe('query Q { record { nuc gaps(of: ["nuc"]) { field } } }')
  })

  it('keeps an object that is asked for with nothing in it', () =>
    expect(squeeze(prepare('{ cases { id @skip(if: true) } }'))).toBe('{ cases { __typename @skip(if: true) } }'))
})

describe('filtering an operation', () => {
  it.each([
    ['keeps what every type may show on the interface', '{ record { id stage } }', '{ record { id stage } }'],
    ['asks of those types only that may show it', '{ record { id nuc } }', '{ record { id ... on PntlCaseRecord { nuc } } }'],
    [
      'takes out what no type may show',
      '{ cases { records { stage ... on PgrCaseRecord { nuc } } } }',
      '{ cases { records { stage __typename } } }',
    ],
    ['leaves the hub’s own fields alone', '{ cases(first: 2) { id stage } }', '{ cases(first: 2) { id stage } }'],
    ['keeps a selection valid where nothing is left', '{ pgr { nuc } }', '{ pgr { __typename @skip(if: true) } }'],
    [
      'follows relations inside each agency',
      '{ record { victims { sex names } } }',
      '{ record { ... on PgrCaseRecord { victims { sex } } ... on PntlCaseRecord { victims { sex names } } } }',
    ],
    [
      'keeps aliases and the list of what gaps explain',
      '{ record { who: nuc gaps { field } } }',
      '{ record { ... on PntlCaseRecord { who: nuc } gaps(of: ["nuc"]) { field } } }',
    ],
  ])('%s', (_what, query, expected) => expect(filter(query)).toBe(expected))

  it('leaves nothing of a type of which the profile may see nothing', () => {
    const blind = sees({ PgrCaseRecord: [], PntlCaseRecord: ['stage'], PgrVictimRecord: [], PntlVictimRecord: [] })

    expect(filter('{ record { stage nuc victims { sex } } }', blind)).toBe('{ record { ... on PntlCaseRecord { stage } } }')
  })
})
