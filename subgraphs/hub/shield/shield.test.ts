import { type GraphQLResolveInfo, type GraphQLSchema, graphql, isIntrospectionType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { isHubError, vocabulary } from '../../../schema/index.ts'
import { createDirectory } from '../directory.ts'
import { buildHubSchema } from '../schema/build-schema.ts'
import { FakeAgency } from '../testing/fake-agency.ts'
import { commissioner } from '../testing/fake-world.ts'
import { ruleTable, withShield } from './shield.ts'

const directory = createDirectory([new FakeAgency({ code: 'pgr' }).description], vocabulary)

describe('the shield', () => {
  it.each(['Case', 'PgrCaseRecord', 'CaseConnection'])('refuses to start where the type %s was forgotten', (type) => {
    const schema = buildHubSchema(directory).toExecutable()
    const { [type]: _forgotten, ...table } = ruleTable(directory)

    expect(() => withShield(schema, table)).toThrow(`${type}.`)
  })

  it('refuses to start where a field of a type was forgotten or has undefined for a rule', () => {
    const schema = buildHubSchema(directory).toExecutable()
    const table = ruleTable(directory)

    expect(() => withShield(schema, { ...table, Agency: {} })).toThrow('Agency.code')
    expect(() => withShield(schema, { ...table, Case: undefined as never })).toThrow('Case.id')
  })

  it('lets nobody without a token past any field but those that are for anybody, and answers at once behind the root', () => {
    const table = ruleTable(directory)
    const schema = withShield(buildHubSchema(directory).toExecutable(), table)
    const context = { request: { viewer: null } }
    const behind = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && !isIntrospectionType(type) && type.name !== 'Query',
    )

    const open = behind.flatMap((type) =>
      Object.values(isObjectType(type) ? type.getFields() : {}).flatMap((field) => {
        const verdict = outcomeOf(() => field.resolve?.({}, {}, context, {} as GraphQLResolveInfo)) // no rule looks at it
        return isHubError(verdict) && verdict.code === 'UNAUTHENTICATED' ? [] : [`${type.name}.${field.name}`]
      }),
    )

    expect(behind.length).toBeGreaterThan(30)
    expect(open.toSorted()).toEqual([
      ...['code', 'institution', 'kinds', 'name'].map((field) => `Agency.${field}`),
      ...openFields(schema, ['CodeLabel', 'CodeList', '_Service']),
    ])
  })

  it.each([
    ['who did not sign in', null, 'UNAUTHENTICATED'],
    ['a purpose that opens no records', { ...commissioner, purpose: 'STATISTICS' as const }, 'RECORD_KIND_FORBIDDEN'],
  ])('stops %s at the root', async (_who, viewer, code) => {
    const schema = withShield(buildHubSchema(directory).toExecutable(), ruleTable(directory))

    const { errors } = await graphql({ schema, source: '{ cases { nodes { id } } }', contextValue: { request: { viewer } } })

    expect(errors?.map(({ originalError }) => isHubError(originalError) && originalError.code)).toEqual([code])
  })
})

/** What is behind an open field finds nothing in an empty parent, and may throw. */
const outcomeOf = (resolve: () => unknown): unknown => {
  try {
    return resolve()
  } catch {
    return 'past the lock'
  }
}

const openFields = (schema: GraphQLSchema, types: readonly string[]): readonly string[] =>
  types.flatMap((name) => {
    const type = schema.getType(name)
    return isObjectType(type)
      ? Object.keys(type.getFields())
          .map((field) => `${name}.${field}`)
          .toSorted()
      : []
  })
