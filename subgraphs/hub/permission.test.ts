import { describe, expect, it } from 'vitest'
import { FALSE, type Predicate, type Viewer } from '../../schema/index.ts'
import { FakeAgency, permit } from './testing/fake-agency.ts'
import { commissioner, FakeWorld } from './testing/fake-world.ts'

const statistician: Viewer = { agency: 'partner', roles: ['partner-app'], purpose: 'STATISTICS' }
const ROOTS = [
  'cases { nodes { id } }',
  'victims { nodes { id } }',
  'perpetrators { nodes { id } }',
  'referrals { nodes { id } }',
  'reportedTotals { nodes { id } }',
]
const FINDERS = ['case(id: "x") { id }', 'caseByNuc(nuc: "0001/24.PDDIL") { id }', 'victim(id: "x") { id }', 'perpetrator(id: "x") { id }']

const oneAgency = () =>
  new FakeWorld([
    new FakeAgency({ code: 'pntl', kinds: ['CaseRecord', 'VictimRecord', 'PerpetratorRecord', 'ReferralRecord', 'ReportedTotal'] }),
  ])

describe('without a token', () => {
  it('agencies and code lists are public', async () => {
    const { data, errors } = await oneAgency().ask(
      '{ __typename agencies { code name(lang: PT) institution kinds } codeLists(names: ["sex"]) { name codes { code label(lang: TET) tetReview } } }',
      { viewer: null },
    )

    expect(errors).toEqual([])
    expect(data.agencies).toEqual([
      {
        code: 'pntl',
        name: 'Instituição pntl',
        institution: 'pntl',
        kinds: ['CaseRecord', 'PerpetratorRecord', 'ReferralRecord', 'ReportedTotal', 'VictimRecord'],
      },
    ])
    expect(data.codeLists[0].codes[0]).toEqual({ code: 'F', label: 'Feto', tetReview: 'attested' })
  })

  it.each([...ROOTS, ...FINDERS, 'me { agency }', 'agencies { status }'])('refuses { %s } and asks nobody', async (field) => {
    const world = oneAgency()

    const { errors } = await world.ask(`{ ${field} }`, { viewer: null })

    expect(errors.map(({ code }) => code)).toEqual(['UNAUTHENTICATED'])
    expect(world.takeCalls()).toEqual([])
  })
})

describe('for STATISTICS', () => {
  it.each([...ROOTS, ...FINDERS])('refuses { %s } with the reason, and asks nobody', async (field) => {
    const world = oneAgency()

    const { errors } = await world.ask(`{ ${field} }`, { viewer: statistician })

    expect(errors.map(({ code }) => code)).toEqual(['RECORD_KIND_FORBIDDEN'])
    expect(errors[0]?.message).toContain('STATISTICS')
    expect(errors[0]?.message).toContain({ v: 'VictimRecord', p: 'PerpetratorRecord', c: 'CaseRecord' }[field.charAt(0)] ?? 'Re')
    expect(world.takeCalls()).toEqual([])
  })

  it('says who asks', async () => {
    const { data } = await oneAgency().ask('{ me { agency roles purposes purpose } }', { viewer: statistician, purposes: ['STATISTICS'] })

    expect(data.me).toEqual({ agency: 'partner', roles: ['partner-app'], purposes: ['STATISTICS'], purpose: 'STATISTICS' })
  })
})

