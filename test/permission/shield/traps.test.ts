import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { buildSchema, execute, type GraphQLSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { HubError } from '../../../schema/index.ts'
import { buildAgencySchema } from '../../../subgraphs/runtime/schema/subgraph-schema.ts'
import { withShield } from '../../../subgraphs/runtime/shield/apply.ts'
import { denyAll, isHub } from '../../../subgraphs/runtime/shield/rules.ts'
import { assertCovered, shieldTree } from '../../../subgraphs/runtime/shield/tree.ts'
import { aModel } from '../../../subgraphs/runtime/test-support/model.ts'

// Each trap of graphql-shield 7.6.5 is shown on the library itself, so that a new version which mends it is noticed, and then closed here.
const load = createRequire(import.meta.url)
const { shield, rule, allow, deny, chain }: typeof import('graphql-shield') = load('graphql-shield')
const { applyMiddleware }: typeof import('graphql-middleware') = load('graphql-middleware')

const model = aModel()
const { schema } = buildAgencySchema(model)
const person = { requestId: 'r', person: undefined }
const SECRET = { secret: 'shown', other: 'shown' }
const SDL =
  'interface I { secret: String other: String } type A implements I { secret: String other: String } type Query { a: A list: [A] i: I }'

const serving = (more: Readonly<Record<string, unknown>> = {}): GraphQLSchema => {
  const built = buildSchema(SDL)
  const fields = built.getQueryType()?.getFields() ?? {}
  for (const [name, value] of Object.entries({ a: SECRET, i: { __typename: 'A', ...SECRET }, ...more }))
    Object.assign(fields[name] ?? {}, { resolve: () => (value instanceof Error ? Promise.reject(value) : value) })
  return built
}
const ask = async (of: GraphQLSchema, query: string) => {
  const { data, errors } = await execute({ schema: of, document: parse(query), contextValue: { ...person } })
  return { data: JSON.parse(JSON.stringify(data ?? null)), messages: (errors ?? []).map(({ message }) => message) }
}
const raw = (tree: object, options: object = {}, of: GraphQLSchema = serving()): GraphQLSchema =>
  applyMiddleware(of, shield(tree as never, { allowExternalErrors: true, fallbackRule: allow, ...options })) // wrong on purpose

describe('a rule that is undefined', () => {
  it('opens the whole type in the library, fields that are denied included', async () => {
    const open = raw({ Query: allow, A: { secret: undefined, other: deny } }, { fallbackRule: undefined })

    expect((await ask(open, '{ a { secret other } }')).data).toEqual({ a: SECRET })
  })

  it('stops an agency at boot', () => {
    const tree = shieldTree(model)
    const holed = { ...tree, PntlVictimRecord: { ...tree.PntlVictimRecord, names: undefined } } as never // wrong on purpose

    expect(() => assertCovered(schema, holed)).toThrow('PntlVictimRecord.names')
  })
})

describe('a rule on an interface', () => {
  it('is passed over by the library', async () => {
    const open = raw({ I: { secret: deny } })

    expect((await ask(open, '{ i { secret } }')).data).toEqual({ i: { secret: 'shown' } })
  })

  it('does not stand for the type behind it: an agency with it alone does not start', () => {
    const { PntlCaseRecord, ...rest } = shieldTree(model)

    expect(() => assertCovered(schema, { ...rest, CaseRecord: PntlCaseRecord ?? {} })).toThrow('PntlCaseRecord.id')
  })
})

describe('a cached verdict', () => {
  const rows = [{ secret: 'first' }, { secret: 'second' }]
  const isFirst = (cache: 'contextual' | 'no_cache') => rule({ cache })((parent: { secret: string }) => parent.secret === 'first')

  it('is carried from one row to the next by the library', async () => {
    const open = raw({ A: { secret: isFirst('contextual') } }, {}, serving({ list: rows }))

    expect((await ask(open, '{ list { secret } }')).data).toEqual({ list: [{ secret: 'first' }, { secret: 'second' }] })
  })

  it('is kept by no rule of ours', () => {
    const rules = Object.values(shieldTree(model)).flatMap((of) => Object.values(of))

    expect(rules.length).toBeGreaterThan(50)
    expect(rules.filter((each) => Reflect.get(each, 'cache') !== 'no_cache')).toEqual([])
  })
})

describe('rules that are combined one after another', () => {
  it('deny what they should allow in the library on current Node', async () => {
    const combined = raw({ Query: { a: chain(allow, allow) } })

    expect((await ask(combined, '{ a { secret } }')).data).toEqual({ a: null })
  })

  it('are used nowhere: every rule of ours is a plain one', () => {
    const kinds = new Set(Object.values(shieldTree(model)).flatMap((of) => Object.values(of).map((each) => each.constructor.name)))

    expect([...kinds]).toEqual(['Rule'])
  })
})

describe('the library itself', () => {
  it('does not load as a module on current Node, and does as CommonJS', { timeout: 30_000 }, async () => {
    const run = promisify(execFile)
    const asModule = run(process.execPath, ['--input-type=module', '-e', "await import('graphql-shield')"], { cwd: import.meta.dirname })

    await expect(asModule).rejects.toThrow()
    expect(typeof shield).toBe('function')
  })
})

describe('the root field of the federation', () => {
  it('is not covered by rules on the other root fields in the library', async () => {
    const federated = buildSchema('type Query { a: String _entities: String }')
    Object.assign(federated.getQueryType()?.getFields()._entities ?? {}, { resolve: () => 'shown' })
    const open = raw({ Query: { a: deny } }, {}, federated)

    expect((await ask(open, '{ _entities }')).data).toEqual({ _entities: 'shown' })
  })

  it('has a rule of its own, without which an agency does not start', () => {
    const tree = shieldTree(model)
    const { _entities, ...others } = tree.Query ?? {}

    expect(_entities).toBeDefined()
    expect(() => assertCovered(schema, { ...tree, Query: others })).toThrow('Query._entities')
  })
})

describe('an error of the source', () => {
  const outage = new HubError('SOURCE_UNAVAILABLE', { agency: 'pntl' })

  it('is called a denial by the library unless it is told otherwise', async () => {
    const closed = raw({ Query: { a: allow } }, { allowExternalErrors: false }, serving({ a: outage }))

    expect((await ask(closed, '{ a { secret } }')).messages).toEqual(['Not Authorised!'])
  })

  it('stays what it is, and a denial tells nothing', async () => {
    const ours = withShield(serving({ a: outage }), { Query: { a: isHub, i: isHub }, A: { secret: denyAll, other: denyAll } })

    expect((await ask(ours, '{ a { secret } }')).messages).toEqual([outage.message])
    expect(await ask(ours, '{ i { secret } }')).toEqual({ data: { i: { secret: null } }, messages: [] })
  })
})

describe('a type that has no rule', () => {
  it('is open in the library as it comes', async () => {
    const open = applyMiddleware(serving(), shield({ Query: { a: allow } }))

    expect((await ask(open, '{ a { secret } }')).data).toEqual({ a: { secret: 'shown' } })
  })

  it('is closed here even if it were forgotten', async () => {
    const ours = withShield(serving(), { Query: { a: isHub } })

    expect((await ask(ours, '{ a { secret } }')).data).toEqual({ a: { secret: null } })
  })
})
