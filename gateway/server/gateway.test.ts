import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HubError } from '../../schema/index.ts'
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts'

let test: TestGateway
beforeAll(async () => {
  test = await startTestGateway()
})
afterAll(() => test.close())
beforeEach(() => {
  for (const { seen } of test.agencies) seen.length = 0
})

const entities = (code: string) => test.agency(code).seen.filter(({ path }) => path === '/graphql')

describe('one question', () => {
  it('is answered from two agencies, and says who answered', async () => {
    const { status, body } = await test.ask('{ cases { __typename id stage } }')

    expect(body).toEqual({
      data: {
        cases: [
          { __typename: 'PgrCaseRecord', id: 'g1', stage: 'S50' },
          { __typename: 'PntlCaseRecord', id: 'n1', stage: 'S10' },
        ],
      },
      extensions: {
        sources: [
          { agency: 'pgr', status: 'OK', asOf: null },
          { agency: 'pntl', status: 'OK', asOf: null },
        ],
        complete: true,
      },
    })
    expect(status).toBe(200)
  })

  it('gives what the profile can never be shown as null, without asking for it, and lets the agency explain it', async () => {
    const { body } = await test.ask('{ cases { id nuc municipality gaps { field reason } } }')

    expect(body.data.cases).toEqual([
      { id: 'g1', nuc: null, municipality: null, gaps: [{ field: 'municipality', reason: 'NOT_RECORDED' }] },
      { id: 'n1', nuc: '0001/24.DIPNT', municipality: null, gaps: [] },
    ])
    const [pgr, pntl] = [entities('pgr'), entities('pntl')]
    expect(pgr[0]?.query).not.toMatch(/\bnuc(?!")/)
    expect(pgr[0]?.query).toContain('gaps(of: ["nuc", "municipality"])')
    expect(pntl[0]?.query).not.toMatch(/\bmunicipality(?!")/)
  })

  it('keeps aliases, fragments and conditions as they were asked', async () => {
    const { body } = await test.ask(
      `query Q($yes: Boolean!, $no: Boolean = false) {
        all: cases { ...Part why: gaps { field } ... on PgrCaseRecord { where: municipality } skipped: stage @include(if: $no) }
      }
      fragment Part on CaseRecord { id step: stage @include(if: $yes) }`,
      { variables: { yes: true } },
    )

    expect(body.data).toEqual({
      all: [
        { id: 'g1', step: 'S50', why: [{ field: 'municipality' }], where: null },
        { id: 'n1', step: 'S10', why: [] },
      ],
    })
  })

  it('asks nothing of an agency of which nothing may be shown', async () => {
    const { body } = await test.ask('{ cases { ... on PgrCaseRecord { nuc } ... on PntlCaseRecord { stage } } }')

    expect(body.data.cases).toEqual([{ nuc: null }, { stage: 'S10' }])
    expect(entities('pgr')).toEqual([])
  })

  it('answers a fragment of which nothing may be fetched with nulls, in the order that was asked', async () => {
    const { body } = await test.ask('{ cases { ... on PgrCaseRecord { nuc } id } }')

    expect(JSON.stringify(body.data.cases)).toBe('[{"nuc":null,"id":"g1"},{"id":"n1"}]')
  })

  it('goes to each agency signed, for that agency, with the person’s own token, purpose and reason', async () => {
    const token = await test.token()

    await test.ask('{ cases { stage } }', { token, headers: { 'tip-reason': 'case 12 of mine' } })

    const calls = test.agencies.flatMap(({ agency, seen }) =>
      seen.filter(({ query }) => !query.includes('describe')).map((call) => ({ agency, ...call })),
    )
    expect(calls.map(({ agency, path }) => `${agency} ${path}`).sort()).toEqual([
      'pgr /graphql',
      'pgr /internal',
      'pntl /graphql',
      'pntl /internal',
    ])
    for (const { agency, context, isSigned } of calls) {
      expect(isSigned).toBe(true)
      expect(context).toMatchObject({ aud: agency, purpose: 'OVERSIGHT', reason: 'case 12 of mine', token })
    }
    expect(new Set(calls.map(({ context }) => context?.requestId)).size).toBe(1)
    expect(new Set(calls.map(({ context }) => context?.jti)).size).toBe(4)
  })
})

describe('who asks', () => {
  it('may ask public fields without a token, and nothing else', async () => {
    const open = await test.ask('{ codeLists agencies { code name } __typename }', { token: null })
    const closed = await test.ask('{ agencies { code status } }', { token: null })

    expect(open).toMatchObject({ status: 200, body: { data: { codeLists: ['stage'], agencies: [{ code: 'pgr' }, { code: 'pntl' }] } } })
    expect(closed.status).toBe(401)
    expect(closed.body).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    expect(closed.body.data ?? null).toBeNull()
  })

  it.each([
    '{ cases { id } }',
    '{ ...F } fragment F on Query { me { agency } }',
    '{ codeLists ... on Query { a: cases { id } } }',
    '{ crash }',
  ])('is asked for a token by %s', async (query) => {
    const { status, body } = await test.ask(query, { token: null })

    expect([status, body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
    expect(test.agencies.every(({ seen }) => seen.every((call) => call.query.includes('describe')))).toBe(true)
  })

  it.each([
    ['another audience', { claims: { aud: 'other' } }, 'TOKEN_INVALID'],
    ['an unknown issuer', { claims: { iss: 'other' } }, 'TOKEN_INVALID'],
    ['an agency that the issuer may not vouch for', { agency: 'pgr' }, 'TOKEN_INVALID'],
    ['a role that the issuer may not give', { roles: ['analyst', 'prosecutor'] }, 'TOKEN_INVALID'],
    ['another type', { typ: 'JWT' }, 'TOKEN_INVALID'],
    ['a life longer than allowed', { seconds: 3_600 }, 'TOKEN_INVALID'],
    ['no id', { claims: { jti: undefined } }, 'TOKEN_INVALID'],
    ['an expiry in the past', { seconds: -60, claims: { iat: Math.floor(Date.now() / 1000) - 120 } }, 'TOKEN_EXPIRED'],
    ['a beginning in the future', { claims: { iat: Math.floor(Date.now() / 1000) + 120 } }, 'TOKEN_INVALID'],
  ])('is refused with a token of %s', async (_what, wishes, code) => {
    const { status, body, headers } = await test.ask('{ codeLists }', { token: await test.token(wishes) })

    expect([status, body.errors[0].extensions.code, headers.get('www-authenticate')]).toEqual([401, code, 'Bearer'])
  })

  it('names one of the purposes that the token carries', async () => {
    const token = await test.token({ purposes: ['OVERSIGHT', 'STATISTICS'] })

    const none = await test.ask('{ me { purpose } }', { token })
    const other = await test.ask('{ me { purpose } }', { token, headers: { 'tip-purpose': 'INVESTIGATION' } })
    const one = await test.ask('{ me { purpose } }', { token, headers: { 'tip-purpose': 'STATISTICS' } })

    expect([none.status, none.body.errors[0].extensions.code]).toEqual([400, 'PURPOSE_REQUIRED'])
    expect([other.status, other.body.errors[0].extensions.code]).toEqual([403, 'PURPOSE_NOT_ALLOWED'])
    expect(one.body.data.me.purpose).toBe('STATISTICS')
  })

  it('is told of the schema what they may ever see, and of nothing else', async () => {
    const query =
      'query Q($t: String!) { first: __typename __schema { queryType { fields { name } } types { name } } __type(name: $t) { fields { name } } codeLists }'

    const open = await test.ask(query, { token: null, variables: { t: 'Agency' } })
    const analyst = await test.ask(query, { variables: { t: 'PgrCaseRecord' } })
    const partner = await test.ask(query, {
      token: await test.token({ agency: 'partner' }),
      variables: { t: 'PgrCaseRecord' },
    })

    expect(Object.keys(open.body.data)).toEqual(['first', '__schema', '__type', 'codeLists'])
    const names = (list: readonly { name: string }[]) => list.map(({ name }) => name)
    expect(names(open.body.data.__schema.queryType.fields)).toEqual(['agencies', 'codeLists'])
    expect(names(open.body.data.__type.fields)).toEqual(['code', 'name'])
    expect(names(open.body.data.__schema.types)).not.toContain('CaseRecord')
    expect(names(analyst.body.data.__type.fields)).toContain('stage')
    expect(partner.body.data.__type).toBeNull()
  })

  it('is not believed about itself: headers and variables from outside name nobody', async () => {
    const headers = { 'tip-context': 'e30', 'x-agency': 'pgr', 'x-user': 'someone', signature: 'tip=:AAAA:' }

    const { body } = await test.ask('{ me { agency subject } }', { headers, variables: { purpose: 'AUDIT' } })

    expect(body.data.me).toEqual({ agency: 'klatu', subject: 'demo account-1' })
  })
})

describe('what goes wrong', () => {
  it('is masked where it is a bug, with a reference that the operator’s log has', async () => {
    const { body } = await test.ask('{ crash }')

    expect(JSON.stringify(body)).not.toContain('secret')
    expect(body.errors).toMatchObject([{ path: ['crash'], extensions: { code: 'INTERNAL' } }])
    const { correlationId } = body.errors[0].extensions
    expect(test.events).toContainEqual(expect.objectContaining({ event: 'masked', correlationId }))
  })

  it.each([
    ['{ cases {', 'PARSE_FAILED'],
    ['{ casess { id } }', 'VALIDATION_FAILED'],
    ['query A { codeLists } query B { codeLists }', 'OPERATION_NOT_FOUND'],
    ['query A($n: Int!) { cases(first: $n) { id } }', 'BAD_ARGUMENT'],
    ['{ cases(first: 101) { id } }', 'QUERY_TOO_COSTLY'],
    ['query A($n: Int = 500) { cases(first: $n) { id } }', 'QUERY_TOO_COSTLY'],
    [`{ ${'a'.repeat(3)}: codeLists ${Array.from({ length: 80 }, (_, n) => `a${n}: codeLists`).join(' ')} }`, 'TOO_MANY_ALIASES'],
    [`{ codeLists ${'@skip(if: false) '.repeat(80)} }`, 'QUERY_TOO_COSTLY'],
    [`{ ${'...{ '.repeat(5)} codeLists ${'}'.repeat(5)} ${'codeLists '.repeat(40)} }`, 'QUERY_TOO_COSTLY'],
    [`{ __schema { types ${'{ fields { type '.repeat(12)} { name } ${'} }'.repeat(12)} } }`, 'QUERY_TOO_DEEP'],
  ])('is refused before any agency is asked: %s', async (query, code) => {
    const { status, body } = await test.ask(query)

    expect([status, body.errors[0].extensions.code]).toEqual([400, code])
    expect(JSON.stringify(body)).not.toMatch(/did you mean/i)
    expect(test.agencies.flatMap(({ seen }) => seen).filter(({ query: asked }) => !asked.includes('describe'))).toEqual([])
  })

  it('refuses a bomb of fragments at once', async () => {
    const fragments = Array.from({ length: 30 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ')

    const { body } = await test.ask(`{ ...F0 } ${fragments} fragment F30 on Query { codeLists }`)

    expect(body.errors[0].extensions.code).toBe('QUERY_TOO_COSTLY')
  })

  it('refuses documents, bodies and variables that are too large', async () => {
    const tokens = await test.ask(`{ ${'codeLists '.repeat(5_000)} }`)
    const body = await test.ask(`{ codeLists } ${'#'.repeat(20_000_000)}`)
    const variables = await test.ask('{ codeLists }', { variables: { x: 'y'.repeat(50_000) } })

    for (const { status, body: refused } of [tokens, body, variables])
      expect([status, refused.errors[0].extensions.code]).toEqual([413, 'DOCUMENT_TOO_LARGE'])
  })
})

describe('evidence', () => {
  const entries = async () =>
    (await readFile(join(test.folder, 'evidence.jsonl'), 'utf8'))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))

  it('is durable before the answer leaves, and names no person', async () => {
    await test.ask('{ cases { stage } }', { headers: { 'tip-reason': 'case 77' } })

    const entry = (await entries()).at(-1)
    expect(entry).toMatchObject({
      viewer: { agency: 'klatu', roles: ['analyst'], purpose: 'OVERSIGHT' },
      outcome: 'ANSWERED',
      sources: [
        { agency: 'pgr', status: 'OK' },
        { agency: 'pntl', status: 'OK' },
      ],
    })
    expect(JSON.stringify(entry)).not.toMatch(/account-1|case 77|S50|\bg1\b/)
  })

  it('tells two people apart whom two issuers name alike', async () => {
    const accountOf = async (iss: string) => {
      await test.ask('{ codeLists }', { token: await test.token({ claims: { iss } }) })
      return (await entries()).at(-1).viewer.account
    }
    const [demo, ministry] = [await accountOf('demo'), await accountOf('ministry')]

    expect(demo).not.toBe(ministry)
    expect(await accountOf('demo')).toBe(demo)
  })

  it('that cannot be written keeps the answer back', async () => {
    const other = await startTestGateway(
      {},
      { parts: { evidence: { append: () => Promise.reject(new HubError('EVIDENCE_UNAVAILABLE')), close: () => Promise.resolve() } } },
    )
    try {
      const { status, body } = await other.ask('{ cases { stage } }')

      expect([status, body.errors[0].extensions.code]).toEqual([503, 'EVIDENCE_UNAVAILABLE'])
      expect(JSON.stringify(body)).not.toContain('S50')
      expect(body.data ?? null).toBeNull()
    } finally {
      await other.close()
    }
  })
})