describe('whom to ask', () => {
  const forKlatu = permit({ to: { agencies: ['klatu'] }, coordinates: [{ kind: 'VictimRecord', classUpTo: 1 }] })

  it('follows from policies: agencies that could show nothing are not asked, and are said not to be', async () => {
    const open = new FakeAgency({ code: 'pntl', rules: [forKlatu] })
    const closed = new FakeAgency({ code: 'mssi', rules: [permit({ to: { agencies: ['pcic'] } })] })
    const never = new FakeAgency({ code: 'pradet', rules: [permit({ when: FALSE })] })
    const world = new FakeWorld([open, closed, never])

    const { sources } = await world.ask('{ victims { nodes { id } } }')

    expect(world.takeCalls()).toEqual(['pntl locate'])
    expect(sources).toEqual({ pntl: 'OK', mssi: 'NOT_ASKED', pradet: 'NOT_ASKED' })
  })

  it('refuses a kind of which no agency could ever show this viewer anything, rather than answer with an empty list', async () => {
    const world = new FakeWorld([new FakeAgency({ code: 'pntl', rules: [forKlatu] })])

    const refused = await world.ask('{ cases { nodes { id } } }')
    const unheld = await world.ask('{ referrals { nodes { id } } }')

    expect(refused.errors.map(({ code }) => code)).toEqual(['RECORD_KIND_FORBIDDEN'])
    expect(unheld).toMatchObject({ errors: [], data: { referrals: { nodes: [] } } })
    expect(world.takeCalls()).toEqual([])
  })

  it('refuses a filter that no agency could ever show in full, before it asks', async () => {
    const world = new FakeWorld([new FakeAgency({ code: 'pntl', rules: [forKlatu] })])

    const { errors } = await world.ask('{ victims(filter: { identifiedDate: { from: "2024" } }) { nodes { id } } }')

    expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN_ARGUMENT'])
    expect(world.takeCalls()).toEqual([])
  })

  it('refuses an order by a date that is shown as a year only, before it asks', async () => {
    const rule = permit({ as: { 'VictimRecord.identifiedDate': 'year' } })
    const world = new FakeWorld([new FakeAgency({ code: 'pntl', rules: [rule] })])

    const { errors } = await world.ask('{ victims(orderBy: { field: identifiedDate }) { nodes { id } } }')

    expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN_ARGUMENT'])
    expect(world.takeCalls()).toEqual([])
  })

  it('names agencies that cannot be asked by a filter, apart by the reason, and asks the others', async () => {
    const open = new FakeAgency({ code: 'pntl' })
    const lacking = new FakeAgency({ code: 'jsmp', lacks: ['identifiedDate'] })
    const closed = new FakeAgency({ code: 'pgr', rules: [forKlatu] })
    open.records.push({ kind: 'VictimRecord', key: '1', fields: { identifiedDate: '2024-05-01' } })
    lacking.records.push({ kind: 'VictimRecord', key: '1', fields: {} })
    const world = new FakeWorld([open, lacking, closed])

    const { data, sources } = await world.ask(
      '{ victims(filter: { identifiedDate: { from: "2024" } }) { nodes { records { __typename } } notHeld { agency field } withheld { agency field } } }',
    )

    expect(data.victims).toEqual({
      nodes: [{ records: [{ __typename: 'PntlVictimRecord' }] }],
      notHeld: [{ agency: 'jsmp', field: 'identifiedDate' }],
      withheld: [{ agency: 'pgr', field: 'identifiedDate' }],
    })
    expect(sources).toEqual({ pntl: 'OK', jsmp: 'NOT_ASKED', pgr: 'NOT_ASKED' })
  })

  it('tells of an outage the same for every id: of its owner’s record, of another’s, of one that is gone, and of none', async () => {
    const [a, b] = [new FakeAgency({ code: 'pgr' }), new FakeAgency({ code: 'pntl' })]
    for (const agency of [a, b]) agency.records.push({ kind: 'VictimRecord', key: '1', fields: { sex: 'F' } })
    const world = new FakeWorld([a, b])
    const listed = await world.ask('{ victims { nodes { id records { __typename } } } }')
    const ids = [...listed.data.victims.nodes.map(({ id }: { id: string }) => id), 'garbled']
    b.records.length = 0

    const answers = await Promise.all(
      ids.map((id) => world.ask('query ($id: ID!) { victim(id: $id) { id } }', { variables: { id }, unreachable: ['pntl'] })),
    )

    expect(ids).toHaveLength(3)
    for (const { sources } of answers) expect(sources).toEqual({ pgr: 'OK', pntl: 'UNAVAILABLE' })
  })

  it('puts records of agencies that do not hold the date of the order last, and leaves none out', async () => {
    const [dated, undated] = [new FakeAgency({ code: 'pntl' }), new FakeAgency({ code: 'jsmp', lacks: ['registeredDate'] })]
    dated.records.push({ kind: 'CaseRecord', key: '1', fields: { registeredDate: '2024-05-01' } })
    undated.records.push({ kind: 'CaseRecord', key: '1', fields: {} })
    const world = new FakeWorld([dated, undated])

    const { data } = await world.ask('{ cases { nodes { records { __typename } } } }')

    expect(data.cases.nodes.map(({ records }: { records: unknown[] }) => records)).toEqual([
      [{ __typename: 'PntlCaseRecord' }],
      [{ __typename: 'JsmpCaseRecord' }],
    ])
  })

  it('joins only records whose owner lets this viewer join them', async () => {
    const nuc = '0001/24.PDDIL'
    const withoutLink = permit({ coordinates: [{ kind: '*', classUpTo: 3 }] })
    const [a, b, c] = [
      new FakeAgency({ code: 'pgr' }),
      new FakeAgency({ code: 'pntl' }),
      new FakeAgency({ code: 'alfela', rules: [withoutLink] }),
    ]
    for (const agency of [a, b, c]) agency.records.push({ kind: 'CaseRecord', key: '1', fields: { nuc } })
    const world = new FakeWorld([a, b, c])

    const { data } = await world.ask('{ cases { nodes { records { __typename } } } }')

    expect(
      data.cases.nodes.map(({ records }: { records: { __typename: string }[] }) => records.map(({ __typename }) => __typename)),
    ).toEqual([['AlfelaCaseRecord'], ['PgrCaseRecord', 'PntlCaseRecord']])
    expect(world.takeCalls().filter((call) => call.endsWith('locateByKeys'))).toEqual(['pgr locateByKeys', 'pntl locateByKeys'])
  })

  it('tells no agency a case key that the operator of the hub does not let be asked, whatever its policy grants', async () => {
    const agencies = ['alfela', 'pgr', 'pntl'].map((code) => new FakeAgency({ code }))
    for (const agency of agencies) agency.records.push({ kind: 'CaseRecord', key: '1', fields: { nuc: '0001/24.PDDIL' } })
    const world = new FakeWorld(agencies, { joinAgencies: ['pgr', 'pntl'] })

    const { data, errors } = await world.ask('{ cases { nodes { id } } caseByNuc(nuc: "0001/24.PDDIL") { records { __typename } } }')

    expect(errors).toEqual([])
    expect(data.caseByNuc.records.length).toBeGreaterThan(1)
    expect(new Set(world.takeCalls().filter((call) => call.endsWith('locateByKeys')))).toEqual(
      new Set(['pgr locateByKeys', 'pntl locateByKeys']),
    )
  })
})

