import { execute, parse } from 'graphql'
import { expect, it } from 'vitest'
import { createRecordIds } from '../../subgraphs/runtime/ids/record-ids.ts'
import { buildSubgraph } from '../../subgraphs/runtime/subgraph.ts'
import { analyst, TODAY } from '../../subgraphs/runtime/test-support/ask.ts'
import { createMemorySource } from '../../subgraphs/runtime/test-support/memory-source.ts'
import { aModel, permit } from '../../subgraphs/runtime/test-support/model.ts'
import { isShieldOff } from '../support/shield-switch.ts'
import { compiledWith, everything } from './shield/lost-conditions.ts'

it(`runs ${isShieldOff ? 'without' : 'with'} the second lock, as TIP_HUB_SHIELD says`, async () => {
  const onlySex = [permit({ coordinates: [{ kind: 'VictimRecord', field: 'sex' }] })]
  const held = createMemorySource(aModel({ rules: onlySex }), { VictimRecord: [{ key: '1', values: { sex: 'F', localCode: 'V-1' } }] })
  const ids = createRecordIds([{ version: 1, secret: new Uint8Array(32).fill(7) }])
  const subgraph = buildSubgraph(
    compiledWith(held, () => everything),
    ids,
  )
  const { signal } = new AbortController()
  const { data } = await execute({
    schema: subgraph.schema,
    document: parse('query ($r: [_Any!]!) { _entities(representations: $r) { ... on PntlVictimRecord { sex localCode } } }'),
    variableValues: { r: ids.encode('VictimRecord', ['1']).map((id) => ({ __typename: 'PntlVictimRecord', id })) },
    contextValue: {
      requestId: 'r',
      ids,
      signal,
      person: subgraph.personRequest({ viewer: analyst, subject: 's', reason: undefined }, TODAY, signal),
    },
  })

  expect(data).toEqual({ _entities: [{ sex: 'F', localCode: isShieldOff ? 'V-1' : null }] })
})
