import { CASE_COLUMNS, VICTIM_COLUMNS } from './data.ts'

export const COUNT = 100

const VICTIM = Object.keys(VICTIM_COLUMNS).join(' ')
const CASE = Object.keys(CASE_COLUMNS).join(' ')
const camel = (column: string): string => column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
const aliased = (columns: Readonly<Record<string, string>>): string =>
  Object.entries(columns)
    .map(([field, column]) => `${field}: ${camel(column)}`)
    .join(' ')

export interface AdapterQuestion {
  readonly name: string
  readonly path: 'keys' | 'levels'
  readonly kind: 'VictimRecord' | 'CaseRecord'
  /** As the hub asks an agency. */
  readonly hub: string
  readonly pothos: string
  readonly postgraphile: string
}

export const QUESTIONS: readonly AdapterQuestion[] = [
  {
    name: '100 keys × 8 columns',
    path: 'keys',
    kind: 'VictimRecord',
    hub: `query($representations:[_Any!]!){_entities(representations:$representations){...on BenchVictimRecord{${VICTIM}}}}`,
    pothos: `query($ids:[ID!]!){victims(ids:$ids){${VICTIM}}}`,
    postgraphile: `{allVitimas(first:${COUNT},orderBy:PRIMARY_KEY_ASC){nodes{${aliased(VICTIM_COLUMNS)}}}}`,
  },
  {
    name: '100 cases × 2 levels',
    path: 'levels',
    kind: 'CaseRecord',
    hub: `query($representations:[_Any!]!){_entities(representations:$representations){...on BenchCaseRecord{${CASE} victims{${VICTIM}}}}}`,
    pothos: `query($ids:[ID!]!){cases(ids:$ids){${CASE} victims{${VICTIM}}}}`,
    postgraphile: `{allKazus(first:${COUNT},orderBy:PRIMARY_KEY_ASC){nodes{${aliased(CASE_COLUMNS)} victims: vitimasByIdKazu(orderBy:PRIMARY_KEY_ASC){nodes{${aliased(VICTIM_COLUMNS)}}}}}}`,
  },
]

/** The rows of any of the servers' answers, alike. */
export function rowsOf(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || 'errors' in answer || !('data' in answer)) throw new Error('no answer')
  return plain(answer.data)
}

/** Lists without the envelopes that GraphQL puts around them; rows in an order of their own. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value)
  const [only, ...others] = members
  if (only && others.length === 0 && ['nodes', '_entities', 'victims', 'cases', 'allVitimas', 'allKazus'].includes(only[0]))
    return plain(only[1])
  return Object.fromEntries(members.map(([name, inner]) => [name, plain(inner)]).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
}