describe('consolidated values', () => {
  const nuc = '0001/24.PDDIL'
  const isCharged: Predicate = { op: 'in', kind: 'CaseRecord', field: 'stage', values: ['S50'] }

  it.each([
    [
      'WITHHELD',
      new FakeAgency({
        code: 'pgr',
        rules: [
          permit({
            coordinates: [
              { kind: 'CaseRecord', field: 'link' },
              { kind: 'CaseRecord', field: 'nuc' },
            ],
          }),
        ],
      }),
      { stage: 'S50', municipality: 'TL-DI' },
    ],
    ['NOT_RECORDED', new FakeAgency({ code: 'pgr' }), {}],
    ['NOT_HELD', new FakeAgency({ code: 'pgr', lacks: ['municipality'] }), {}],
    ['ANSWERED', new FakeAgency({ code: 'pgr' }), { municipality: 'TL-DI' }],
  ] as const)('say that the authoritative agency is %s', async (state, pgr, fields) => {
    const pntl = new FakeAgency({ code: 'pntl' })
    pntl.records.push({ kind: 'CaseRecord', key: '1', fields: { nuc, municipality: 'TL-CO' } })
    pgr.records.push({ kind: 'CaseRecord', key: '1', fields: { nuc, ...fields } })
    const world = new FakeWorld([pntl, pgr])

    const { data } = await world.ask(`{ caseByNuc(nuc: "${nuc}") { municipality { value basis authority { agency state } } } }`)

    const expected = state === 'ANSWERED' ? { value: 'TL-DI', basis: ['pgr'] } : { value: 'TL-CO', basis: ['pntl'] }
    expect(data.caseByNuc.municipality).toEqual({ ...expected, authority: { agency: 'pgr', state } })
  })

  it.each([
    ['NO_RECORD', undefined],
    ['UNAVAILABLE', () => new Error('down')],
  ] as const)('say that an authoritative agency without a record is %s', async (state, fault) => {
    const [pntl, pgr] = [new FakeAgency({ code: 'pntl' }), new FakeAgency({ code: 'pgr' })]
    pntl.records.push({ kind: 'CaseRecord', key: '1', fields: { nuc, municipality: 'TL-CO' } })
    pgr.tamper = fault ? () => ({ items: 'none' }) : undefined
    const world = new FakeWorld([pntl, pgr])

    const { data } = await world.ask(`{ caseByNuc(nuc: "${nuc}") { municipality { value authority { agency state } } } }`)

    expect(data.caseByNuc.municipality).toEqual({ value: 'TL-CO', authority: { agency: 'pgr', state } })
  })

  it('are computed from what the viewer got: a cell that a condition hides is no discrepancy', async () => {
    const rules = [
      permit({
        coordinates: [
          { kind: 'CaseRecord', field: 'link' },
          { kind: 'CaseRecord', field: 'nuc' },
        ],
      }),
      permit({ id: 'T-2', when: isCharged }),
    ]
    const [pntl, pgr] = [new FakeAgency({ code: 'pntl' }), new FakeAgency({ code: 'pgr', rules })]
    pntl.records.push({ kind: 'CaseRecord', key: '1', fields: { nuc, municipality: 'TL-CO' } })
    pgr.records.push({ kind: 'CaseRecord', key: '1', fields: { nuc, municipality: 'TL-DI', stage: 'S30' } })
    const world = new FakeWorld([pntl, pgr])

    const { data } = await world.ask(`{ caseByNuc(nuc: "${nuc}") { records { id } discrepancies { field } municipality { value } } }`, {
      viewer: commissioner,
    })

    expect(data.caseByNuc).toMatchObject({ discrepancies: [], municipality: { value: 'TL-CO' } })
    expect(data.caseByNuc.records).toHaveLength(2)
  })
})
