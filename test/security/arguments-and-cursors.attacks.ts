import { describe, expect, it } from 'vitest'
import { type AttackedHub, expectRefused, json } from './support/attacked-hub.ts'
import { expectNoLeak } from './support/leaks.ts'

const analyst = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const
const commissioner = { as: 'klatu.commissioner', purpose: 'OVERSIGHT' } as const
const investigator = { as: 'pcic.investigator', purpose: 'INVESTIGATION' } as const
const caseworker = { as: 'mssi.caseworker', purpose: 'PROTECTION' } as const
const lawyer = { as: 'alfela.lawyer', purpose: 'PROTECTION' } as const
const PAGE =
  'query ($first: Int, $after: String, $last: Int, $before: String, $filter: CaseFilter, $orderBy: CaseOrder) { cases(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) { edges { cursor } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } notHeld { agency field } withheld { agency field } } }'

/** Arguments by which an asker could learn what nobody shows, or make the database do what it should not. */
export function argumentsAndCursors(attacked: () => AttackedHub): void {
  const page = (
    variables: Readonly<Record<string, unknown>>,
    as: typeof analyst | typeof commissioner | typeof investigator | typeof caseworker | typeof lawyer = commissioner,
  ) => attacked().ask({ query: PAGE, variables }, as)
  const codesOf = (text: string): readonly string[] =>
    (JSON.parse(text).errors ?? []).map(({ extensions }: { extensions: { code: string } }) => extensions.code)

  describe('cursors', () => {
    const cursor = async (): Promise<string> => json(await page({ first: 2 })).data.cases.pageInfo.endCursor
    it.each(
      [
        '',
        'A',
        '1',
        'null',
        '[object Object]',
        '../..',
        '\u0000',
        "' or 1=1",
        'A'.repeat(30_000),
        '😀'.repeat(100),
        Buffer.from('{"agency":"pgr","offset":0}').toString('base64'),
      ].map((text) => [JSON.stringify(text).slice(0, 40), text] as const),
    )('a cursor %s is refused', async (_what, after) =>
      expectRefused(await page({ first: 1, after }), ['CURSOR_INVALID', 'DOCUMENT_TOO_LARGE']),
    )
    it('altered in any place: refused', async () => {
      const good = await cursor()
      for (const at of [0, 10, Math.floor(good.length / 2), good.length - 1]) {
        const altered = `${good.slice(0, at)}${good[at] === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`
        expectRefused(await page({ first: 1, after: altered }), 'CURSOR_INVALID')
      }
      expectRefused(await page({ first: 1, after: `${good}AAAA` }), 'CURSOR_INVALID')
      expectRefused(await page({ first: 1, after: good.slice(0, -4) }), 'CURSOR_INVALID')
    })
    it('of another person: refused', async () => expectRefused(await page({ first: 1, after: await cursor() }, analyst), 'CURSOR_INVALID'))
    it('of another agency’s person: refused', async () =>
      expectRefused(await page({ first: 1, after: await cursor() }, investigator), 'CURSOR_INVALID'))
    it('of another filter: refused', async () =>
      expectRefused(await page({ first: 1, after: await cursor(), filter: { agencies: ['pgr'] } }), 'CURSOR_INVALID'))
    it('of another order: refused', async () =>
      expectRefused(
        await page({ first: 1, after: await cursor(), orderBy: { field: 'chargedDate', direction: 'DESC' } }),
        'CURSOR_INVALID',
      ))
    it('of another list: refused', async () =>
      expectRefused(
        await attacked().ask(
          { query: 'query ($after: String) { victims(first: 1, after: $after) { nodes { id } } }', variables: { after: await cursor() } },
          commissioner,
        ),
        'CURSOR_INVALID',
      ))
    it('that is an id, and an id that is a cursor: nothing', async () => {
      const { nodes, pageInfo } = json(await page({ first: 1 })).data.cases
      expectRefused(await page({ first: 1, after: nodes[0].id }), 'CURSOR_INVALID')
      expect(
        json(
          await attacked().ask({ query: 'query ($id: ID!) { case(id: $id) { id } }', variables: { id: pageInfo.endCursor } }, commissioner),
        ).data,
      ).toEqual({ case: null })
    })
    it('has one length wherever it stands, and never the same text twice', async () => {
      const pages = [
        await page({ first: 1 }),
        await page({ first: 1 }),
        await page({ first: 30 }),
        await page({ first: 3, orderBy: { field: 'registeredDate', direction: 'DESC' } }),
      ]
      const cursors = pages.map((got) => json(got).data.cases.pageInfo.endCursor as string)
      expect(new Set(cursors).size).toBe(cursors.length)
      expect(new Set(cursors.map(({ length }) => length)).size).toBe(1)
    })
    it.each<[string, Readonly<Record<string, unknown>>]>([
      ['both ways at once', { first: 1, last: 1 }],
      ['nothing', { first: 0 }],
      ['less than nothing', { first: -1 }],
      ['a page behind nothing', { last: 0 }],
    ])('with a page of %s: refused', async (_what, variables) => expectRefused(await page(variables), ['BAD_ARGUMENT', 'QUERY_TOO_COSTLY']))
  })

  describe('filters and orders by what is not shown', () => {
    it.each<[string, typeof lawyer | typeof caseworker | typeof analyst, Readonly<Record<string, unknown>>]>([
      ['the place of a case', lawyer, { filter: { agencies: ['pgr'], municipality: ['TL-DI'] } }],
      ['the court of a case', lawyer, { filter: { agencies: ['pgr'], court: ['DIL'] } }],
      ['the date of a case at the police', caseworker, { filter: { agencies: ['pntl'], municipality: ['TL-DI'] } }],
    ])('%s: refused or told as withheld, never answered', async (_what, as, variables) => {
      const got = await page({ first: 5, ...variables }, as)
      expectNoLeak(got.text)
      const list = json(got).data?.cases
      if (list) {
        expect(list.nodes).toEqual([])
        expect(list.withheld.length + list.notHeld.length).toBeGreaterThan(0)
        expect(list.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null })
      } else expect(codesOf(got.text)).toContain('FORBIDDEN_ARGUMENT')
    })
    it('a filter on a value and its opposite tell the same of what is withheld', async () => {
      const [one, other] = [
        await page({ first: 5, filter: { agencies: ['pgr'], municipality: ['TL-DI'] } }, lawyer),
        await page({ first: 5, filter: { agencies: ['pgr'], municipality: ['TL-BA'] } }, lawyer),
      ]
      expect(one.text).toBe(other.text)
    })
  })

  describe('values in filters', () => {
    it.each(
      [
        "'",
        "' or '1'='1",
        "S30' union select null--",
        '%',
        '_%',
        '\\',
        '$1',
        '\u0000',
        'S30\u0000',
        '\ud800',
        'Ｓ３０',
        'S30 ',
        ' S30',
        's30',
        '*',
        '{}',
        '[]',
        'null',
        '😀',
        'x'.repeat(5_000),
      ].map((value) => [JSON.stringify(value).slice(0, 30), value] as const),
    )('the code %s matches nothing, and breaks nothing', async (_what, value) => {
      const got = await page({ first: 5, filter: { stage: [value] } })
      expectNoLeak(got.text)
      const { data, extensions } = json(got)
      if (data?.cases) {
        expect(data.cases.nodes).toEqual([])
        expect(extensions.complete, JSON.stringify(extensions)).toBe(true)
      } else expect(['BAD_ARGUMENT', 'VALIDATION_FAILED']).toContain(codesOf(got.text).join())
    })
    it.each([
      '2023',
      '2023-13',
      '2023-02-30',
      '0000-00-00',
      '9999-12-31',
      '-1-01-01',
      '+275760-09-13',
      'now',
      'infinity',
      "2023-01-01'; drop table x",
      '٢٠٢٣-٠١-٠١',
      '２０２３-01-01',
      '2023-01-01T00:00:00Z',
      '\u0000',
      '',
    ])('the date %j is a date, or refused', async (from) => {
      const got = await page({ first: 5, filter: { registeredDate: { from } } })
      expectNoLeak(got.text)
      const { data, extensions } = json(got)
      if (data?.cases) expect(extensions.complete, JSON.stringify(extensions)).toBe(true)
      else expect(['BAD_ARGUMENT', 'VALIDATION_FAILED']).toContain(codesOf(got.text).join())
    })
    it.each(
      [
        '0062/18.PDSUA',
        '0062/18.PDSUА',
        '００６２/18.PDSUA',
        "0062/18.PDSUA' or '1'='1",
        '%/18.PDSUA',
        '____/__._____',
        '\u0000',
        '',
        '62/18.pdsua\n',
        '../../etc',
        'A'.repeat(5_000),
        '\u202e0062/18.PDSUA',
      ].map((nuc) => [JSON.stringify(nuc).slice(0, 40), nuc] as const),
    )('the case number %s is a number, or refused', async (_what, nuc) => {
      const got = await attacked().ask({ query: 'query ($nuc: Nuc!) { caseByNuc(nuc: $nuc) { id } }', variables: { nuc } }, commissioner)
      expectNoLeak(got.text)
      const { data, extensions } = json(got)
      if (data) expect(extensions.complete).toBe(true)
      else expect(['BAD_ARGUMENT', 'VALIDATION_FAILED']).toContain(codesOf(got.text).join())
    })
    it.each(['__proto__', 'constructor', 'PGR', 'pgr;', 'hub', '', '\u0000', 'nobody'])('the agency %j is not there', async (agency) => {
      const got = await page({ first: 5, filter: { agencies: [agency] } })
      expectNoLeak(got.text)
      expect(json(got).data?.cases?.nodes ?? []).toEqual([])
      expect(codesOf(got.text)).not.toContain('INTERNAL')
    })
  })

  describe('ids', () => {
    it.each(
      ['', '0', '-1', '1', 'null', '__proto__', '\u0000', "' or 1=1", '../1', '{"$ne":null}', 'A'.repeat(20_000), '😀', '％'].map(
        (id) => [JSON.stringify(id).slice(0, 30), id] as const,
      ),
    )('the id %s is nobody’s', async (_what, id) => {
      const got = await attacked().ask(
        { query: 'query ($id: ID!) { case(id: $id) { id } victim(id: $id) { id } perpetrator(id: $id) { id } }', variables: { id } },
        investigator,
      )
      expectNoLeak(got.text)
      expect(json(got).data).toEqual({ case: null, victim: null, perpetrator: null })
      expect(json(got).errors).toBeUndefined()
    })
    it('an agency’s own id is none of the hub’s', async () => {
      const { nodes } = json(await attacked().ask('{ cases(first: 1) { nodes { records { __typename id } } } }', investigator)).data.cases
      const got = await attacked().ask(
        { query: 'query ($id: ID!) { case(id: $id) { id } }', variables: { id: nodes[0].records[0].id } },
        investigator,
      )
      expect(json(got).data).toEqual({ case: null })
    })
    it('another agency’s people can do nothing with an id', async () => {
      const { nodes } = json(await attacked().ask('{ cases(first: 1) { nodes { id } } }', investigator)).data.cases
      const mine = json(
        await attacked().ask({ query: 'query ($id: ID!) { case(id: $id) { __typename } }', variables: { id: nodes[0].id } }, investigator),
      )
      const theirs = json(
        await attacked().ask({ query: 'query ($id: ID!) { case(id: $id) { __typename } }', variables: { id: nodes[0].id } }, commissioner),
      )
      expect([mine.data.case, theirs.data.case]).toEqual([{ __typename: 'Case' }, null])
    })
  })
}
