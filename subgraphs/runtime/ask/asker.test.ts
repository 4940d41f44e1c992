import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Viewer } from '../../../schema/index.ts'
import { aSqliteAgency } from '../test-support/sqlite-agency.ts'
import { type Asker, createAsker } from './asker.ts'

const analyst: Viewer = { agency: 'klatu', roles: ['analyst'], purpose: 'OVERSIGHT' }
let agency: Awaited<ReturnType<typeof aSqliteAgency>>
let asker: Asker
beforeAll(async () => {
  agency = await aSqliteAgency()
  asker = createAsker(agency.model, agency.engine, { isCompared: true })
})
afterAll(() => agency.close())

const ask = (more: Partial<Parameters<Asker['records']>[0]> = {}) =>
  asker.records({ viewer: analyst, today: '2025-06-01', kind: 'VictimRecord', signal: new AbortController().signal, ...more })

describe('an agency asked inside this process', () => {
  it('answers with every mapped field, by both ways alike, and says why others are null', async () => {
    const { records, hasMore } = await ask({ first: 3 })

    expect(hasMore).toBe(true)
    expect(records.map(({ values, gaps }) => [values.sex, values.names, gaps])).toEqual([
      ['F', null, { localCode: 'WITHHELD', names: 'WITHHELD' }],
      ['F', null, { localCode: 'WITHHELD', names: 'WITHHELD', identifiedDate: 'NOT_RECORDED' }],
      ['M', null, { localCode: 'WITHHELD', names: 'WITHHELD', age: 'NOT_RECORDED', identifiedDate: 'NOT_RECORDED' }],
    ])
  })

  it('follows relations as far as asked', async () => {
    const { records } = await ask({ fields: 'sex case { stage nuc victims { sex } }', filter: [{ field: 'sex', in: ['M'] }] })

    expect(records).toMatchObject([
      {
        values: {
          sex: 'M',
          case: {
            values: { stage: 'S30', nuc: null, victims: [{ values: { sex: 'F' } }, { values: { sex: 'M' } }] },
            gaps: { nuc: 'WITHHELD' },
          },
        },
      },
    ])
  })

  it('reads nothing for whom no rule opens anything', async () => {
    const { records, opensNothing, statements } = await ask({ viewer: { ...analyst, agency: 'pcic' } })

    expect([records, opensNothing, statements]).toEqual([[], true, []])
  })

  it.each([
    ['an unknown field', { fields: 'secret' }, 'has no field "secret"'],
    ['a fragment', { fields: '... on Query { a }' }, 'no fragments'],
    ['an alias', { fields: 'a: sex' }, 'no fragments, aliases'],
    ['what is no list of fields', { fields: 'sex }' }, 'is no list of fields'],
    ['a relation without fields', { fields: 'case' }, 'case { id }'],
    ['a filter that is not offered', { filter: [{ field: 'age', in: ['1'] }] }, 'it offers sex, identifiedDate'],
    ['a kind that is not held', { kind: 'MovementRecord' as const }, 'maps no MovementRecord'],
  ])('refuses %s in words that can be acted on', async (_what, more, problem) => {
    await expect(ask(more)).rejects.toMatchObject({ code: 'BAD_ARGUMENT', message: expect.stringContaining(problem) })
  })
})
