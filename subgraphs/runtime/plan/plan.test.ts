import { describe, expect, it } from 'vitest'
import { HubError } from '../../../schema/index.ts'
import { analyst, aSubgraph } from '../test-support/ask.ts'
import type { MemoryData } from '../test-support/memory-source.ts'
import { aModel, permit } from '../test-support/model.ts'

const data: MemoryData = {
  CaseRecord: [
    {
      key: '1',
      values: {
        localRef: 'A/1',
        nuc: '0062/18.PDSUA',
        stage: 'S30',
        victimCount: '2',
        inquirySecret: 'false',
        offenceAtCharge: ['163', '164'],
      },
    },
    { key: '2', values: { localRef: 'A/2', stage: 'S99', victimCount: '99999999999' } },
  ],
  VictimRecord: [
    { key: '10', values: { sex: 'F', age: '15', names: [{ type: 'CIV', text: 'Ana "Exemplo"' }] }, parents: { case: '1' } },
    { key: '11', values: { age: '40' }, unmapped: ['sex'], parents: { case: '1' } },
    { key: '12', values: { sex: 'M' }, parents: { case: '2' } },
  ],
}
const QUERY = `query ($r: [_Any!]!) { _entities(representations: $r) {
  ... on PntlCaseRecord { id stage victimCount inquirySecret offenceAtCharge gaps { field reason }
    victims { sex age names { type text } movements { id } gaps(of: ["sex", "movements", "phone", "unheardOf", "case"]) { field reason } case { localRef } } } } }`

const both = (model = aModel(), rows = data) => {
  const subgraph = aSubgraph(model, rows)
  const [one = '', two = ''] = subgraph.ids.encode('CaseRecord', ['1', '2'])
  const cases = { r: [one, two].map((id) => ({ __typename: 'PntlCaseRecord', id })) }
  return { ...subgraph, one, two, cases }
}

