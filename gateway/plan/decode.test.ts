import { describe, expect, it } from 'vitest'
import { decodeNode } from './decode.ts'

const names = new Map([['g0000', 'pgr']])
const fetch = { kind: 'Fetch' as const, serviceName: 'g0000', operation: '{ a }' }

describe('decodeNode', () => {
  it('gives subgraphs their own names and turns a flattened fetch into an entity fetch', () => {
    const requires = [
      { kind: 'InlineFragment' as const, typeCondition: 'T', selections: [{ kind: 'Field' as const, name: '_internal', alias: 'price' }] },
    ]
    const inputRewrites = [{ ValueSetter: { path: [{ TypenameEquals: ['T'] }, { Key: '__typename' }], setValueTo: 'I' } }]
    const node = decodeNode(
      { kind: 'Flatten', path: [{ Field: 'a' }, '@', { TypeCondition: ['T'] }], node: { ...fetch, requires, inputRewrites } },
      names,
    )

    expect(node).toEqual({
      kind: 'EntityFetch',
      subgraph: 'pgr',
      operation: '{ a }',
      variableUsages: [],
      branches: [
        {
          responseKey: '_entities',
          variable: 'representations',
          paths: [
            [
              { kind: 'Field', key: 'a' },
              { kind: 'TypeCondition', types: ['T'] },
            ],
          ],
          requires: [
            {
              kind: 'InlineFragment',
              typeCondition: 'T',
              selections: [{ kind: 'Field', readKey: '_internal', sendKey: 'price', selections: null }],
            },
          ],
          typenameOverrides: [{ types: ['T'], typename: 'I' }],
          renames: [],
        },
      ],
    })
  })

  it.each([
    ['@defer', { kind: 'Defer' as const, primary: {}, deferred: [] }, '@defer is not supported'],
    ['subscriptions', { kind: 'Subscription' as const, primary: fetch }, 'Subscriptions are not supported'],
    ['kinds it does not know', JSON.parse('{"kind":"Teleport"}') as never, 'Teleport'],
    [
      'rewrites it does not know',
      { ...fetch, outputRewrites: [{ ValueSetter: { path: [], setValueTo: 'x' } }] },
      'output rewrite of an unknown kind',
    ],
  ])('refuses %s with a clear word', (_what, node, message) => {
    expect(() => decodeNode(node, names)).toThrow(message)
  })
})
