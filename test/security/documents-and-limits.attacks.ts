import { describe, expect, it } from 'vitest'
import { type AskedText, type AttackedHub, expectRefused, json } from './support/attacked-hub.ts'
import { expectNoLeak } from './support/leaks.ts'

const analyst = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const
const LIMITS = ['QUERY_TOO_COSTLY', 'TOO_MANY_ALIASES', 'QUERY_TOO_DEEP', 'DOCUMENT_TOO_LARGE']
const INVALID = ['VALIDATION_FAILED', 'PARSE_FAILED', 'OPERATION_NOT_FOUND', 'BAD_ARGUMENT']
const many = (count: number, write: (n: number) => string): string => Array.from({ length: count }, (_, n) => write(n)).join(' ')
const nest = (depth: number, open: string, inner: string, close = ' }'): string => `${open.repeat(depth)}${inner}${close.repeat(depth)}`
const CASES = '{ nodes { id } }'

/** Documents made to exhaust the server, to learn the schema, or to be read in two ways. */
export function documentsAndLimits(attacked: () => AttackedHub): void {
  const askSafely = async (asked: string | AskedText) => {
    const got = await attacked().ask(asked, analyst)
    expectNoLeak(got.text)
    return got
  }

  describe('a document that asks for too much is refused before any work', () => {
    it.each<[string, string | AskedText]>([
      ['1,000 aliases of one root field', `{ ${many(1_000, (n) => `a${n}: me { agency }`)} }`],
      ['100 aliases of one record field', `{ cases(first: 1) { nodes { ${many(100, (n) => `a${n}: id`)} } } }`],
      ['100 lists at once', `{ ${many(100, (n) => `a${n}: cases(first: 100) ${CASES}`)} }`],
      ['30 guesses of ids at once', `{ ${many(30, (n) => `a${n}: victim(id: "guess${n}") { id }`)} }`],
      ['30 guesses of numbers at once', `{ ${many(30, (n) => `a${n}: caseByNuc(nuc: "00${n + 10}/23.PDDIL") { id }`)} }`],
      ['one field 5,000 times', `{ me { ${many(5_000, () => 'agency')} } }`],
      ['a field 3,500 times', `{ me { ${many(3_500, () => 'agency')} } }`],
      ['__typename 3,500 times', `{ ${many(3_500, () => '__typename')} }`],
      ['200 directives on one field', `{ me ${many(200, () => '@include(if: true)')} { agency } }`],
      ['200 unknown directives', `{ me ${many(200, () => '@x')} { agency } }`],
      [
        'fragments that double one another 30 times',
        `{ ...F0 } ${many(30, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F30 on Query { me { agency } }`,
      ],
      [
        'fragments that alias one another',
        `{ ...F0 } ${many(12, (n) => `fragment F${n} on Query { a${n}: me { agency } ...F${n + 1} ...F${n + 1} }`)} fragment F12 on Query { me { agency } }`,
      ],
      ['inline fragments 1,000 deep', `{ ${nest(1_000, '... { ', 'me { agency }')} ${many(2_000, () => 'me { agency }')} }`],
      ['relations 20 deep', `{ cases { nodes { records { ${nest(10, '... on PgrCaseRecord { victims { case { ', 'id', ' } } }')} } } } }`],
      [
        'depth through fragments',
        `{ cases { nodes { records { ...F0 } } } } ${many(8, (n) => `fragment F${n} on PgrCaseRecord { victims { case { ...F${n + 1} } } }`)} fragment F8 on PgrCaseRecord { id }`,
      ],
      ['a fragment that spreads itself', '{ ...A } fragment A on Query { me { agency } ...A }'],
      ['fragments in a circle of three', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }'],
      ['introspection 25 deep', `{ __schema { types { ${nest(12, 'fields { type { ', 'name', ' } }')} } } }`],
      ['introspection through a circle', '{ __schema { types { ...T } } } fragment T on __Type { fields { type { ...T } } }'],
      ['a page of 101', `{ cases(first: 101) ${CASES} }`],
      ['a page of two thousand million', `{ cases(first: 2147483647) ${CASES} }`],
      ['a page of 101 through a variable', { query: `query ($n: Int) { cases(first: $n) ${CASES} }`, variables: { n: 101 } }],
      ['a page of 101 through a default', `query ($n: Int = 101) { cases(first: $n) ${CASES} }`],
      ['a page of 101 read from the end', `{ victims(last: 101) ${CASES} }`],
      ['6,000 tokens', `{ me { agency } } ${many(3_000, () => '# x\n{')}`],
      ['100 operations of 20 aliases each', many(100, (n) => `query Q${n} { ${many(20, (m) => `a${m}: me { agency }`)} }`)],
    ])('%s', async (_what, asked) => {
      const got = await askSafely(asked)
      expectRefused(got, [...LIMITS, ...INVALID])
    })
    it('variables of 50 kB', async () => {
      expectRefused(
        await askSafely({ query: 'query ($a: String) { me { agency } }', variables: { a: 'x'.repeat(50_000) } }),
        'DOCUMENT_TOO_LARGE',
      )
    })
    it('a list argument of 3,000 codes is read, and answered', async () => {
      const got = await askSafely({
        query: `query ($m: [Code!]) { victims(first: 1, filter: { sex: $m }) ${CASES} }`,
        variables: { m: Array.from({ length: 3_000 }, (_, n) => `X${n}`) },
      })
      expect(got.status).toBeLessThan(500)
    })
    it('3,000 fields that could conflict are checked', async () => {
      const pairs = many(60, (n) => `... on PgrCaseRecord { ${many(8, () => 'stage')} } ... on PntlCaseRecord { stage${n ? '' : ' id'} }`)
      await askSafely(`{ cases(first: 1) { nodes { records { ${pairs} } } } }`)
    })
    it('twenty lists of all agencies at once keep the hub answering others', async () => {
      const heavy = attacked().ask(`{ ${many(20, (n) => `a${n}: victims(first: 100) ${CASES}`)} }`, analyst)
      expect((await attacked().ask('{ me { agency } }', analyst)).status).toBe(200)
      expectNoLeak((await heavy).text)
    })
    it('fifty different plans at once keep the hub answering others', async () => {
      const plans = Array.from({ length: 50 }, (_, n) =>
        attacked().ask(`{ a${n}: cases(first: 1) { nodes { records { ... on CaseRecord { b${n}: stage } } } } }`, analyst),
      )
      expect((await attacked().ask('{ me { agency } }', analyst)).status).toBe(200)
      for (const got of await Promise.all(plans)) expectNoLeak(got.text)
    })
  })

  describe('a document that nobody may read in two ways is refused', () => {
    it.each<[string, string | AskedText]>([
      ['a change', 'mutation { deleteCase(id: 1) { id } }'],
      ['a subscription', 'subscription { cases { nodes { id } } }'],
      ['two operations and no name', 'query A { me { agency } } query B { cases { nodes { id } } }'],
      ['two operations of one name', 'query A { me { agency } } query A { cases { nodes { id } } }'],
      ['two fragments of one name', '{ ...F } fragment F on Query { me { agency } } fragment F on Query { cases { nodes { id } } }'],
      ['a definition of a type', 'type Query { x: Int } query { me { agency } }'],
      ['an extension of the schema', 'extend type Query { x: Int } query { me { agency } }'],
      ['one name for two fields', '{ me { agency } me: cases { nodes { id } } }'],
      ['one name for two arguments', `{ cases(first: 1) ${CASES} cases(first: 2) ${CASES} }`],
      ['an argument twice', `{ cases(first: 1, first: 100) ${CASES} }`],
      ['a member of the filter twice', `{ cases(filter: { agencies: ["pgr"], agencies: ["pntl"] }) ${CASES} }`],
      ['a variable twice', 'query ($a: Int, $a: Int) { cases(first: $a) { nodes { id } } }'],
      ['a variable that is not there', '{ cases(first: $n) { nodes { id } } }'],
      ['a variable of another type', { query: `query ($n: String) { cases(first: $n) ${CASES} }`, variables: { n: '1' } }],
      ['@skip with a text', 'query { me @skip(if: "true") { agency } }'],
      ['@defer', '{ ... @defer { cases(first: 1) { nodes { id } } } }'],
      ['@stream', '{ cases(first: 1) { nodes @stream { id } } }'],
      ['directives of federation', '{ me @requires(fields: "x") @authenticated @policy(policies: []) { agency } }'],
      ['the federation’s own root fields', '{ _service { sdl } }'],
      ['entities at the gateway', '{ _entities(representations: [{ __typename: "PgrVictimRecord", id: "x" }]) { __typename } }'],
      ['the agency’s internal root fields', '{ locate(input: {}) describe }'],
      ['join types', '{ __type(name: "join__Graph") { name } x: join__Graph }'],
      ['a null byte', '{ me { agency\u0000 } }'],
      ['letters of another alphabet', '{ mе { agency } }'],
      ['fullwidth letters', '{ ｍｅ { agency } }'],
      ['a right-to-left override', '{ me { \u202eycnega } }'],
      ['a zero-width space in a name', '{ m\u200be { agency } }'],
      ['a lone surrogate', '{ me { agency\ud800 } }'],
      ['an escaped name', '{ \\u006de { agency } }'],
      ['an empty document', ' '],
      ['comments only', '# me'],
      ['an empty selection', '{ me { } }'],
      [
        'a number as an id that is too big',
        '{ case(id: 99999999999999999999999999999999999999) { id } cases(first: 99999999999999999999) { nodes { id } } }',
      ],
      ['a page that is no number', `{ cases(first: 1.5) ${CASES} }`],
      ['a page that is text', `{ cases(first: "1") ${CASES} }`],
      ['a page that is a list', `{ cases(first: [1]) ${CASES} }`],
      ['a deep list where a code belongs', `{ cases(filter: { stage: ${'['.repeat(200)}"S30"${']'.repeat(200)} }) ${CASES} }`],
      ['a member of Object.prototype in a filter', `{ cases(filter: { __proto__: { agencies: ["pgr"] } }) ${CASES} }`],
      [
        'a member of Object.prototype in a variable',
        { query: `query ($f: CaseFilter) { cases(filter: $f) ${CASES} }`, variables: { f: { constructor: { prototype: { x: 1 } } } } },
      ],
      ['an enum value that is no one', `{ cases(orderBy: { field: constructor, direction: ASC }) ${CASES} }`],
    ])('%s', async (_what, asked) => {
      const got = await askSafely(asked)
      expectRefused(got, [...INVALID, ...LIMITS, 'REQUEST_INVALID'])
      expect(got.text).not.toMatch(/did you mean/i)
    })
    it('an operation name of Object.prototype', async () => {
      const got = await attacked().ask('', analyst, {
        body: JSON.stringify({ query: 'query A { me { agency } }', operationName: '__proto__' }),
      })
      expectRefused(got, 'OPERATION_NOT_FOUND')
    })
    it.each(['persistedQuery', '__proto__', 'constructor'])('an extension %s', async (name) => {
      const extensions = `{"${name}":{"version":1,"sha256Hash":"${'a'.repeat(64)}"}}`
      const got = await attacked().ask('', analyst, { body: `{"extensions":${extensions}}` })
      expectNoLeak(got.text)
      expect(json(got).data ?? null).toBeNull()
    })
  })

  describe('guesses at the schema learn nothing', () => {
    it.each<[string, string | AskedText]>([
      ['a field nearly right', '{ victim(id: "x") { recods { id } } }'],
      ['a root nearly right', '{ victms { nodes { id } } }'],
      ['an argument nearly right', `{ victims(frist: 1) ${CASES} }`],
      ['a type nearly right', '{ cases { nodes { records { ... on PgrCaseRecor { id } } } } }'],
      ['a directive nearly right', '{ me @includ(if: true) { agency } }'],
      ['a member of a filter nearly right', `{ cases(filter: { agencie: ["pgr"] }) ${CASES} }`],
      [
        'a member nearly right in a variable',
        { query: `query ($f: CaseFilter) { cases(filter: $f) ${CASES} }`, variables: { f: { stag: ['S30'] } } },
      ],
      ['an enum value nearly right', `{ cases(orderBy: { field: registeredDat, direction: ASC }) ${CASES} }`],
      [
        'an enum value nearly right in a variable',
        { query: `query ($o: CaseOrder) { cases(orderBy: $o) ${CASES} }`, variables: { o: { field: 'registeredDat', direction: 'ASC' } } },
      ],
    ])('%s', async (_what, asked) => {
      const got = await askSafely(asked)
      expectRefused(got, INVALID)
      expect(got.text).not.toMatch(/did you mean|registeredDate|agencies"|recordss/i)
    })
    it('a variable’s value is not repeated in the refusal of it', async () => {
      const got = await askSafely({ query: `query ($n: Int) { cases(first: $n) ${CASES} }`, variables: { n: 'Maria-da-Silva-1990' } })
      expectRefused(got, INVALID)
      expect(got.text).not.toContain('Maria')
    })
  })

  describe('a condition that is neither true nor false decides nothing', () => {
    it.each<[string, string, Readonly<Record<string, unknown>>]>([
      ['not given', 'Boolean!', {}],
      ['null', 'Boolean!', { s: null }],
      ['null in place of its default', 'Boolean = true', { s: null }],
      ['a text', 'Boolean!', { s: 'true' }],
      ['a number', 'Boolean!', { s: 1 }],
      ['a list', 'Boolean!', { s: [true] }],
      ['an object', 'Boolean!', { s: { valueOf: true } }],
    ])('%s: refused', async (_what, type, variables) => {
      for (const directive of ['skip', 'include']) {
        const query = `query ($s: ${type}) { me { agency } victims(first: 1) @${directive}(if: $s) { nodes { id } } }`
        expectRefused(await askSafely({ query, variables }), INVALID)
      }
    })
    it('the default counts where nothing is given, and another operation’s variable is nobody’s', async () => {
      const query =
        'query A($s: Boolean = true) { me { agency role: roles @skip(if: $s) } } query B($t: Boolean!) { me { purpose @include(if: $t) } }'
      const got = await attacked().ask('', analyst, { body: JSON.stringify({ query, operationName: 'A' }) })
      expect(json(got).data).toEqual({ me: { agency: 'klatu' } })
    })
  })

  describe('names of Object.prototype are names like others', () => {
    it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'toJSON', 'then'])(
      'as an alias: %s',
      async (name) => {
        const got = await askSafely(
          `{ ${name}: me { ${name}: agency } cases(first: 1) { ${name}: nodes { ${name}: records { ... on CaseRecord { ${name}: stage } } } } }`,
        )
        const own = JSON.parse(got.text.replaceAll(`"${name}"`, '"renamed"'))
        expect(own.errors).toBeUndefined()
        expect(own.data.renamed).toEqual({ renamed: 'klatu' })
        expect(own.data.cases.renamed[0].renamed.length).toBeGreaterThan(0)
        expect(Object.keys(Object.prototype)).toEqual([])
      },
    )
    it.each(['constructor', 'toString', 'hasOwnProperty'])('as a variable: %s', async (name) => {
      const body = `{"query":"query ($${name}: Int) { cases(first: $${name}) { nodes { id } } }","variables":{"${name}":1}}`
      const got = await attacked().ask('', analyst, { body })
      expect(json(got).data.cases.nodes).toHaveLength(1)
    })
    it('as a variable __proto__: it is not read, and reaches nothing', async () => {
      const got = await attacked().ask('', analyst, {
        body: '{"query":"query ($__proto__: Int) { cases(first: $__proto__) { nodes { id } } }","variables":{"__proto__":1}}',
      })
      expectNoLeak(got.text)
      expect(Object.keys(Object.prototype)).toEqual([])
    })
    it('as a variable that is not given: nothing is inherited', async () => {
      const got = await askSafely({
        query: `query ($constructor: Int, $toString: Int) { cases(first: $constructor, last: $toString) ${CASES} }`,
        variables: {},
      })
      expect(json(got).data?.cases ?? 'refused').not.toBeNull()
      expect((json(got).errors ?? []).map((error: { extensions: { code: string } }) => error.extensions.code)).not.toContain('INTERNAL')
    })
    it('as fragments and operations', async () => {
      const got = await askSafely(
        'query constructor { ...toString } fragment toString on Query { me { ...__proto__ } } fragment __proto__ on Me { agency }',
      )
      expect(json(got).data).toEqual({ me: { agency: 'klatu' } })
    })
    it('in the reasons that are asked for', async () => {
      const got = await askSafely(
        '{ cases(first: 1) { nodes { records { ... on CaseRecord { gaps(of: ["__proto__", "constructor", "TEXTO", "", "stage"]) { field reason } } } } } }',
      )
      const { data, errors } = json(got)
      expect(errors).toBeUndefined()
      for (const { gaps } of data.cases.nodes[0].records)
        expect(
          gaps
            .filter(({ field }: { field: string }) => ['__proto__', 'constructor', 'TEXTO', ''].includes(field))
            .every(({ reason }: { reason: string }) => reason === 'NOT_HELD'),
        ).toBe(true)
    })
  })
}
