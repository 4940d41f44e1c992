import { describe, expect, it } from 'vitest'
import { type AttackedHub, expectRefused, json } from './support/attacked-hub.ts'
import { agencyId, hubId } from './support/ids.ts'
import { expectNoLeak } from './support/leaks.ts'

const analyst = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const
const lawyer = { as: 'alfela.lawyer', purpose: 'PROTECTION' } as const
const WITHHELD = ['names { text }', 'phone', 'address', 'birthDate', 'localCode', 'idDocuments { number }', 'email'] as const

/** What public advisories on federated GraphQL servers of 2024–26 describe, tried here. Each names the flaw and what closes it. */
export function advisories(attacked: () => AttackedHub): void {
  const ask = async (query: string, as: typeof analyst | typeof lawyer = analyst) => {
    const got = await attacked().ask(query, as)
    expectNoLeak(got.text)
    return got
  }
  /** Every value that stands anywhere under one of the keys. */
  const valuesOf = (value: unknown, keys: ReadonlySet<string>): readonly unknown[] => {
    if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, keys))
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([key, inner]) => (keys.has(key) ? [inner] : valuesOf(inner, keys)))
  }

  describe('access control on a type is passed by asking through its interface (router, 2025)', () => {
    it.each(
      WITHHELD.flatMap((field) =>
        ['VictimRecord', 'PgrVictimRecord', 'PntlVictimRecord', 'FokupersVictimRecord', 'MssiVictimRecord'].map(
          (type) => [field, type] as const,
        ),
      ),
    )('%s through %s', async (field, type) => {
      const got = json(
        await ask(`{ victims(first: 100) { nodes { records { __typename ... on ${type} { hidden: ${field} gaps { field reason } } } } } }`),
      )
      const shown = valuesOf(got.data, new Set(['hidden'])).filter((value) => value !== null)
      expect(got.data?.victims === undefined || shown.length === 0, 'a value that no policy shows the analyst').toBe(true)
    })
    it('through fragments in fragments, aliases and both type and interface at once', async () => {
      const query = `{ victims(first: 100) { nodes { ...A } } }
        fragment A on Victim { records { ...B ... on VictimRecord { ...C } ... on PgrVictimRecord { x1: names { text } ... on VictimRecord { x2: names { text } ... on PgrVictimRecord { x3: names { text } } } } } }
        fragment B on VictimRecord { ... on PgrVictimRecord { x4: names { x5: text } } } fragment C on PgrVictimRecord { ... { ... @include(if: true) { x6: names { text } } } }`
      const got = json(await ask(query))
      expect(valuesOf(got.data, new Set(['x1', 'x2', 'x3', 'x4', 'x6'])).filter((value) => value !== null)).toEqual([])
    })
    it('through a relation to and fro', async () => {
      const got = json(
        await ask(
          '{ cases(first: 50) { nodes { records { ... on PgrCaseRecord { victims { n1: names { text } case { victims { n2: names { text } } } } } ... on PntlCaseRecord { victims { n1: names { text } } } } } } }',
        ),
      )
      expect(valuesOf(got.data, new Set(['n1', 'n2'])).filter((value) => value !== null)).toEqual([])
    })
    it('through @skip and @include that change with a variable after the plan was kept', async () => {
      const query =
        'query ($s: Boolean!) { victims(first: 20) { nodes { records { ... on VictimRecord { sex x: names @skip(if: $s) { text } } } } } }'
      for (const s of [true, false, true]) {
        const got = json(await attacked().ask({ query, variables: { s } }, analyst))
        expect(valuesOf(got.data, new Set(['x'])).filter((value) => value !== null)).toEqual([])
      }
    })
  })

  it('a plan kept for one person is not used for another (cached plans, 2024)', async () => {
    const query = '{ victims(first: 100) { nodes { records { ... on PntlVictimRecord { names { text } } } } } }'
    const officer = { as: 'pntl.officer', purpose: 'INVESTIGATION' } as const
    const own = json(await attacked().ask(query, officer))
    expect(valuesOf(own.data, new Set(['names'])).some((value) => value !== null)).toBe(true)
    for (const as of [analyst, lawyer]) {
      const others = json(await attacked().ask(query, as))
      expect(valuesOf(others.data, new Set(['names'])).filter((value) => Array.isArray(value) && as === analyst)).toEqual([])
    }
  })
  it('two people asking at once get their own answers (shared in-flight requests)', async () => {
    const query = '{ me { agency roles } victims(first: 30) { nodes { records { ... on VictimRecord { names { text } } } } } }'
    const people = [
      analyst,
      { as: 'pntl.officer', purpose: 'INVESTIGATION' },
      lawyer,
      { as: 'fokupers.caseworker', purpose: 'PROTECTION' },
    ] as const
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => attacked().ask(query, people[n % people.length] ?? analyst)))
    all.forEach((got, n) => {
      const body = json(got)
      expect(body.data.me.agency).toBe((people[n % people.length] ?? analyst).as.split('.')[0])
      if (n % people.length === 0) expect(valuesOf(body.data, new Set(['names'])).filter((value) => value !== null)).toEqual([])
    })
  })

  it('a field that another needs (@requires) is not given with it: nothing in the graph requires a foreign field', () => {
    const used = attacked().hub.gateway.supergraphSdl.replace(/^directive .*$/gm, '')
    expect(used).not.toMatch(/@join__field\([^)]*(requires|provides|override):|@join__directive\(|isInterfaceObject: true/)
  })
  it('renamed directives do not pass the lint: the graph has no directive but those of composition', () => {
    const used = new Set([...attacked().hub.gateway.supergraphSdl.matchAll(/^\s*directive @(\w+)/gm)].map(([, name]) => name))
    expect([...used].filter((name) => !/^(join__|link|inaccessible|tag|core)/.test(name ?? ''))).toEqual([])
  })
  it.each(['__proto__', 'constructor', 'prototype'])('representations polluted through a record’s id: %s', async (name) => {
    const id = hubId(attacked().hub.keys, 'Victim', { agency: 'pgr', key: name }, 'klatu')
    const got = await attacked().ask({ query: 'query ($id: ID!) { victim(id: $id) { id } }', variables: { id } }, analyst)
    expect(json(got).data).toEqual({ victim: null })
    expect(Object.keys(Object.prototype)).toEqual([])
  })
  it('limits count what fragments write out, without overflow (router, 2025)', async () => {
    const bomb = Array.from({ length: 60 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ')
    expectRefused(await ask(`{ ...F0 } ${bomb} fragment F60 on Query { me { agency } }`), [
      'QUERY_TOO_COSTLY',
      'TOO_MANY_ALIASES',
      'QUERY_TOO_DEEP',
    ])
  })
  it('named fragments are no shortcut around limits of planning (router, 2025)', async () => {
    const wide = Array.from(
      { length: 8 },
      (_, n) => `fragment W${n} on CaseRecord { ${Array.from({ length: 12 }, () => `...W${n + 1}`).join(' ')} stage }`,
    ).join(' ')
    const got = await ask(`{ cases(first: 1) { nodes { records { ...W0 } } } } ${wide} fragment W8 on CaseRecord { municipality }`)
    expectRefused(got, ['QUERY_TOO_COSTLY', 'QUERY_TOO_DEEP'])
  })
  it('introspection shows nothing to whom nothing is open, and no federation type to anybody', async () => {
    const names = (json(await ask('{ __schema { types { name } directives { name } } }')).data.__schema.types as { name: string }[]).map(
      ({ name }) => name,
    )
    expect(names.filter((name) => /^(join__|link__|_Entity|_Any|_Service|core__|federation__)/.test(name))).toEqual([])
    const partner = json(await attacked().ask('{ __schema { types { name } } }', { as: 'partner.app', purpose: 'STATISTICS' }))
    const seen = ((partner.data?.__schema.types ?? []) as { name: string }[]).map(({ name }) => name)
    expect(seen.filter((name) => /(Victim|Perpetrator|Case)Record$/.test(name))).toEqual([])
  })
  it('an entity’s owner is asked for its own type only: a key of one agency opens nothing at another', async () => {
    const id = agencyId(attacked().hub.keys, 'pgr', 'VictimRecord', '1')
    for (const [agency, type] of [
      ['pntl', 'PntlVictimRecord'],
      ['pcic', 'PcicVictimRecord'],
      ['fokupers', 'FokupersVictimRecord'],
    ] as const) {
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on ${type} { id } } }`
      const got = await attacked().toAgency(agency, {
        as: { as: 'pcic.investigator', purpose: 'INVESTIGATION' },
        query,
        variables: {
          r: [
            { __typename: type, id },
            { __typename: 'PgrVictimRecord', id },
          ],
        },
      })
      expect(json(got).data._entities).toEqual([null, null])
    }
  })
  it('an error tells no query plan, no subgraph’s address and no fetch', async () => {
    const got = await attacked().ask('{ me { agency } }', analyst, {
      headers: {
        'apollo-expose-query-plan': 'true',
        'apollo-query-plan-experimental': 'true',
        'apollographql-client-name': 'x',
        'hive-expose-query-plan': '1',
      },
    })
    expect(got.text).not.toMatch(/queryPlan|apolloQueryPlan|127\.0\.0\.1|ftv1/)
  })
  it('answers differ in length by what is shown only: no trace, no cost, no timing in them', async () => {
    const { extensions } = json(await ask('{ cases(first: 1) { nodes { id } } }'))
    expect(Object.keys(extensions).toSorted()).toEqual(['complete', 'sources'])
    for (const source of extensions.sources) expect(Object.keys(source).toSorted()).toEqual(['agency', 'asOf', 'status'])
  })
}
