import { describe, expect, it } from 'vitest'
import { createCaseKeys } from '../../subgraphs/runtime/ids/case-keys.ts'
import { type AgencyCall, type AttackedHub, expectRefused, json } from './support/attacked-hub.ts'
import { agencyId } from './support/ids.ts'
import { expectNoLeak } from './support/leaks.ts'

const analyst = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const
const commissioner = { as: 'klatu.commissioner', purpose: 'OVERSIGHT' } as const
const partner = { as: 'partner.app', purpose: 'STATISTICS' } as const
const LOCATE = 'query ($input: LocateInput!) { locate(input: $input) }'
const ENTITIES =
  'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on PgrCaseRecord { id stage nuc } ... on PgrVictimRecord { id sex names { text } } } }'
const list = { kind: 'CaseRecord', filter: [], descending: false, backward: false, first: 10, summary: ['stage'], related: [] }

/** Who has the hub’s own key, and asks an agency in the name of people with live tokens. */
export function hostileGateway(attacked: () => AttackedHub): void {
  describe('with the hub’s own key', () => {
    const toPgrAs = (call: AgencyCall) => attacked().toAgency('pgr', call)
    const locate = (as: AgencyCall['as'], input: unknown) =>
      toPgrAs({ path: '/internal', query: LOCATE, variables: { input }, ...(as ? { as } : {}) })

    it('asks for records with no person: none is given', async () => {
      expectRefused(await locate(undefined, list), 'UNAUTHENTICATED')
      expectRefused(await toPgrAs({ query: ENTITIES, variables: { r: [{ __typename: 'PgrCaseRecord', id: 'x' }] } }), [
        'UNAUTHENTICATED',
        'CALL_REFUSED',
      ])
    })
    it.each<[string, Readonly<Record<string, unknown>>, string]>([
      ['of an issuer that nobody trusts', { iss: 'https://evil.invalid' }, 'TOKEN_INVALID'],
      ['of an agency that the issuer may not assert', { agency: 'interpol' }, 'TOKEN_INVALID'],
      ['with a role that the issuer may not give', { roles: ['superuser'] }, 'TOKEN_INVALID'],
      ['for another audience', { aud: 'another-hub' }, 'TOKEN_INVALID'],
      ['that has expired', { iat: 1_700_000_000, exp: 1_700_000_300 }, 'TOKEN_EXPIRED'],
      ['without the purpose it names', { purposes: ['STATISTICS'] }, 'PURPOSE_NOT_ALLOWED'],
    ])('brings a token %s: the agency itself refuses', async (_what, claims, code) => {
      const token = await attacked().token(commissioner, claims)
      expectRefused(await toPgrAs({ as: commissioner, token, path: '/internal', query: LOCATE, variables: { input: list } }), code)
    })
    it('asks for a partner, whose purpose opens no record: nothing, of nothing', async () => {
      const got = await locate(partner, list)
      expect(json(got).data.locate).toEqual({ items: [], hasMore: false })
    })
    it.each<[string, string]>([
      ['of spaces', '   '],
      ['of a space that does not break', '\u00a0'],
      ['that says nothing', ''],
      ['with a line of its own', 'case 1\n{"at":"2025-01-01","viewer":{"agency":"pgr"}}'],
      ['that turns the direction of writing', 'case \u202e1\u2066'],
      ['that hides in it what nobody sees', 'case\u200b\u2060 1'],
      ['that moves the cursor', '\u001b[2Jcase 1'],
      ['with a null byte', 'case\u0000 1'],
      ['of half a character', 'case \ud800'],
      ['of 201 characters', 'x'.repeat(201)],
    ])('gives a reason %s: refused, and not in the evidence', async (_what, reason) => {
      const as = { as: 'pcic.investigator', purpose: 'INVESTIGATION' } as const
      const got = await toPgrAs({ as, path: '/internal', query: LOCATE, variables: { input: list }, context: { reason } })
      expectRefused(got, 'CALL_REFUSED', [401])
    })
    it('asks for more entities than the agency takes at once', async () => {
      const r = Array.from({ length: 1_001 }, () => ({ __typename: 'PgrCaseRecord', id: 'x' }))
      expectRefused(await toPgrAs({ as: commissioner, query: ENTITIES, variables: { r } }), ['DOCUMENT_TOO_LARGE', 'BAD_ARGUMENT'])
    })
    it('asks for records of another agency’s type, of no type, or of a type of the machine: all null', async () => {
      const id = agencyId(attacked().hub.keys, 'pgr', 'CaseRecord', '1')
      const r = ['PntlCaseRecord', 'Query', '__proto__', 'constructor', '', 'CaseRecord', 'PgrcaseRecord'].map((__typename) => ({
        __typename,
        id,
      }))
      const got = await toPgrAs({ as: commissioner, query: ENTITIES, variables: { r } })
      expectNoLeak(got.text)
      expect(json(got).data?._entities ?? r.map(() => null)).toEqual(r.map(() => null))
    })
    it('asks by ids of every wrong kind: all null', async () => {
      const keys = attacked().hub.keys
      const ids = [
        agencyId(keys, 'pgr', 'VictimRecord', '1'),
        agencyId(keys, 'pntl', 'CaseRecord', '1'),
        '',
        '1',
        '\u0000',
        '__proto__',
        'A'.repeat(100_000),
        `${agencyId(keys, 'pgr', 'CaseRecord', '1')}A`,
        '🧨',
      ]
      const got = await toPgrAs({
        as: commissioner,
        query: ENTITIES,
        variables: { r: ids.map((id) => ({ __typename: 'PgrCaseRecord', id })) },
      })
      expect(json(got)).toEqual({ data: { _entities: ids.map(() => null) } })
    })
    it.each([[null], [1], [['x']], [{}], [{ toString: 'x' }], [true]])(
      'asks by an id that is %j: null, no error of the machine',
      async (id) => {
        const got = await toPgrAs({ as: commissioner, query: ENTITIES, variables: { r: [{ __typename: 'PgrCaseRecord', id }] } })
        expect(json(got)).toEqual({ data: { _entities: [null] } })
      },
    )
    it.each(['text', 1, null, { __typename: 'PgrCaseRecord' }, [null], ['x'], [[]]])('sends representations that are %j', async (r) => {
      const got = await toPgrAs({ as: commissioner, query: ENTITIES, variables: { r } })
      expectNoLeak(got.text)
      const { data, errors } = json(got)
      expect(JSON.stringify(data?._entities ?? [null])).toMatch(/^\[(null,?)*\]$/)
      expect((errors ?? []).map((error: { extensions: { code: string } }) => error.extensions.code)).not.toContain('INTERNAL')
    })
    it.each<[string, Readonly<Record<string, unknown>>]>([
      ['filters by the place', { filter: [{ field: 'municipality', in: ['TL-DI'] }] }],
      ['filters by the case number', { filter: [{ field: 'nuc', in: ['0062/18.PDSUA'] }] }],
      [
        'filters by the court, beside what is shown',
        {
          filter: [
            { field: 'stage', in: ['S30'] },
            { field: 'court', in: ['DIL'] },
          ],
        },
      ],
    ])('%s, which nobody shows a lawyer: refused before any data is touched', async (_what, change) => {
      const lawyer = { as: 'alfela.lawyer', purpose: 'PROTECTION' } as const
      const before = attacked().logs.length
      expectRefused(await locate(lawyer, { ...list, ...change }), 'FORBIDDEN_ARGUMENT')
      const answers = attacked()
        .logs.slice(before)
        .filter((line) => line.includes('"agency":"pgr"') && line.includes('"statements"'))
      expect(answers).toHaveLength(1)
      expect(answers[0]).toContain('"statements":0')
    })
    it.each(['TEXTO', 'MORADA', '__proto__', 'constructor', 'CLASSIFICACAO', 'stage; drop table x', '"ID_PROC"', 'stage\u0000'])(
      'filters by %j, which is no field: not held',
      async (field) => {
        expect(json(await locate(commissioner, { ...list, filter: [{ field, in: ['x'] }] })).data.locate).toEqual({ notHeld: [field] })
        expect(json(await locate(commissioner, { ...list, orderBy: field })).data.locate).toEqual({ notHeld: [field] })
      },
    )
    it.each(
      ["' or 1=1 --", '%', '_', '\\', "S30'||'", '\u0000', '\ud800', '$1', '{}', "');select pg_sleep(5)--", 'x'.repeat(10_000)].map(
        (value) => [JSON.stringify(value).slice(0, 30), value] as const,
      ),
    )('filters for the value %s: it matches nothing, or is refused', async (_what, value) => {
      const got = await locate(commissioner, { ...list, filter: [{ field: 'stage', in: [value] }] })
      const { data, errors } = json(got)
      if (data) expect(data.locate).toEqual({ items: [], hasMore: false })
      else expect(errors[0].extensions.code).toBe('BAD_ARGUMENT')
      expectNoLeak(got.text)
    })
    it.each([0, -1, 101, 2_147_483_647])('asks for %i items: refused', async (first) => {
      expectRefused(await locate(commissioner, { ...list, first }), 'BAD_ARGUMENT')
    })
    it.each<[string, unknown]>([
      ['a number that is no 32-bit one', { ...list, first: 1e300 }],
      ['a kind of Object.prototype', { ...list, kind: 'constructor' }],
      ['a member that nobody knows', { ...list, where: '1=1' }],
      ['an object as a code', { ...list, filter: [{ field: 'stage', in: [{ $ne: null }] }] }],
      ['nothing', null],
    ])('sends %s as input: refused without repeating it', async (_what, input) => {
      const got = await locate(commissioner, input)
      expectRefused(got, 'BAD_ARGUMENT')
      expect(got.text).not.toMatch(/1=1|\$ne|constructor/)
    })
    it('asks for summaries of columns, withheld fields and members of the machine: nothing but reasons', async () => {
      const summary = ['nuc', 'MAGISTRADO', '__proto__', 'constructor', 'localRef', 'toString']
      const got = await locate(analyst, {
        ...list,
        summary,
        related: [
          { relation: '__proto__', fields: ['x'] },
          { relation: 'DESPACHO', fields: ['TEXTO'] },
        ],
      })
      const { items } = json(got).data.locate
      expect(items.length).toBeGreaterThan(0)
      for (const { summary: values, related, gaps } of items) {
        expect(Object.values(values).every((value) => value === null)).toBe(true)
        expect(related).toEqual({})
        expect(gaps.nuc).toBe('WITHHELD')
      }
      expectNoLeak(got.text)
    })
    it('takes a place of one person’s list to another person’s, or alters it: refused', async () => {
      const mine = json(await locate(commissioner, { ...list, first: 2 })).data.locate.items[0].position
      expectRefused(await locate(analyst, { ...list, after: mine }), 'CURSOR_INVALID')
      expectRefused(await locate(commissioner, { ...list, descending: true, after: mine }), 'CURSOR_INVALID')
      expectRefused(await locate(commissioner, { ...list, after: `${mine.slice(0, -4)}AAAA` }), 'CURSOR_INVALID')
      expectRefused(await locate(commissioner, { ...list, after: '' }), 'CURSOR_INVALID')
    })
    it('guesses case keys, or brings those of another request: no matter is opened', async () => {
      const sealed = createCaseKeys(Buffer.from(attacked().hub.keys.caseKey, 'base64url'), 'another-request').seal([
        attacked().hub.truth.groups[0]?.nuc ?? '',
      ])
      const query = 'query ($input: LocateByKeysInput!) { locateByKeys(input: $input) }'
      const input = { caseKeys: [...sealed, 'AAAAAAAAAAAAAAAAAAAAAA', '', '\u0000'], summary: [], related: [] }
      expect(json(await toPgrAs({ as: commissioner, path: '/internal', query, variables: { input } })).data.locateByKeys).toEqual({
        items: [],
        hasMore: false,
      })
      expectRefused(
        await toPgrAs({ as: commissioner, path: '/internal', query, variables: { input: { ...input, caseKeys: Array(51).fill('A') } } }),
        'BAD_ARGUMENT',
      )
    })
    it.each<[string, (field: (name: string) => string) => string]>([
      ['under forty names', (field) => Array.from({ length: 40 }, (_, index) => field(`a${index}`)).join(' ')],
      ['in fragments', (field) => Array.from({ length: 11 }, (_, index) => `... on Query { ${field(`a${index}`)} }`).join(' ')],
    ])('asks for a list %s in one call: refused before any is read', async (_what, write) => {
      const query = `query ($input: LocateInput!) { ${write((name) => `${name}: locate(input: $input)`)} }`
      const got = await toPgrAs({ as: commissioner, path: '/internal', query, variables: { input: list } })
      expectRefused(got, 'QUERY_TOO_COSTLY')
    })
    it('uses one request id for two people, and for two tokens of one: the keys of matters cannot be compared', async () => {
      const requestId = 'the-same-request'
      const keysOf = async (as: NonNullable<AgencyCall['as']>, token?: string): Promise<readonly string[]> => {
        const call = {
          as,
          ...(token === undefined ? {} : { token }),
          context: { requestId },
          path: '/internal',
          query: LOCATE,
          variables: { input: list },
        }
        const { items } = json(await toPgrAs(call)).data.locate as { items: { caseKeys: string[] }[] }
        return items.flatMap(({ caseKeys }) => caseKeys)
      }
      const token = await attacked().token(commissioner)
      const [first, again, later, other] = [
        await keysOf(commissioner, token),
        await keysOf(commissioner, token),
        await keysOf(commissioner),
        await keysOf({ as: 'pgr.prosecutor', purpose: 'INVESTIGATION' }),
      ]

      expect(first.length).toBeGreaterThan(3)
      expect(again).toEqual(first)
      for (const keys of [later, other]) {
        expect(keys.length).toBeGreaterThan(3)
        expect(keys.filter((key) => first.includes(key))).toEqual([])
      }
    })
    it.each<[string, string]>([
      ['a change', 'mutation { locate }'],
      ['a subscription', 'subscription { locate }'],
      ['two operations without a name', 'query A { __typename } query B { __typename }'],
      ['fragments that spread one another', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
      ['an unknown field, hoping for a suggestion', '{ _servic { sdl } }'],
      ['no query', ''],
      ['a null byte', '{ \u0000 }'],
    ])('sends %s: refused, nothing suggested', async (_what, query) => {
      const got = await toPgrAs({ as: commissioner, query })
      expectRefused(got, ['PARSE_FAILED', 'VALIDATION_FAILED', 'OPERATION_NOT_FOUND', 'REQUEST_INVALID'])
      expect(got.text).not.toMatch(/did you mean/i)
    })
    it('nests relations deeper than the hub ever does', async () => {
      const deep = 'case { victims { '.repeat(8)
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on PgrVictimRecord { ${deep} id ${'} } '.repeat(8)} } } }`
      expectRefused(await toPgrAs({ as: commissioner, query, variables: { r: [] } }), 'QUERY_TOO_DEEP')
    })
    it('sends a bomb of fragments: refused at once', async () => {
      const bomb = Array.from({ length: 30 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ')
      const got = await toPgrAs({ as: commissioner, query: `{ ...F0 } ${bomb} fragment F30 on Query { __typename }` })
      expectRefused(got, ['VALIDATION_FAILED', 'QUERY_TOO_COSTLY', 'REQUEST_INVALID'])
    })
    it.each<[string, string]>([
      ['a batch', '[{"query":"{ __typename }"},{"query":"{ __typename }"}]'],
      ['a body that is a text', '"{ __typename }"'],
      ['a body that is null', 'null'],
      ['half a body', '{"query":"{ __typename }"'],
      ['a query that is an object', '{"query":{"kind":"Document"}}'],
      ['variables that are a list', '{"query":"{ __typename }","variables":[]}'],
    ])('sends %s: refused', async (_what, text) => {
      const got = await toPgrAs({ as: commissioner, body: text })
      expect(got.status).toBeGreaterThanOrEqual(400)
      expectRefused(got, ['REQUEST_INVALID', 'BAD_ARGUMENT'])
    })
    it('sends members of Object.prototype in body and variables: they are nothing', async () => {
      const got = await toPgrAs({
        as: commissioner,
        body: '{"query":"{ __typename }","__proto__":{"query":"{ x }"},"variables":{"__proto__":{"a":1},"constructor":1}}',
      })
      expect(json(got)).toEqual({ data: { __typename: 'Query' } })
      expect(Object.hasOwn(Object.prototype, 'a')).toBe(false)
    })
    it('asks for reasons of ten thousand names of nothing: bounded', async () => {
      const id = json(await locate(commissioner, list)).data.locate.items[0].id
      const query =
        'query ($r: [_Any!]!, $of: [String!]) { _entities(representations: $r) { ... on PgrCaseRecord { gaps(of: $of) { field } } } }'
      const of = Array.from({ length: 10_000 }, (_, n) => `n${n}`)
      const got = await toPgrAs({ as: commissioner, query, variables: { r: Array(100).fill({ __typename: 'PgrCaseRecord', id }), of } })
      expect(got.text.length).toBeLessThan(50_000)
    })
  })
}