describe('a compiled plan', () => {
  it('gives each record with its values, its gaps and what hangs below it', async () => {
    const { compiled, cases, one, two } = both()

    const answer = await compiled(QUERY, cases)

    const named = { localRef: 'A/1' }
    expect(JSON.parse(answer?.json ?? '')).toEqual({
      _entities: [
        {
          id: one,
          stage: 'S30',
          victimCount: 2,
          inquirySecret: false,
          offenceAtCharge: ['163', '164'],
          gaps: [],
          victims: [
            {
              sex: 'F',
              age: 15,
              names: [{ type: 'CIV', text: 'Ana "Exemplo"' }],
              movements: null,
              gaps: [
                { field: 'movements', reason: 'NOT_HELD' },
                { field: 'phone', reason: 'NOT_HELD' },
                { field: 'unheardOf', reason: 'NOT_HELD' },
              ],
              case: named,
            },
            {
              sex: null,
              age: 40,
              names: null,
              movements: null,
              gaps: [
                { field: 'sex', reason: 'UNMAPPED' },
                { field: 'movements', reason: 'NOT_HELD' },
                { field: 'phone', reason: 'NOT_HELD' },
                { field: 'unheardOf', reason: 'NOT_HELD' },
              ],
              case: named,
            },
          ],
        },
        {
          id: two,
          stage: 'S99',
          victimCount: null,
          inquirySecret: null,
          offenceAtCharge: null,
          gaps: [
            { field: 'victimCount', reason: 'UNMAPPED' },
            { field: 'inquirySecret', reason: 'NOT_RECORDED' },
            { field: 'offenceAtCharge', reason: 'NOT_RECORDED' },
          ],
          victims: [expect.objectContaining({ sex: 'M', case: { localRef: 'A/2' } })],
        },
      ],
    })
  })

  it('runs one statement per level, whatever the number of records', async () => {
    const { compiled, interpreted, cases } = both()

    expect((await compiled(QUERY, cases))?.statements).toEqual([
      'CaseRecord by keys: stage, victimCount, inquirySecret, offenceAtCharge',
      'VictimRecord by parents case: sex, age, names, ->case',
      'CaseRecord by keys: localRef',
    ])
    expect((await interpreted(QUERY, cases)).statements).toHaveLength(3)
  })

  it('reads nothing at all of a kind that the viewer can never see', async () => {
    const { compiled, cases } = both(aModel({ rules: [permit({ coordinates: [{ kind: 'CaseRecord', field: 'stage' }] })] }))

    const answer = await compiled(QUERY, cases)

    expect(answer?.statements).toEqual(['CaseRecord by keys: stage, victimCount, inquirySecret, offenceAtCharge'])
    expect(JSON.parse(answer?.json ?? '')._entities[0]).toMatchObject({
      stage: 'S30',
      victimCount: null,
      victims: null,
      gaps: [
        { field: 'victimCount', reason: 'WITHHELD' },
        { field: 'inquirySecret', reason: 'WITHHELD' },
        { field: 'offenceAtCharge', reason: 'WITHHELD' },
        { field: 'victims', reason: 'WITHHELD' },
      ],
    })
  })

  it('does not tell a hidden record from a missing, garbled or foreign one', async () => {
    const rules = [permit({ when: { op: 'in', kind: 'CaseRecord', field: 'stage', values: ['S30'] } })]
    const { compiled, interpreted, ids, two } = both(aModel({ rules }))
    const [missing = ''] = ids.encode('CaseRecord', ['404'])
    const [victim = ''] = ids.encode('VictimRecord', ['10'])
    const r = [
      { __typename: 'PntlCaseRecord', id: two },
      { __typename: 'PntlCaseRecord', id: missing },
      { __typename: 'PntlCaseRecord', id: victim },
      { __typename: 'PntlCaseRecord', id: 'x' },
      { __typename: 'PntlCaseRecord', id: 5 },
      { __typename: 'CaseRecord', id: two },
      { __typename: 'PgrCaseRecord', id: two },
      { __typename: '__proto__', id: two },
      {},
      null,
    ]
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on CaseRecord { id stage } } }'

    // `null` in the list is refused by graphql-js: the argument is `[_Any!]!`.
    const answers = [await compiled(query, { r: r.slice(0, -1) }), await interpreted(query, { r: r.slice(0, -1) })]

    for (const answer of answers) {
      expect(JSON.parse(answer?.json ?? '')).toEqual({ _entities: Array(r.length - 1).fill(null) })
      expect(answer?.errors).toEqual([])
    }
  })

  it('opens no record for STATISTICS', async () => {
    const { compiled, cases } = both(aModel({ rules: [permit({ purposes: ['STATISTICS', 'OVERSIGHT'] })] }))

    const answer = await compiled(QUERY, cases, { ...analyst, purpose: 'STATISTICS' })

    expect(answer).toEqual({ json: '{"_entities":[null,null]}', errors: [], statements: [] })
  })

  it('nulls what a failing source leaves out, names the place, and keeps the rest', async () => {
    const { compiled, interpreted, cases, source } = both()
    source.failOn('VictimRecord', new HubError('SOURCE_UNAVAILABLE', { agency: 'pntl' }))

    const answer = await compiled(QUERY, cases)

    expect(answer?.errors).toEqual(['_entities.0.victims SOURCE_UNAVAILABLE', '_entities.1.victims SOURCE_UNAVAILABLE'])
    expect(JSON.parse(answer?.json ?? '')._entities[1]).toMatchObject({ stage: 'S99', victims: null })
    expect(await interpreted(QUERY, cases)).toMatchObject({ json: answer?.json, errors: answer?.errors })
  })

  it('refuses a list of representations without end', async () => {
    const { compiled, interpreted, one } = both()
    const r = Array(1_001).fill({ __typename: 'PntlCaseRecord', id: one })

    expect(await compiled(QUERY, { r })).toMatchObject({ json: 'null', errors: ['_entities DOCUMENT_TOO_LARGE'] })
    expect(await interpreted(QUERY, { r })).toMatchObject({ json: 'null', errors: ['_entities DOCUMENT_TOO_LARGE'] })
  })

  it.each([
    '{ _service { sdl } }',
    '{ __schema { queryType { name } } }',
    'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } _service { sdl } }',
  ])('leaves %s to graphql-js', async (query) => {
    const { compiled, cases } = both()

    expect(await compiled(query, cases)).toBeUndefined()
  })
})
