import { describe, expect, it } from 'vitest'
import { FakeAgency } from './testing/fake-agency.ts'
import { FakeWorld } from './testing/fake-world.ts'

const NUC = '0062/18.PDSUA'

function threeAgencies(): { pgr: FakeAgency; pntl: FakeAgency; alfela: FakeAgency; world: FakeWorld } {
  const pgr = new FakeAgency({ code: 'pgr', kinds: ['CaseRecord', 'VictimRecord', 'ProceedingRecord'] })
  const pntl = new FakeAgency({ code: 'pntl' })
  const alfela = new FakeAgency({ code: 'alfela' })
  pgr.records.push(
    {
      kind: 'CaseRecord',
      key: '1',
      fields: { nuc: NUC, registeredDate: '2024-03-01', chargedDate: '2024-02-01', stage: 'S50', municipality: 'TL-CO', victimCount: 6 },
    },
    { kind: 'CaseRecord', key: '2', fields: { registeredDate: '2024-05-01', stage: 'S30' } },
    { kind: 'ProceedingRecord', key: '9', case: '1', fields: { date: '2024-02-01', stage: 'S50' } },
  )
  pntl.records.push({
    kind: 'CaseRecord',
    key: 'a',
    fields: { nuc: NUC, reportedDate: '2024-01-15', registeredDate: '2024-02-20', stage: 'S20', municipality: 'TL-CO', victimCount: 7 },
  })
  alfela.records.push({ kind: 'CaseRecord', key: 'x', fields: { nuc: '0063/18.PDSUA', stage: 'S50' } })
  return { pgr, pntl, alfela, world: new FakeWorld([pntl, pgr, alfela]) }
}

describe('caseByNuc', () => {
  it('joins the records of all agencies that share the NUC, in whatever form it is written', async () => {
    const { world, pgr, pntl } = threeAgencies()

    const { data, errors, sources } = await world.ask('{ caseByNuc(nuc: "62/18.PDSUA") { nuc records { __typename id } } }')

    expect(errors).toEqual([])
    expect(data.caseByNuc).toEqual({
      nuc: NUC,
      records: [
        { __typename: 'PgrCaseRecord', id: pgr.idOf({ kind: 'CaseRecord', key: '1' }) },
        { __typename: 'PntlCaseRecord', id: pntl.idOf({ kind: 'CaseRecord', key: 'a' }) },
      ],
    })
    expect(sources).toEqual({ alfela: 'OK', pgr: 'OK', pntl: 'OK' })
  })

  it('consolidates by authority, merges the timeline, and names what agencies differ on', async () => {
    const { world } = threeAgencies()

    const { data } = await world.ask(`{ caseByNuc(nuc: "${NUC}") {
      stage { value basis authority { agency state } authorities { agency state } }
      victimCount { value basis }
      timeline { date stage agencies }
      discrepancies { kind recordKind field authoritative values { agency value } }
      issues { code agencies fields }
    } }`)

    expect(data.caseByNuc.stage).toEqual({
      value: 'S50',
      basis: ['pgr'],
      authority: { agency: 'pgr', state: 'ANSWERED' },
      authorities: [
        { agency: 'courts', state: 'NOT_ASKED' },
        { agency: 'pgr', state: 'ANSWERED' },
      ],
    })
    expect(data.caseByNuc.victimCount).toEqual({ value: 6, basis: ['pgr'] })
    expect(data.caseByNuc.timeline).toEqual([
      { date: '2024-01-15', stage: 'S10', agencies: ['pntl'] },
      { date: '2024-02-01', stage: 'S50', agencies: ['pgr'] },
      { date: '2024-02-20', stage: 'S30', agencies: ['pntl'] },
      { date: '2024-03-01', stage: 'S30', agencies: ['pgr'] },
    ])
    expect(data.caseByNuc.discrepancies).toEqual([
      {
        kind: 'CONFLICT',
        recordKind: 'CaseRecord',
        field: 'registeredDate',
        authoritative: 'pgr',
        values: [
          { agency: 'pgr', value: '2024-03-01' },
          { agency: 'pntl', value: '2024-02-20' },
        ],
      },
      {
        kind: 'CONFLICT',
        recordKind: 'CaseRecord',
        field: 'stage',
        authoritative: 'pgr',
        values: [
          { agency: 'pgr', value: 'S50' },
          { agency: 'pntl', value: 'S20' },
        ],
      },
      {
        kind: 'COUNT_UNIT',
        recordKind: 'CaseRecord',
        field: 'victimCount',
        authoritative: 'pgr',
        values: [
          { agency: 'pgr', value: '6' },
          { agency: 'pntl', value: '7' },
        ],
      },
    ])
    expect(data.caseByNuc.issues).toEqual([{ code: 'DATE_ORDER', agencies: ['pgr'], fields: ['registeredDate', 'chargedDate'] }])
  })
})

describe('cases', () => {
  it('lists each matter once, at its first record, with all its records', async () => {
    const { world } = threeAgencies()

    const { data, errors } = await world.ask('{ cases { nodes { records { __typename } } pageInfo { hasNextPage endCursor } } }')

    expect(errors).toEqual([])
    expect(data.cases.nodes).toEqual([
      { records: [{ __typename: 'PgrCaseRecord' }, { __typename: 'PntlCaseRecord' }] },
      { records: [{ __typename: 'PgrCaseRecord' }] },
      { records: [{ __typename: 'AlfelaCaseRecord' }] },
    ])
    expect(data.cases.pageInfo.hasNextPage).toBe(false)
    expect(world.unexpected).toEqual([])
  })

  it('asks each agency once for the list and once for its matters, and for no field that is not selected', async () => {
    const { world, pgr } = threeAgencies()

    await world.ask('{ cases(first: 2) { nodes { records { id } } } }')

    const inputs = pgr.calls.map(({ input }) => input)
    expect(world.takeCalls()).toEqual([
      'alfela locate',
      'alfela locateByKeys',
      'pgr locate',
      'pgr locateByKeys',
      'pntl locate',
      'pntl locateByKeys',
    ])
    expect(inputs.map(({ summary, related }) => [summary, related])).toEqual([
      [['registeredDate'], []],
      [['registeredDate'], []],
    ])
  })
})
