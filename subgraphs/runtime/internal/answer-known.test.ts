import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { HubError, INTERNAL_DOCUMENTS } from '../../../schema/index.ts'
import { agency, folder, hub, locate, source, token } from '../test-support/served-agency.ts'

/** Evidence without its time. */
const lastEvidence = async (): Promise<object> => {
  const line = (await readFile(join(folder, 'evidence', 'log.jsonl'), 'utf8')).trimEnd().split('\n').at(-1) ?? '{}'
  return { ...(JSON.parse(line) as object), at: '' }
}

interface Asking {
  readonly accept?: string
  readonly isPerson?: boolean
}

/** Everything that can be seen of an answer. */
async function ask(body: object, { accept, isPerson = true }: Asking): Promise<unknown> {
  const text = JSON.stringify(body)
  const context = hub.contextFor({ ...(isPerson ? { token, purpose: 'OVERSIGHT', reason: 'own case 12' } : {}) })
  const headers = { ...hub.headersFor(text, '/internal', context), ...(accept === undefined ? {} : { accept }) }
  const response = await fetch(`${agency.url}/internal`, { method: 'POST', headers, body: text })
  const seen = ['content-type', 'retry-after', 'cache-control'].map((name) => response.headers.get(name))
  return { status: response.status, seen, text: await response.text(), evidence: await lastEvidence() }
}

const locating = {
  kind: 'CaseRecord',
  filter: [],
  orderBy: 'registeredDate',
  descending: true,
  backward: false,
  first: 2,
  summary: ['stage', 'nuc', 'court'],
  related: [{ relation: 'victims', fields: ['sex', 'age'] }],
}
const located = async (changes: object = {}) => ({ query: INTERNAL_DOCUMENTS.locate, variables: { input: { ...locating, ...changes } } })
const few = { summary: ['stage'], related: [] }

/** A question, and what the source does meanwhile. */
const QUESTIONS: readonly { readonly what: string; readonly question: () => Promise<object>; readonly failure?: HubError }[] = [
  { what: 'a page', question: () => located() },
  { what: 'a page by its operation', question: async () => ({ ...(await located()), operationName: 'Locate' }) },
  { what: 'a page behind a place', question: async () => located({ after: (await locate({ first: 1 })).items[0]?.position }) },
  {
    what: 'a page of a filter',
    question: () => located({ filter: [{ field: 'registeredDate', in: null, from: '2023', to: null }], orderBy: null }),
  },
  { what: 'a kind that is not held', question: () => located({ kind: 'MovementRecord' }) },
  { what: 'too many', question: () => located({ first: 101 }) },
  { what: 'a filter without anything', question: () => located({ filter: [{ field: 'stage' }] }) },
  { what: 'a hidden field', question: () => located({ filter: [{ field: 'nuc', in: ['x'] }] }) },
  { what: 'a place of another list', question: () => located({ after: 'AAAA' }) },
  { what: 'an outage', question: () => located(), failure: new HubError('SOURCE_UNAVAILABLE', { agency: 'pntl' }) },
  { what: 'a full queue', question: () => located(), failure: new HubError('OVERLOADED', { service: 'pntl' }) },
  {
    what: 'keys of matters',
    question: async () => {
      const caseKeys = (await locate({ first: 1 })).items.flatMap((item) => item.caseKeys)
      return { query: INTERNAL_DOCUMENTS.locateByKeys, variables: { input: { ...few, caseKeys } } }
    },
  },
  {
    what: 'ids',
    question: async () => {
      const ids = ['foreign', ...(await locate({ first: 2 })).items.map(({ id }) => id)]
      return { query: INTERNAL_DOCUMENTS.locateByIds, variables: { input: { ...few, kind: 'CaseRecord', ids } } }
    },
  },
]
const HUB_ACCEPTS = 'application/graphql-response+json, application/json'

it.each(QUESTIONS)('$what: the same answer, headers and evidence as by the GraphQL server', async ({ question, failure }) => {
  const body = await question()
  source.failOn('CaseRecord', failure)

  for (const accept of [undefined, 'application/json', HUB_ACCEPTS]) {
    const known = await ask(body, accept === undefined ? {} : { accept })
    // Extensions are none of the hub's: this one takes the way of all others.
    expect(await ask({ ...body, extensions: {} }, accept === undefined ? {} : { accept })).toEqual(known)
  }
  source.failOn('CaseRecord', undefined)
})

it('answers nobody without a person', async () => {
  const body = await located()

  const known = await ask(body, { isPerson: false })

  expect(known).toMatchObject({ text: expect.stringContaining('UNAUTHENTICATED') })
  expect(await ask({ ...body, extensions: {} }, { isPerson: false })).toEqual(known)
})
