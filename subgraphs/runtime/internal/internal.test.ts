import { describe, expect, it } from 'vitest'
import { INTERNAL_DOCUMENTS } from '../../../schema/index.ts'
import { hub, locate, post, source } from '../test-support/served-agency.ts'

describe('the internal schema', () => {
  it('describes the agency to the hub', async () => {
    const { json } = await post(INTERNAL_DOCUMENTS.describe, {}, { path: '/internal', context: hub.contextFor() })

    expect(json).toMatchObject({
      data: {
        describe: {
          agency: 'pntl',
          typePrefix: 'Pntl',
          vocabularyVersion: 1,
          kinds: { VictimRecord: { parents: ['case'], fields: expect.arrayContaining(['sex']) } },
          policy: { version: 1, rules: [{ id: 'T-1', as: {} }] },
          sdl: expect.stringContaining('@link'),
        },
      },
    })
  })

  it('walks a list page by page, newest first, the undated last, each record once', async () => {
    const first = await locate({})
    const second = await locate({ after: first.items.at(-1)?.position })

    expect(first.items.map(({ sortKey }) => sortKey)).toEqual(['2024-02-01', '2023-05'])
    expect(first.hasMore).toBe(true)
    expect(second).toMatchObject({ items: [{ sortKey: null, summary: { stage: 'S30' } }], hasMore: false })
  })

  it('gives summaries with their gaps, related records, and the key of the matter', async () => {
    source.statements.length = 0
    const { items } = await locate({
      summary: ['stage', 'nuc', 'court', 'unheardOf'],
      first: 1,
      related: [
        { relation: 'victims', fields: ['sex', 'age'] },
        { relation: 'events', fields: ['kind'] },
      ],
    })

    expect(items).toEqual([
      {
        id: expect.any(String),
        typename: 'PntlCaseRecord',
        sortKey: '2024-02-01',
        position: expect.any(String),
        caseKeys: [expect.stringMatching(/^[\w-]{22}$/)],
        summary: { stage: 'S30', nuc: null, court: null, unheardOf: null },
        gaps: { nuc: 'WITHHELD', court: 'NOT_HELD', unheardOf: 'NOT_HELD' },
        related: {
          victims: [
            { id: expect.any(String), values: { sex: 'F', age: 15 }, gaps: {} },
            { id: expect.any(String), values: { sex: 'M', age: null }, gaps: { age: 'NOT_RECORDED' } },
          ],
        },
      },
    ])
    expect(source.statements).toHaveLength(2)
  })

  it('finds the cases of a matter by its key, and its victims carry the same one', async () => {
    const { items } = await locate({ first: 1 })
    const victims = await locate({ kind: 'VictimRecord', orderBy: undefined, summary: ['sex'] })
    const caseKeys = items[0]?.caseKeys

    const { json } = await post(INTERNAL_DOCUMENTS.locateByKeys, { input: { caseKeys, summary: [], related: [] } }, { path: '/internal' })

    expect(json).toMatchObject({ data: { locateByKeys: { items: [{ id: items[0]?.id, caseKeys }] } } })
    expect(victims.items.map((victim) => victim.caseKeys)).toEqual([caseKeys, caseKeys])
  })

  it('gives records by id, and leaves out those that it does not know', async () => {
    const { items } = await locate({ first: 1 })

    const { json } = await post(
      INTERNAL_DOCUMENTS.locateByIds,
      { input: { kind: 'CaseRecord', ids: ['foreign', items[0]?.id], summary: ['stage'], related: [] } },
      { path: '/internal' },
    )

    expect(json).toMatchObject({ data: { locateByIds: { items: [{ id: items[0]?.id, summary: { stage: 'S30' } }], hasMore: false } } })
  })

  it.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    ['a field that the agency does not hold', { filter: [{ field: 'court', in: ['DILI'] }] }, { data: { locate: { notHeld: ['court'] } } }],
    [
      'a field that the viewer may never see',
      { filter: [{ field: 'nuc', in: ['0062/18.PDSUA'] }] },
      { errors: [{ extensions: { code: 'FORBIDDEN_ARGUMENT' } }] },
    ],
    ['a kind that the agency does not hold', { kind: 'MovementRecord' }, { data: { locate: { notHeld: ['MovementRecord'] } } }],
    ['a place of another list', { after: 'AAAA' }, { errors: [{ extensions: { code: 'CURSOR_INVALID' } }] }],
    ['too many at once', { first: 101 }, { errors: [{ extensions: { code: 'BAD_ARGUMENT' } }] }],
  ])('answers a question by %s before any statement', async (_what, input, expected) => {
    source.statements.length = 0
    const asked = { kind: 'CaseRecord', filter: [], descending: false, backward: false, first: 2, summary: [], related: [], ...input }

    const { json } = await post(INTERNAL_DOCUMENTS.locate, { input: asked }, { path: '/internal' })

    expect(json).toMatchObject(expected as object)
    expect(source.statements).toEqual([])
  })

  it('is closed without a person', async () => {
    const { json } = await post(
      INTERNAL_DOCUMENTS.locateByIds,
      { input: { kind: 'CaseRecord', ids: [], summary: [], related: [] } },
      { path: '/internal', context: hub.contextFor() },
    )

    expect(json).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })
})
