import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AgencySource, compileAgency, loadAgencyFolder, type RecordQuery, type Selection } from '../../adapters/index.ts'
import type { AgencyModel, RecordKindName } from '../../schema/index.ts'
import { analyst, investigator, owner, page, queryOf, RUN, shelter, TODAY, table } from './asking.ts'
import type { OpenSource } from './engines.ts'
import { describeValues } from './values.contract.ts'

/** What every engine must do alike: the same rows in shared terms, by its own SQL. */
export const describeAdapter = (name: string, open: (limits: AgencyModel['limits'], model: AgencyModel) => Promise<OpenSource>): void => {
  describe(`an adapter on ${name}`, () => {
    let opened: OpenSource
    let source: AgencySource
    const ask = (kind: RecordKindName, query: Parameters<typeof queryOf>[2]): RecordQuery => queryOf(source, kind, query)
    const read = (kind: RecordKindName, query: Parameters<typeof queryOf>[2], keys?: readonly string[]) =>
      source.prepare(ask(kind, query)).run({ today: TODAY, ...(keys ? { keys } : {}) }, RUN)
    const keysOf = async (kind: RecordKindName, select: Selection, as = owner) =>
      (await read(kind, { fields: [], select, as })).map(({ key }) => key)

    beforeAll(async () => {
      const model = await loadAgencyFolder(new URL('agency/', import.meta.url).pathname)
      opened = await open(model.limits, model)
      source = compileAgency(model, opened.engine)
    })
    afterAll(() => opened?.close())

    describeValues(read)

    it('gives the children of several parents in one statement, composite keys included', async () => {
      const victims = await read('VictimRecord', { fields: ['sex'], select: { by: 'parents', relation: 'case' } }, ['1', '2', '6', '77'])
      const services = await read(
        'ServiceRecord',
        { fields: ['serviceType', 'startDate'], parents: ['victim'], select: { by: 'parents', relation: 'victim' } },
        ['11', '12'],
      )
      const byKey = await read('ServiceRecord', { fields: ['startDate'], select: { by: 'keys' } }, [
        '["11","b"]',
        '["12","a"]',
        '["11","z"]',
        'garbage',
      ])
      const referrals = await read('ReferralRecord', { fields: ['toAgency'], select: { by: 'parents', relation: 'case' } }, ['1', '4'])

      expect(victims.map(({ key, of }) => [key, of])).toEqual([
        ['11', '1'],
        ['12', '1'],
        ['13', '2'],
      ])
      expect(services.map(({ key, of, cells }) => [key, of, ...cells])).toEqual([
        ['["11","a"]', '11', 'SHE', '2024-03'],
        ['["11","b"]', '11', 'LEG', null],
        ['["12","a"]', '12', 'SHE', '2024-04'],
      ])
      expect(byKey.map(({ key }) => key).toSorted()).toEqual(['["11","b"]', '["12","a"]'])
      expect(referrals.map(({ key, of }) => [key, of])).toEqual([
        ['21', '1'],
        ['23', '1'],
        ['24', '4'],
      ])
    })

    it('finds a case by its NUC in whatever written form, where it may be used for joining', async () => {
      const nucs = ['9001/24.PDDIL', '9002/24.PDSUA', '9005/24.PDDIL']
      const own = await read('CaseRecord', { fields: [], withLinkNuc: true, select: { by: 'nucs' } }, nucs)
      const klatu = await read('CaseRecord', { fields: ['nuc'], withLinkNuc: true, select: { by: 'nucs' }, as: analyst }, nucs)

      expect(own.map(({ key, linkNuc }) => [key, linkNuc])).toEqual([
        ['1', '9001/24.PDDIL'],
        ['2', '9002/24.PDSUA'],
      ])
      expect(klatu.map(({ key, linkNuc, gaps }) => [key, linkNuc, gaps])).toEqual([['1', '9001/24.PDDIL', ['WITHHELD']]])
    })

    it('finds nothing by keys and values that are an attack', async () => {
      const hostile = ["1' or '1'='1", '1; drop table kazu', '\u0000', '1\u0000', '%', '{1}', '99999999999999999999', 'NaN', "\\'", '[]']
      expect(await read('CaseRecord', { fields: ['stage'], select: { by: 'keys' } }, hostile)).toEqual([])
      expect(await read('VictimRecord', { fields: ['sex'], select: { by: 'parents', relation: 'case' } }, hostile)).toEqual([])
      expect(
        await read('ServiceRecord', { fields: ['startDate'], select: { by: 'keys' } }, [
          ...hostile,
          '["11"]',
          '["11","a","b"]',
          '[11,"a"]',
        ]),
      ).toEqual([])
      expect(await keysOf('CaseRecord', page({ filter: [{ field: 'municipality', in: ["' or true --", 'DILI'] }] }))).toEqual([])
      expect(await keysOf('CaseRecord', page())).toEqual(['1', '2', '3', '4'])
    })

    it('withholds by row: a secret case shows the registration date alone', async () => {
      const fields = ['stage', 'registeredDate', 'municipality', 'nuc']
      const read_ = source.prepare(ask('CaseRecord', { fields, select: { by: 'keys' }, as: analyst }))
      const rows = await read_.run({ today: TODAY, keys: ['1', '2', '3'] }, RUN)

      expect(table(rows)).toEqual({
        1: ['S30', '2024-03-20', 'TL-DI', '(WITHHELD)'],
        2: ['(WITHHELD)', '(NOT_RECORDED)', '(WITHHELD)', '(WITHHELD)'],
        3: ['(WITHHELD)', '(NOT_RECORDED)', '(WITHHELD)', '(WITHHELD)'],
      })
      expect(read_.sql).not.toContain('nuc_mp')
    })

    it('opens nothing by a consent that another row of the same scope takes back', async () => {
      const sexOf = async (key: string) =>
        (await read('VictimRecord', { fields: ['sex'], select: { by: 'keys' }, as: investigator }, [key])).flatMap(({ gaps }) => gaps)

      expect(await sexOf('11')).toEqual([undefined])
      expect(await sexOf('12')).toEqual(['WITHHELD'])
    })

    it('opens names to whom the victim consented, while it lasts, and shows others a coarser form', async () => {
      const rows = await read(
        'VictimRecord',
        { fields: ['names', 'birthDate', 'sex', 'phone'], select: { by: 'keys' }, as: investigator },
        ['11', '12', '13'],
      )

      expect(table(rows)).toEqual({
        11: [
          [
            { type: 'ALI', text: 'Bui' },
            { type: 'CIV', text: 'Maria Ximenes' },
          ],
          '2006-05-04',
          'F',
          '(WITHHELD)',
        ],
        12: [[{ type: 'CIV', text: 'R.' }], '1990', '(WITHHELD)', '(WITHHELD)'],
        13: [[{ type: 'CIV', text: 'S.' }], '(NOT_RECORDED)', '(WITHHELD)', '(WITHHELD)'],
      })
    })

    it('opens what was referred to the viewer, and no other victim of the same case', async () => {
      expect(await keysOf('VictimRecord', page(), shelter)).toEqual(['11'])
      expect(await keysOf('CaseRecord', page(), shelter)).toEqual(['1', '4'])
      expect(await keysOf('ServiceRecord', page(), shelter)).toEqual(['["11","a"]', '["11","b"]'])
      expect(await keysOf('ReferralRecord', page(), shelter)).toEqual(['21', '24'])
    })

    it('takes the two adapters of one ministry for one institution', async () => {
      for (const agency of ['mssi', 'mssi-adults']) {
        const ministry = { ...shelter, agency }
        expect(await keysOf('ReferralRecord', page(), ministry)).toEqual(['22', '25', '26'])
        expect(await keysOf('CaseRecord', page(), ministry)).toEqual(['2', '3'])
        expect(await keysOf('VictimRecord', page(), ministry)).toEqual(['13'])
      }
    })

    it.each([
      ['registeredDate', ['1', '4', '2', '3'], ['1', '4', '2', '3']],
      ['reportedDate', ['4', '3', '1', '2'], ['1', '3', '4', '2']],
      ['chargedDate', ['1', '2', '3', '4'], ['2', '1', '3', '4']],
      ['distributedDate', ['1', '2', '3', '4'], ['1', '2', '3', '4']],
    ])('pages by %s in both directions without losing or repeating a row', async (orderBy, upwards, downwards) => {
      for (const [isDescending, expected] of [
        [false, upwards],
        [true, downwards],
      ] as const) {
        for (const isBackward of [false, true]) {
          const prepared = source.prepare(ask('CaseRecord', { fields: [], select: page({ orderBy, isDescending, isBackward }) }))
          const seen: string[] = []
          for (
            let after: (typeof rows)[number]['position'] = null, rows = await prepared.run({ today: TODAY, first: 1 }, RUN);
            rows.length > 0;
          ) {
            const [row] = rows
            if (row) seen.push(row.key)
            after = row?.position ?? null
            rows = after ? await prepared.run({ today: TODAY, first: 1, after }, RUN) : []
          }
          expect(seen).toEqual(isBackward ? expected.toReversed() : expected)
        }
      }
    })

    it('fills a page with those that have a date and those that have none, and continues in the middle of either', async () => {
      const prepared = (isBackward: boolean) =>
        source.prepare(ask('CaseRecord', { fields: [], select: page({ orderBy: 'registeredDate', isDescending: true, isBackward }) }))
      const forward = await prepared(false).run({ today: TODAY, first: 3 }, RUN)
      const backward = await prepared(true).run({ today: TODAY, first: 3 }, RUN)
      const [, second, third] = forward

      expect(forward.map(({ key }) => key)).toEqual(['1', '4', '2'])
      expect(backward.map(({ key }) => key)).toEqual(['3', '2', '4'])
      expect(second?.position?.sortKey).toBe('2024-03-20')
      expect(third?.position?.sortKey).toBe(null)
      for (const [after, rest] of [
        [second, ['2', '3']],
        [third, ['3']],
      ] as const)
        expect(
          (await prepared(false).run({ today: TODAY, first: 9, ...(after?.position ? { after: after.position } : {}) }, RUN)).map(
            ({ key }) => key,
          ),
        ).toEqual(rest)
    })

    it('takes a place that is no day of the calendar, from another agency of the same list', async () => {
      const prepared = source.prepare(ask('CaseRecord', { fields: [], select: page({ orderBy: 'registeredDate', isDescending: true }) }))
      const behind = async (sortKey: string) =>
        (await prepared.run({ today: TODAY, first: 9, after: { sortKey, key: '' } }, RUN)).map(({ key }) => key)

      expect(await behind('2025')).toEqual(['1', '4', '2', '3'])
      expect(await behind('2024')).toEqual(['2', '3'])
      expect(await behind('2024-06-31')).toEqual(['1', '4', '2', '3'])
      expect(await behind('no date')).toEqual(['1', '4', '2', '3'])
    })

    it.each([
      ['a code, by all source codes that mean it', { field: 'sex', in: ['F'] }, ['11', '12']],
      ['a code that the agency never writes', { field: 'sex', in: ['X'] }, []],
      ['a flag', { field: 'exploitation', in: ['LAB'] }, ['13']],
      ['a value of a JSON list', { field: 'languages', in: ['tet'] }, ['11', '14']],
      ['the first date recorded', { field: 'identifiedDate', from: '2024-03-15', to: '2024-03-16' }, ['11', '12']],
      ['an open range', { field: 'identifiedDate', from: '2024-01' }, ['14', '11', '12']],
    ])('filters by %s', async (_what, filter, expected) => {
      expect((await keysOf('VictimRecord', page({ filter: [filter] }))).toSorted()).toEqual(expected.toSorted())
    })

    it.each([
      ['a blank-padded code', { field: 'municipality', in: ['TL-DI'] }, ['1']],
      ['a default', { field: 'stage', in: ['S10'] }, ['3']],
      ['one of many values in a cell', { field: 'offenceAtRegistration', in: ['188'] }, ['1']],
      ['a NUC', { field: 'nuc', in: ['9002/24.PDSUA'] }, ['2']],
      ['a year that lies inside whole', { field: 'reportedDate', from: '2024', to: '2024' }, ['1', '3', '4']],
      ['a year that reaches beyond', { field: 'reportedDate', from: '2024', to: '2024-11' }, ['1', '3']],
    ])('filters cases by %s', async (_what, filter, expected) => {
      expect(await keysOf('CaseRecord', page({ filter: [filter] }))).toEqual(expected)
    })

    it('treats rows whose filtered field is hidden as if they were not there', async () => {
      expect(await keysOf('CaseRecord', page({ filter: [{ field: 'stage', in: ['S30', 'S50', 'S10'] }] }), analyst)).toEqual(['1'])
      expect(await keysOf('VictimRecord', page({ filter: [{ field: 'sex', in: ['F'] }] }), investigator)).toEqual(['11'])
    })

    it('refuses a filter on what the viewer never sees in full, and on what the agency does not offer, before any SQL', () => {
      const prepare =
        (field: string, as = owner) =>
        () =>
          source.prepare(ask('CaseRecord', { fields: [], as, select: page({ filter: [{ field, in: ['x'] }] }) }))

      expect(prepare('reportedDate', analyst)).toThrowError(expect.objectContaining({ code: 'FORBIDDEN_ARGUMENT' }))
      expect(prepare('localRef')).toThrowError(expect.objectContaining({ code: 'BAD_ARGUMENT' }))
      expect(prepare('archivedDate')).toThrowError(expect.objectContaining({ code: 'BAD_ARGUMENT' }))
    })

    it('keeps the text of its statements', () => {
      const texts = {
        byKeys: ask('CaseRecord', { fields: ['stage', 'registeredDate', 'reportedDate', 'nuc'], select: { by: 'keys' }, as: analyst }),
        byParents: ask('VictimRecord', {
          fields: ['sex', 'names'],
          parents: ['case'],
          select: { by: 'parents', relation: 'case' },
          as: analyst,
        }),
        byNucs: ask('CaseRecord', { fields: ['stage'], withLinkNuc: true, select: { by: 'nucs' }, as: analyst }),
        byPage: ask('CaseRecord', {
          fields: ['localRef'],
          select: page({
            orderBy: 'chargedDate',
            filter: [
              { field: 'municipality', in: ['TL-DI'] },
              { field: 'reportedDate', from: '2024' },
            ],
          }),
        }),
        involved: ask('VictimRecord', { fields: ['sex'], select: { by: 'keys' }, as: shelter }),
        compositeKey: ask('ServiceRecord', { fields: ['startDate'], select: { by: 'keys' } }),
      }
      expect(Object.fromEntries(Object.entries(texts).map(([what, query]) => [what, source.prepare(query).sql]))).toMatchSnapshot()
    })

    it('is read-only', async () => {
      const write = source.engine.run({ sql: "update kazu set status = 'Taka'", parameters: [] }, RUN)

      await expect(write).rejects.toMatchObject({ name: 'HubError' })
    })

    it('names the catalogue of the source', async () => {
      const tables = await source.engine.introspect(RUN)

      expect(tables.map((each) => each.name)).toEqual(['kazu', 'konsentimentu', 'refere', 'servisu', 'vitima'])
      expect(tables[0]?.columns.map((column) => column.name)).toContain('no_rejistu')
    })
  })
}
