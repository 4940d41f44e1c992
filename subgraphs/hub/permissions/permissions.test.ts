import { describe, expect, it } from 'vitest'
import { explain, type Predicate, readPolicy, type Viewer, vocabulary } from '../../../schema/index.ts'
import { FakeAgency, permit } from '../testing/fake-agency.ts'
import { commissioner, FakeWorld, TODAY } from '../testing/fake-world.ts'

const isOpen: Predicate = { op: 'in', kind: 'CaseRecord', field: 'inquirySecret', values: ['false'] }
const caseworker: Viewer = { agency: 'mssi', roles: ['caseworker'], purpose: 'PROTECTION' }

const pgr = () =>
  new FakeAgency({
    code: 'pgr',
    rules: [
      permit({
        id: 'PGR-01',
        to: { agencies: ['klatu'] },
        coordinates: [{ kind: 'CaseRecord', field: 'stage' }],
        when: isOpen,
        purposes: ['OVERSIGHT'],
      }),
      permit({
        id: 'PGR-02',
        to: { agencies: ['mssi'], roles: ['caseworker'] },
        coordinates: [{ kind: 'VictimRecord', field: 'names' }],
        as: { 'VictimRecord.names': 'initials' },
        purposes: ['PROTECTION'],
      }),
      permit({ id: 'PGR-03', to: { agencies: ['klatu'] }, coordinates: [{ product: 'indicators' }], purposes: ['STATISTICS'] }),
    ],
  })
const world = () => new FakeWorld([pgr(), new FakeAgency({ code: 'jsmp', rules: [] })])

const MATRIX = 'agency policyVersion recipients { agency roles purpose fields { coordinate class effect forms { as rule } } }'

describe('permissions', () => {
  it('are what the viewer may be shown for this purpose, and ask no agency', async () => {
    const hub = world()

    const { data, errors } = await hub.ask(`{ permissions { ${MATRIX} } }`)

    expect(errors).toEqual([])
    expect(hub.takeCalls()).toEqual([])
    expect(data.permissions).toEqual([
      { agency: 'jsmp', policyVersion: 1, recipients: [{ agency: 'klatu', roles: ['commissioner'], purpose: 'OVERSIGHT', fields: [] }] },
      {
        agency: 'pgr',
        policyVersion: 1,
        recipients: [
          {
            agency: 'klatu',
            roles: ['commissioner'],
            purpose: 'OVERSIGHT',
            fields: [{ coordinate: 'CaseRecord.stage', class: 1, effect: 'CONDITIONAL', forms: [{ as: null, rule: 'PGR-01' }] }],
          },
        ],
      },
    ])
  })

  it('are those of everybody for who oversees', async () => {
    const { data, errors } = await world().ask(`{ permissions(agencies: ["pgr"], everyone: true) { ${MATRIX} } }`)

    expect(errors).toEqual([])
    expect(data.permissions[0].recipients).toMatchObject([
      { agency: 'klatu', roles: [], purpose: 'OVERSIGHT', fields: [{ coordinate: 'CaseRecord.stage' }] },
      { agency: 'klatu', roles: [], purpose: 'STATISTICS', fields: [{ coordinate: 'indicators', class: null, effect: 'PERMITTED' }] },
      {
        agency: 'mssi',
        roles: ['caseworker'],
        purpose: 'PROTECTION',
        fields: [{ coordinate: 'VictimRecord.names', effect: 'PERMITTED', forms: [{ as: 'initials', rule: 'PGR-02' }] }],
      },
    ])
  })

  it('can be narrowed to kinds and to a purpose', async () => {
    const { data } = await world().ask(
      '{ permissions(everyone: true, kinds: ["VictimRecord"], purpose: "PROTECTION") { agency recipients { agency fields { coordinate } } } }',
    )

    expect(data.permissions).toEqual([
      { agency: 'jsmp', recipients: [] },
      { agency: 'pgr', recipients: [{ agency: 'mssi', fields: [{ coordinate: 'VictimRecord.names' }] }] },
    ])
  })

  it.each([
    ['everybody, for who does not oversee', '{ permissions(everyone: true) { agency } }', caseworker],
    ['an unknown agency', '{ permissions(agencies: ["nowhere"]) { agency } }', commissioner],
    ['an unknown kind', '{ permissions(kinds: ["__proto__"]) { agency } }', commissioner],
    ['an unknown purpose', '{ permissions(everyone: true, purpose: "CURIOSITY") { agency } }', commissioner],
    ['an unknown field', '{ explain(coordinate: "VictimRecord.constructor") { text } }', commissioner],
    ['an explanation of an unknown agency', '{ explain(coordinate: "VictimRecord.names", agency: "nowhere") { text } }', commissioner],
  ])('refuse %s', async (_what, query, viewer) => {
    const { errors } = await world().ask(query, { viewer })

    expect(errors.map(({ code }) => code)).toEqual(['BAD_ARGUMENT'])
  })

  it.each(['permissions { agency }', 'explain(coordinate: "VictimRecord.names") { text }'])(
    'refuse { %s } without a token',
    async (field) => {
      const { errors } = await world().ask(`{ ${field} }`, { viewer: null })

      expect(errors.map(({ code }) => code)).toEqual(['UNAUTHENTICATED'])
    },
  )
})

describe('an explanation in the graph', () => {
  it('says the same as the policy explained by itself', async () => {
    const agency = pgr()
    const hub = new FakeWorld([agency])

    const { data } = await hub.ask(
      '{ explain(coordinate: "CaseRecord.stage", agency: "pgr", lang: PT) { agency effect isHeld text note rules { rule effect when because } } }',
    )

    const expected = explain({
      policy: readPolicy(agency.description.policy),
      vocabulary,
      viewer: commissioner,
      coordinate: { kind: 'CaseRecord', field: 'stage' },
      today: TODAY,
      language: 'pt',
    })
    expect(data.explain).toEqual([
      {
        agency: 'pgr',
        effect: 'CONDITIONAL',
        isHeld: true,
        text: expected.text,
        note: null,
        rules: [{ rule: 'PGR-01', effect: 'permit', when: 'CaseRecord.inquirySecret é não', because: 'a test' }],
      },
    ])
  })

  it('names what another role or purpose would open, and marks Tetum as not reviewed', async () => {
    const { data } = await world().ask(
      '{ explain(coordinate: "VictimRecord.names", lang: TET) { agency effect note rules { rule purposes roles as } } }',
      {
        viewer: { agency: 'mssi', roles: ['director'], purpose: 'INVESTIGATION' },
      },
    )

    expect(data.explain).toMatchObject([
      { agency: 'jsmp', effect: 'WITHHELD', rules: [] },
      { agency: 'pgr', effect: 'WITHHELD', rules: [{ rule: 'PGR-02', purposes: ['PROTECTION'], roles: ['caseworker'], as: 'initials' }] },
    ])
    expect(data.explain[0].note).toContain('unreviewed')
  })

  it('is given for statistics too, which open no record', async () => {
    const { data, errors } = await world().ask('{ explain(coordinate: "CaseRecord.stage", agency: "pgr") { effect text } }', {
      viewer: { agency: 'klatu', roles: ['analyst'], purpose: 'STATISTICS' },
    })

    expect(errors).toEqual([])
    expect(data.explain[0]).toMatchObject({ effect: 'WITHHELD', text: expect.stringContaining('STATISTICS opens no record') })
  })
})
