import type { ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Gateway } from '../../gateway/index.ts'
import { type Json, recordsOf, statusOf } from './support/answers.ts'
import { type AttackedHub, REASON } from './support/attacked-hub.ts'
import { BROKEN_ANSWERS, CANARY, JSON_HEADERS, written } from './support/broken-answers.ts'
import { type HostileAgency, startHostileAgency, type Tamper } from './support/hostile-agency.ts'
import { send } from './support/http.ts'
import { expectNoLeak } from './support/leaks.ts'
import { differenceOf, othersOf } from './support/supergraph.ts'

const analyst = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const
const RECORDS =
  'query { cases(first: 100, filter: { agencies: ["pgr", "pntl"] }) { nodes { records { __typename id ... on CaseRecord { stage municipality } } } } }'
/** A whole agency in an enemy's hands: what it answers is contained, it is named, the others are served, nothing of it is believed. */
export function agencyAnswers(attacked: () => AttackedHub): void {
  let hostile: HostileAgency
  let gateway: Gateway
  let attacks = 0
  beforeAll(async () => {
    const { hub, agencyUrl } = attacked()
    hostile = await startHostileAgency(agencyUrl('pgr'))
    gateway = await hub.startAnotherGateway({
      name: 'hostile',
      settings: {
        agencies: hub.adapters.urls.map((known) => (known.agency === 'pgr' ? { agency: 'pgr', url: hostile.url } : known)),
        pollMs: 60_000,
      },
      // Each attack finds an agency that has been steady for long: one that changes all the time would not be heard, and its attack not tried.
      parts: { monotonicMs: () => attacks * 24 * 3_600_000 + performance.now() },
    })
  }, 60_000)
  beforeEach(() => {
    attacks++
  })
  afterEach(() => {
    hostile.tamper = undefined
  })
  afterAll(async () => {
    await gateway?.close()
    await hostile?.close()
  })

  const ask = async (query = RECORDS) => {
    const token = await attacked().token(analyst)
    const got = await send(`${gateway.url}/graphql`, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'tip-reason': REASON },
      body: JSON.stringify({ query }),
    })
    return { ...got, json: JSON.parse(got.text) as Json }
  }
  const entities =
    (change: (entities: Json[]) => unknown): Tamper =>
    (said) => {
      if (said.path !== '/graphql') return undefined
      const body = JSON.parse(said.body)
      body.data._entities = change(body.data._entities)
      return JSON.stringify(body)
    }
  const located =
    (change: (answer: Json) => unknown): Tamper =>
    (said) => {
      if (said.path !== '/internal' || !said.query.includes('locate(')) return undefined
      const body = JSON.parse(said.body)
      body.data.locate = change(body.data.locate)
      return JSON.stringify(body)
    }

  it('is served where it is honest', async () => {
    const { json } = await ask()
    expect(statusOf(json, 'pgr')).toBe('OK')
    expect(json.extensions.complete).toBe(true)
    expect(recordsOf(json).some((record) => record?.__typename === 'PgrCaseRecord' && record.stage !== null)).toBe(true)
  })

  it.each(Object.entries(BROKEN_ANSWERS))(
    'that answers everything with %s costs its own records only, and is named',
    async (_what, tamper) => {
      hostile.tamper = tamper
      const got = await ask()
      expect(got.status).toBe(200)
      expect(got.text).not.toContain(CANARY)
      expectNoLeak(got.text)
      expect(['INVALID_DATA', 'UNAVAILABLE', 'TIMEOUT', 'SCHEMA_MISMATCH']).toContain(statusOf(got.json, 'pgr'))
      expect(got.json.extensions.complete).toBe(false)
      expect(statusOf(got.json, 'pntl')).toBe('OK')
      expect(recordsOf(got.json).filter((record) => record?.__typename === 'PntlCaseRecord' && record.stage).length).toBeGreaterThan(0)
      await closedBreaker()
    },
  )
  it('that sends 200 MB is cut off', async () => {
    hostile.tamper = written((response) => {
      response.writeHead(200, JSON_HEADERS)
      const block = Buffer.alloc(1_000_000, 0x20)
      let sent = 0
      const more = (): void => {
        if (response.destroyed || sent++ > 200) return void response.end()
        response.write(block, more)
      }
      more()
    })
    const before = process.memoryUsage().rss
    const { json } = await ask()
    expect(statusOf(json, 'pgr')).toMatch(/INVALID_DATA|TIMEOUT/)
    expect(process.memoryUsage().rss - before).toBeLessThan(250_000_000)
    await closedBreaker()
  })
  it.each<[string, (response: ServerResponse) => void]>([
    ['never answers', () => undefined],
    [
      'drips a byte now and then',
      (response) => {
        response.writeHead(200, JSON_HEADERS)
        const timer = setInterval(() => response.write(' '), 100)
        response.once('close', () => clearInterval(timer))
      },
    ],
  ])('that %s is waited for no longer than the budget', async (_what, write) => {
    hostile.tamper = written(write)
    const { json } = await ask()
    expect(statusOf(json, 'pgr')).toMatch(/TIMEOUT|UNAVAILABLE/)
    await closedBreaker()
  })
  it('that sets cookies gets none back', async () => {
    hostile.tamper = ({ body }, response) => {
      response.setHeader('set-cookie', 'tracked=1; Path=/')
      return body
    }
    await ask()
    const got = await ask()
    expect(hostile.cookies).toEqual([])
    expect(got.headers['set-cookie']).toBeUndefined()
  })

  /** The breaker spares an agency that fails; the next attack begins with an honest answer. */
  const closedBreaker = async () => {
    hostile.tamper = undefined
    await expect
      .poll(
        () =>
          gateway
            .refresh('pgr')
            .then(() => ask())
            .then(({ json }) => statusOf(json, 'pgr')),
        { timeout: 15_000, interval: 200 },
      )
      .toBe('OK')
  }

  describe('that lies in its records', () => {
    it.each<[string, (entities: Json[]) => unknown]>([
      [
        'members that nobody asked for',
        (list) => list.map((entity) => ({ ...entity, names: [{ text: CANARY }], phone: CANARY, extra: { [CANARY]: CANARY } })),
      ],
      [
        'members of Object.prototype',
        (list) =>
          list.map((entity) =>
            JSON.parse(
              JSON.stringify(entity).replace(
                '{',
                `{"__proto__":{"polluted":"${CANARY}"},"constructor":{"prototype":{"polluted":"${CANARY}"}},`,
              ),
            ),
          ),
      ],
      ['another agency’s type', (list) => list.map((entity) => ({ ...entity, __typename: 'PntlCaseRecord' }))],
      ['a type of the hub', (list) => list.map((entity) => ({ ...entity, __typename: 'Case' }))],
      ['a type of Object.prototype', (list) => list.map((entity) => ({ ...entity, __typename: '__proto__' }))],
      ['the interface as type', (list) => list.map((entity) => ({ ...entity, __typename: 'CaseRecord' }))],
      ['another kind', (list) => list.map((entity) => ({ ...entity, __typename: 'PgrVictimRecord' }))],
      [
        'objects where texts belong',
        (list) =>
          list.map((entity) =>
            Object.fromEntries(Object.keys(entity).map((key) => [key, key === '__typename' ? entity[key] : { $ref: CANARY }])),
          ),
      ],
      [
        'numbers where texts belong',
        (list) =>
          list.map((entity) => Object.fromEntries(Object.keys(entity).map((key) => [key, key === '__typename' ? entity[key] : [1e308]]))),
      ],
      ['more entities than were asked for', (list) => [...list, ...list, ...list]],
      ['fewer entities', (list) => list.slice(1)],
      ['entities that are texts', (list) => list.map(() => CANARY)],
      ['no list', () => ({ length: 1e9 })],
      ['a list in a list', (list) => [list]],
    ])('%s: nothing of it reaches anybody', async (_what, change) => {
      hostile.tamper = entities(change)
      const got = await ask()
      expect(got.status).toBe(200)
      expect(got.text).not.toContain(CANARY)
      expectNoLeak(got.text)
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
      expect(statusOf(got.json, 'pntl')).toBe('OK')
      for (const record of recordsOf(got.json)) {
        expect(Object.keys(record ?? {}).filter((key) => !['__typename', 'id', 'stage', 'municipality'].includes(key))).toEqual([])
        if (record) expect(['PgrCaseRecord', 'PntlCaseRecord']).toContain(record.__typename)
        expect(typeof (record?.stage ?? '')).toBe('string')
      }
    })
    it('another agency’s ids: its records stand for nobody else’s', async () => {
      const honest = await ask()
      const pntl = recordsOf(honest.json).filter((record) => record?.__typename === 'PntlCaseRecord')
      hostile.tamper = located((answer) => ({
        ...answer,
        items: answer.items.map((item: Json, index: number) => ({
          ...item,
          typename: 'PntlCaseRecord',
          id: pntl[index % pntl.length]?.id,
        })),
      }))
      const got = await ask()
      expect(statusOf(got.json, 'pgr')).toBe('INVALID_DATA')
      expect(recordsOf(got.json).filter((record) => record?.__typename === 'PntlCaseRecord').length).toBe(pntl.length)
    })
    it('entities of another order than asked: no value moves to another record', async () => {
      const honest = await ask()
      const stages = new Map(recordsOf(honest.json).map((record) => [record?.id, record?.stage]))
      hostile.tamper = entities((list) => list.toReversed())
      const got = await ask()
      for (const record of recordsOf(got.json))
        if (record?.__typename === 'PntlCaseRecord') expect(record.stage).toBe(stages.get(record.id))
    })
  })

  describe('that lies about where records are', () => {
    it.each<[string, (answer: Json) => unknown]>([
      [
        'more items than asked for',
        (answer) => ({ ...answer, items: Array.from({ length: 500 }, (_, n) => ({ ...answer.items[0], id: `x${n}` })) }),
      ],
      ['one item many times', (answer) => ({ ...answer, items: answer.items.map(() => answer.items[0]) })],
      [
        'items out of order',
        (answer) => ({
          ...answer,
          items: answer.items.map((item: Json, n: number) => ({ ...item, sortKey: n % 2 ? '1999-01-01' : '2099-01-01' })),
        }),
      ],
      ['sort keys that are no dates', (answer) => ({ ...answer, items: answer.items.map((item: Json) => ({ ...item, sortKey: CANARY })) })],
      ['items without places', (answer) => ({ ...answer, items: answer.items.map((item: Json) => ({ ...item, position: null })) })],
      [
        'places of a megabyte',
        (answer) => ({ ...answer, items: answer.items.map((item: Json) => ({ ...item, position: 'A'.repeat(1_000_000) })) }),
      ],
      [
        'ids of a megabyte',
        (answer) => ({ ...answer, items: answer.items.map((item: Json, n: number) => ({ ...item, id: `${n}${'A'.repeat(1_000_000)}` })) }),
      ],
      [
        'ten thousand case keys',
        (answer) => ({
          ...answer,
          items: answer.items.map((item: Json) => ({ ...item, caseKeys: Array.from({ length: 10_000 }, (_, n) => `k${n}`) })),
        }),
      ],
      ['more to come, and nothing here', () => ({ items: [], hasMore: true })],
      ['fields of nothing not held', () => ({ notHeld: [{ [CANARY]: 1 }] })],
      [
        'summaries of objects',
        (answer) => ({
          ...answer,
          items: answer.items.map((item: Json) => ({ ...item, summary: { __proto__: null, stage: { a: CANARY } } })),
        }),
      ],
      ['no items', () => ({ items: { length: 1e9 }, hasMore: false })],
    ])('%s: left out as INVALID_DATA, the others whole', async (_what, change) => {
      hostile.tamper = located(change)
      const got = await ask(
        'query { cases(first: 100, filter: { agencies: ["pgr", "pntl"] }) { nodes { stage { value } timeline { date } records { __typename id ... on CaseRecord { stage } } } } }',
      )
      expect(got.text).not.toContain(CANARY)
      expect(statusOf(got.json, 'pgr')).toBe('INVALID_DATA')
      expect(got.json.extensions.complete).toBe(false)
      expect(recordsOf(got.json).every((record) => record === null || record.__typename === 'PntlCaseRecord')).toBe(true)
      expect(recordsOf(got.json).length).toBeGreaterThan(0)
    })
    it('case keys of everybody’s matters: it joins nothing that others hold apart', async () => {
      const honest = await ask()
      const apart = honest.json.data.cases.nodes.length
      hostile.tamper = located((answer) => ({
        ...answer,
        items: answer.items.map((item: Json) => ({ ...item, caseKeys: ['AAAAAAAAAAAAAAAAAAAAAA'] })),
      }))
      const got = await ask()
      const pntl = got.json.data.cases.nodes.filter((node: Json) =>
        node.records.some((record: Json) => record?.__typename === 'PntlCaseRecord'),
      )
      for (const node of pntl) expect(node.records.filter((record: Json) => record?.__typename === 'PntlCaseRecord')).toHaveLength(1)
      expect(got.json.data.cases.nodes.length).toBeLessThanOrEqual(apart + 40)
    })
  })

  describe('that redefines itself', () => {
    const described =
      (change: (description: Json) => Json): Tamper =>
      (said) => {
        if (said.path !== '/internal' || !said.query.includes('describe')) return undefined
        const body = JSON.parse(said.body)
        return JSON.stringify({ data: { describe: change(body.data.describe) } })
      }
    const withSdl = (change: (sdl: string) => string) => described((description) => ({ ...description, sdl: change(description.sdl) }))
    it.each<[string, Tamper]>([
      ['as another agency', described((description) => ({ ...description, agency: 'pntl' }))],
      ['with no institution', described((description) => ({ ...description, institution: '' }))],
      ['with another agency’s prefix', described((description) => ({ ...description, typePrefix: 'Pntl' }))],
      ['with another agency’s type', withSdl((sdl) => `${sdl}\ntype PntlVictimRecord @key(fields: "id") { id: ID! phone: String }`)],
      [
        'with a field for another agency’s type',
        withSdl(
          (sdl) =>
            `${sdl}\nextend type PntlVictimRecord @key(fields: "id") { id: ID! @external stolenValue: String @requires(fields: "names { text }") names: [PersonName] @external }`,
        ),
      ],
      [
        'with @requires of its own fields',
        withSdl((sdl) => sdl.replace(/(type PgrCaseRecord [^{]*\{)/, '$1\n  leakedValue: String @requires(fields: "id")')),
      ],
      ['with a root field of its own', withSdl((sdl) => `${sdl}\nextend type Query { everythingOfAll: [PgrVictimRecord] }`)],
      ['with the hub’s root field', withSdl((sdl) => `${sdl}\nextend type Query { victims: [PgrVictimRecord] }`)],
      ['with a mutation', withSdl((sdl) => `${sdl}\ntype Mutation { eraseAll: Boolean }`)],
      ['with the hub’s type', withSdl((sdl) => `${sdl}\ntype Case { id: ID! }`)],
      ['with @override of another’s field', withSdl((sdl) => sdl.replace('stage: Code', 'stage: Code @override(from: "pntl")'))],
      [
        'with an interface object',
        withSdl((sdl) => `${sdl}\ntype VictimRecord @key(fields: "id") @interfaceObject { id: ID! phone: String }`),
      ],
      [
        'with an interface that others implement',
        withSdl((sdl) => sdl.replace(/interface CaseRecord \{/, 'interface CaseRecord {\n  secretNotes: String')),
      ],
      [
        'with a second key',
        withSdl((sdl) =>
          sdl.replace(
            /type PgrCaseRecord implements CaseRecord @key\(fields: "id"\)/,
            'type PgrCaseRecord implements CaseRecord @key(fields: "id") @key(fields: "nuc")',
          ),
        ),
      ],
      ['with non-null fields', withSdl((sdl) => sdl.replace(/stage: Code\b/, 'stage: Code!'))],
      ['with an argument on a field', withSdl((sdl) => sdl.replace(/stage: Code\b/, 'stage(where: String): Code'))],
      [
        'with a specification of its own',
        withSdl((sdl) => `extend schema @link(url: "https://evil.example/spec/v1.0", import: ["@policy"])\n${sdl}`),
      ],
      ['with federation directives under other names', withSdl((sdl) => `${sdl.replace('@link(', '@link(as: "evil", ')}`)],
      ['with a schema of a megabyte', withSdl((sdl) => `${sdl}\n${'# x\n'.repeat(300_000)}`)],
      [
        'with a schema 5,000 deep',
        withSdl((sdl) => `${sdl}\nextend type PgrCaseRecord { deep: ${'['.repeat(5_000)}String${']'.repeat(5_000)} }`),
      ],
      ['with no schema', withSdl(() => '')],
      [
        'with a policy that permits everything to everyone',
        described((description) => ({ ...description, policy: { ...description.policy, agency: 'pntl' } })),
      ],
      [
        'with a policy of nonsense',
        described((description) => ({ ...description, policy: { rules: [{ when: { op: 'eval', code: 'process.exit()' } }] } })),
      ],
      [
        'with predicates 10,000 deep',
        described((description) => {
          let when: Json = { op: 'true' }
          for (let depth = 0; depth < 3_000; depth++) when = { op: 'not', of: when }
          return { ...description, policy: { ...description.policy, rules: [{ ...description.policy.rules[0], when }] } }
        }),
      ],
    ])('%s: the graph of the others stays as it is', async (_what, tamper) => {
      const before = gateway.supergraphSdl
      hostile.tamper = tamper
      await gateway.refresh('pgr')
      expect(differenceOf(othersOf(gateway.supergraphSdl), othersOf(before))).toBe('')
      expect(/secretNotes|stolenValue|everythingOfAll|eraseAll|leakedValue|evil/.exec(gateway.supergraphSdl)?.[0]).toBeUndefined()
      const got = await ask(RECORDS.replace('"pgr", ', ''))
      expect(got.status).toBe(200)
      expect(recordsOf(got.json).filter((record) => record?.__typename === 'PntlCaseRecord' && record.stage).length).toBeGreaterThan(0)
      hostile.tamper = undefined
      await gateway.refresh('pgr')
      expect(statusOf((await ask()).json, 'pgr')).toBe('OK')
    })
    it('as part of another institution: its word does not become the court’s, whose word counts, and it reads none of the court’s faults', async () => {
      const AGENCIES = '{ agencies { code institution problems { code } } }'
      const before = (await ask(AGENCIES)).json.data.agencies
      for (const institution of ['courts', 'pntl', 'klatu', 'mssi', 'pg', '__proto__']) {
        hostile.tamper = described((description) => ({ ...description, institution }))
        await gateway.refresh('pgr')
        expect((await ask(AGENCIES)).json.data.agencies, institution).toEqual(before)
      }
      hostile.tamper = undefined
      await gateway.refresh('pgr')
      expect(statusOf((await ask()).json, 'pgr')).toBe('OK')
    })
  })
}
