import { describe, expect, it } from 'vitest'
import type { Located } from '../asking/located.ts'
import type { ListPlan } from './list-plan.ts'
import { Members } from './members.ts'

const record = (over: Partial<Located>): Located => ({
  agency: 'pgr',
  kind: 'CaseRecord',
  typename: 'PgrCaseRecord',
  id: 'p1',
  sortKey: null,
  position: null,
  caseKeys: ['k'],
  values: {},
  gaps: {},
  related: {},
  ...over,
})
const streamed = record({ agency: 'pntl', id: 's1', sortKey: '2024-06-01', position: 'AAAA' })
const list: ListPlan = {
  kind: 'CaseRecord',
  filter: [],
  orderBy: 'registeredDate',
  descending: false,
  streams: [
    { agency: 'pgr', orderBy: 'registeredDate' },
    { agency: 'pntl', orderBy: 'registeredDate' },
  ],
  notHeld: [],
  withheld: [],
  wanted: { summary: [], related: [] },
}
const membersOf = (other: Located, over: Partial<ListPlan> = {}, hasLeft = () => false) =>
  new Members({ ...list, ...over })
    .of({ records: [other, streamed], isJoined: true, isUncertain: false }, streamed, hasLeft)
    .map(({ id }) => id)

describe('the records of a matter that are in a list', () => {
  it('stand in its order, also those that were found by key only', () => {
    expect(membersOf(record({ values: { registeredDate: '2024-01-01' } }))).toEqual(['p1', 's1'])
    expect(membersOf(record({ values: { registeredDate: '2024-01-01' } }), { descending: true })).toEqual(['s1', 'p1'])
    expect(membersOf(record({ values: { registeredDate: null } }))).toEqual(['s1', 'p1'])
  })

  it('are those of agencies that are read for the list and have not left it', () => {
    const other = record({ values: { registeredDate: '2024-01-01' } })

    expect(membersOf(other, { streams: [{ agency: 'pntl', orderBy: 'registeredDate' }] })).toEqual(['s1'])
    expect(membersOf(other, {}, () => true)).toEqual(['s1'])
  })

  it('of an agency that cannot be ordered by the date stand last', () => {
    expect(
      membersOf(record({ values: { registeredDate: '2024-01-01' } }), {
        streams: [{ agency: 'pgr' }, { agency: 'pntl', orderBy: 'registeredDate' }],
      }),
    ).toEqual(['s1', 'p1'])
  })

  it.each([
    ['2024-02', { to: '2024-02-29' }, true],
    ['2024-02', { to: '2024-02-28' }, false],
    ['2024-02', { from: '2024-02-01', to: '2024-02-29' }, true],
    ['2024-02', { from: '2024-02-02' }, false],
    ['2024', { from: '2024-01-01', to: '2024-12-31' }, true],
    ['2024', { to: '2024-12-30' }, false],
    ['2024-02-10', { from: '2024-02-10', to: '2024-02-10' }, true],
    [null, { from: '2024-01-01' }, false],
  ])('match dates as agencies do: %s within %o is %s', (registeredDate, range, isMatch) => {
    const found = membersOf(record({ values: { registeredDate } }), { filter: [{ field: 'registeredDate', ...range }] })

    expect(found.includes('p1')).toBe(isMatch)
  })

  it.each([
    ['S50', true],
    ['S30', false],
    [null, false],
    [['S30', 'S50'], true],
    [true, false],
  ])('match codes as agencies do: %s', (stage, isMatch) => {
    const found = membersOf(record({ values: { stage } }), { filter: [{ field: 'stage', in: ['S50'] }] })

    expect(found.includes('p1')).toBe(isMatch)
  })
})
