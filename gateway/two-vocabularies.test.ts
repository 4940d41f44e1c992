import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Vocabulary, vocabulary } from '../schema/index.ts'
import { createHub } from '../subgraphs/hub/index.ts'
import { startTestGateway, type TestGateway } from './server/testing/start-test-gateway.ts'

/** The shared language of tomorrow: cases have one field more. */
const newer: Vocabulary = {
  version: vocabulary.version + 1,
  kinds: {
    ...vocabulary.kinds,
    CaseRecord: {
      ...vocabulary.kinds.CaseRecord,
      fields: {
        ...vocabulary.kinds.CaseRecord.fields,
        caseWorkload: { type: 'text', class: 1, since: vocabulary.version + 1, description: 'A field that an older agency does not know.' },
      },
    },
  },
}

let test: TestGateway
beforeAll(async () => {
  test = await startTestGateway(
    {},
    {
      parts: { createHub, vocabulary: newer },
      agencies: [
        { agency: 'pntl', typePrefix: 'Pntl', cases: [{ id: 'n1', stage: 'S10' }], shows: ['stage'] },
        {
          agency: 'pgr',
          typePrefix: 'Pgr',
          cases: [{ id: 'g1', stage: 'S50', extra: { caseWorkload: 'high' } }],
          shows: ['stage', 'caseWorkload'],
          vocabularyVersion: newer.version,
          extraFields: ['caseWorkload'],
        },
      ],
    },
  )
})
afterAll(() => test.close())

it('answers from agencies of two vocabularies at once: what the older one does not know is null, and it says why', async () => {
  expect(test.gateway.agencies.flatMap(({ problems }) => problems)).toEqual([])

  const { body } = await test.ask(
    '{ cases { nodes { records { __typename id ... on CaseRecord { stage caseWorkload gaps { field reason } } } } } }',
  )

  const records = body.data?.cases.nodes.flatMap((node: { records: unknown[] }) => node.records)
  expect(body.errors).toBeUndefined()
  expect(records).toEqual([
    { __typename: 'PgrCaseRecord', id: 'g1', stage: 'S50', caseWorkload: 'high', gaps: [] },
    { __typename: 'PntlCaseRecord', id: 'n1', stage: 'S10', caseWorkload: null, gaps: [{ field: 'caseWorkload', reason: 'NOT_HELD' }] },
  ])
  expect(body.extensions.complete).toBe(true)
})
