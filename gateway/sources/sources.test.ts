import { describe, expect, it } from 'vitest'
import { Sources, statusOf } from './sources.ts'

const agencies = [{ agency: 'pntl' }, { agency: 'pgr' }, { agency: 'mnec', asOf: '2025-11-30' }]

describe('Sources', () => {
  it('lists every agency once, sorted, and those of which nothing was said as not asked', () => {
    const sources = new Sources()
    sources.asked('pntl')
    sources.asked('mnec')

    expect(sources.answer(agencies)).toEqual({
      sources: [
        { agency: 'mnec', status: 'OK', asOf: '2025-11-30' },
        { agency: 'pgr', status: 'NOT_ASKED', asOf: null },
        { agency: 'pntl', status: 'OK', asOf: null },
      ],
      complete: true,
    })
  })

  it('tells the gravest of what happened to an agency, whatever came last', () => {
    const sources = new Sources()
    sources.asked('pgr')
    sources.outcome('pgr', 'TIMEOUT')
    sources.outcome('pgr', 'PARTIAL')
    sources.asked('pgr')

    expect(sources.answer(agencies)).toMatchObject({ complete: false, sources: [{}, { agency: 'pgr', status: 'TIMEOUT' }, {}] })
  })

  it('calls an agency STALE whose files are not those that it serves, unless something worse happened, and never one that was not asked', () => {
    const stale = ['mnec', 'pgr', 'pntl'].map((agency) => ({ agency, asOf: '2025-11-30', isStale: true }))
    const sources = new Sources()
    sources.asked('mnec')
    sources.outcome('pntl', 'TIMEOUT')

    expect(sources.answer(stale)).toEqual({
      sources: [
        { agency: 'mnec', status: 'STALE', asOf: '2025-11-30' },
        { agency: 'pgr', status: 'NOT_ASKED', asOf: null },
        { agency: 'pntl', status: 'TIMEOUT', asOf: '2025-11-30' },
      ],
      complete: false,
    })
  })

  it('does not say that an agency was asked only because one of its records was fetched', () => {
    const sources = new Sources()
    sources.failed('pntl', 'OK')

    expect(sources.answer(agencies).sources.map(({ status }) => status)).toEqual(['NOT_ASKED', 'NOT_ASKED', 'NOT_ASKED'])
  })

  it('is complete without an agency that is not in the graph only where nobody was to be asked', () => {
    const absent = [{ agency: 'mssi', status: 'UNAVAILABLE' }] as const
    const [asking, asksNobody, hasNobody] = [new Sources(), new Sources(), new Sources()]
    asking.asked('pntl')
    asksNobody.notAsked('pntl')

    expect(asking.answer(agencies, absent)).toMatchObject({
      complete: false,
      sources: [{}, { agency: 'mssi', status: 'UNAVAILABLE' }, {}, {}],
    })
    expect(asksNobody.answer(agencies, absent)).toMatchObject({
      complete: true,
      sources: [{}, { agency: 'mssi', status: 'NOT_ASKED' }, {}, {}],
    })
    expect(hasNobody.answer([], absent)).toEqual({ complete: false, sources: [{ agency: 'mssi', status: 'UNAVAILABLE', asOf: null }] })
  })

  it.each([
    ['AGENCY_TIMEOUT', 'TIMEOUT'],
    ['AGENCY_INVALID_DATA', 'INVALID_DATA'],
    ['SCHEMA_MISMATCH', 'SCHEMA_MISMATCH'],
    ['OVERLOADED', 'UNAVAILABLE'],
  ])('reads %s as %s', (code, status) => expect(statusOf(code)).toBe(status))
})
