import { buildSchema, execute, type GraphQLSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { HubError, type RecordKindName } from '../../../schema/index.ts'
import { createRecordIds } from '../ids/record-ids.ts'
import { buildAgencySchema } from '../schema/subgraph-schema.ts'
import { buildSubgraph } from '../subgraph.ts'
import { analyst, aSubgraph, TODAY } from '../test-support/ask.ts'
import { createMemorySource } from '../test-support/memory-source.ts'
import { aModel, permit } from '../test-support/model.ts'
import { withShield } from './apply.ts'
import { denyAll, isHub, isPerson } from './rules.ts'
import { asRules, assertCovered, shieldTree } from './tree.ts'

const model = aModel()
const { schema } = buildAgencySchema(model)

describe('the shield', () => {
  it('covers every type and field of the schema, and of none that does not exist', () => {
    expect(() => assertCovered(schema, shieldTree(model))).not.toThrow()
  })

  it.each<[string, (tree: ReturnType<typeof shieldTree>) => unknown, string]>([
    ['a type', ({ FieldGap, ...rest }) => rest, 'FieldGap.field'],
    ['a field', (tree) => ({ ...tree, PntlVictimRecord: { ...tree.PntlVictimRecord, phone: undefined } }), 'PntlVictimRecord.phone'],
    ['a root field', (tree) => ({ ...tree, Query: { _service: isHub } }), 'Query._entities'],
  ])('refuses to start without a rule for %s', (_what, without, named) => {
    const tree = without(shieldTree(model)) as ReturnType<typeof shieldTree> // wrong on purpose

    expect(() => assertCovered(schema, tree)).toThrow(named)
  })

  it('refuses to start with a rule for a field that is gone', () => {
    expect(() => assertCovered(schema, { ...shieldTree(model), Query: { _entities: isPerson, _service: isHub, cases: isPerson } })).toThrow(
      'Query.cases (no such field)',
    )
  })

  it.each(['VictimRecord', 'PntlShelterRecord'])('refuses to start with a rule for %s, which is an interface or no type at all', (name) => {
    expect(() => assertCovered(schema, { ...shieldTree(model), [name]: { id: isPerson } })).toThrow(`${name} (no such object type)`)
  })

  it('denies a type that has no rule at all, should the check above ever be skipped', async () => {
    const open = withShield(buildSchemaWith('type Query { a: A } type A { secret: String }', { Query: { a: () => ({ secret: 'x' }) } }), {
      Query: { a: isHub },
    })

    expect(await ask(open, '{ a { secret } }')).toEqual({ a: { secret: null } })
  })

  it('judges every row anew: a verdict is never carried over', async () => {
    const rows = Array.from({ length: 3 }, (_, at) => ({ id: `${at}` }))
    const judged = withShield(buildSchemaWith('type Query { a: [A] } type A { id: String }', { Query: { a: () => rows } }), {
      Query: { a: isHub },
      A: { id: denyAll },
    })

    expect(await ask(judged, '{ a { id } }')).toEqual({ a: [{ id: null }, { id: null }, { id: null }] })
  })

  it('leaves an outage an outage', async () => {
    const failing = withShield(
      buildSchemaWith('type Query { a: String }', {
        Query: {
          a: () => {
            throw new HubError('SOURCE_UNAVAILABLE', { agency: 'pntl' })
          },
        },
      }),
      { Query: { a: isHub } },
    )

    const { errors } = await execute({ schema: failing, document: parse('{ a }'), contextValue: { requestId: 'r', person: undefined } })

    expect(errors?.[0]?.originalError).toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
  })

  it('holds by itself: a source that serves more than it may still shows nothing that no rule permits', async () => {
    const rules = [permit({ coordinates: [{ kind: 'VictimRecord', field: 'sex' }] })]
    const data = {
      VictimRecord: [{ key: '1', values: { sex: 'F', localCode: 'V-1' }, parents: { case: '9' } }],
      CaseRecord: [{ key: '9', values: { stage: 'S30' } }],
    }
    const honest = createMemorySource(aModel({ rules }), data)
    const lavish = createMemorySource(aModel(), data)
    const ids = createRecordIds([{ version: 1, secret: new Uint8Array(32).fill(7) }])
    // Decides by the narrow policy, reads by the wide one.
    const wide = (kind: RecordKindName) => buildSubgraph(lavish, ids).profileOf(analyst, TODAY).accessOf(kind)
    const subgraph = buildSubgraph(
      { ...honest, prepare: (query) => lavish.prepare({ ...query, access: wide(query.kind), accessOf: wide }) },
      ids,
    )
    const signal = new AbortController().signal
    const person = subgraph.personRequest({ viewer: analyst, subject: 's', reason: undefined }, TODAY, signal)

    const { data: answer } = await execute({
      schema: subgraph.schema,
      document: parse(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PntlVictimRecord { sex localCode case { stage } } } }',
      ),
      variableValues: { r: ids.encode('VictimRecord', ['1']).map((id) => ({ __typename: 'PntlVictimRecord', id })) },
      contextValue: { requestId: 'r', ids, signal, person },
    })

    expect(answer).toEqual({ _entities: [{ sex: 'F', localCode: null, case: null }] })
  })

  it('keeps every root field from whoever is no person, the description excepted', async () => {
    const { subgraph, ids } = aSubgraph(model, {})
    const contextValue = { requestId: 'r', ids, signal: new AbortController().signal, person: undefined }

    const refused = await execute({
      schema: subgraph.schema,
      document: parse('{ _entities(representations: []) { __typename } }'),
      contextValue,
    })
    const described = await execute({ schema: subgraph.schema, document: parse('{ _service { sdl } }'), contextValue })

    expect(refused.errors?.[0]?.originalError).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(described.errors).toBeUndefined()
    expect(asRules(subgraph.schema, shieldTree(model))).toHaveProperty('Query')
  })
})

function buildSchemaWith(sdl: string, resolvers: Readonly<Record<string, Readonly<Record<string, () => unknown>>>>): GraphQLSchema {
  const built = buildSchema(sdl)
  for (const [type, fields] of Object.entries(resolvers)) {
    const object = built.getType(type)
    if (!object || !('getFields' in object)) continue
    for (const [name, resolve] of Object.entries(fields)) Object.assign(object.getFields()[name] ?? {}, { resolve })
  }
  return built
}

const ask = async (shielded: GraphQLSchema, query: string): Promise<unknown> => {
  const { data } = await execute({ schema: shielded, document: parse(query), contextValue: { requestId: 'r', person: undefined } })
  return JSON.parse(JSON.stringify(data))
}
