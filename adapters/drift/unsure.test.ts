import { beforeAll, describe, expect, it } from 'vitest'
import { type AgencyModel, and, holds, not, or, type Predicate, type RowFacts } from '../../schema/index.ts'
import { loadAgencyFolder } from '../load-agency.ts'
import { type Degraded, NOTHING_DEGRADED } from './degraded.ts'
import { denying, isUnsure } from './unsure.ts'

const secret: Predicate = { op: 'in', kind: 'CaseRecord', field: 'inquirySecret', values: ['true'] }
const inDili: Predicate = { op: 'in', kind: 'CaseRecord', field: 'municipality', values: ['TL-DI'] }
const consented: Predicate = { op: 'consent', scope: 'AUT' }
const involved: Predicate = { op: 'involvement', side: 'either' }
const withoutSecret: Degraded = { ...NOTHING_DEGRADED, fields: new Map([['CaseRecord', new Set(['inquirySecret'])]]) }

let model: AgencyModel
beforeAll(async () => {
  model = await loadAgencyFolder(new URL('../../test/contract/agency/', import.meta.url).pathname)
})
const denied = (predicate: Predicate, degraded = withoutSecret) => denying(model, degraded, 'CaseRecord', predicate)
/** What the condition would say, were the column what one of these says. */
const facts = (value: string | null, municipality: string): RowFacts => ({
  fields: { 'CaseRecord.inquirySecret': value, 'CaseRecord.municipality': municipality },
  consents: [],
  involvement: [],
  today: '2025-01-01',
})

describe('a condition on a column that cannot be read', () => {
  it.each<[string, Predicate, Predicate['op']]>([
    ['asked for', secret, 'false'],
    ['negated', not(secret), 'false'],
    ['one of two', or([secret, inDili]), 'in'],
    ['one of both', and([secret, inDili]), 'false'],
    ['under two negations', not(and([inDili, not(secret)])), 'not'],
  ])('opens nothing, %s', (_how, predicate, op) => {
    expect(denied(predicate).op).toBe(op)
  })

  it('never holds where it would not hold whatever the column says', () => {
    const conditions = [
      secret,
      not(secret),
      or([secret, inDili]),
      and([not(secret), inDili]),
      not(and([inDili, not(secret)])),
      not(or([not(secret), inDili])),
    ]
    for (const condition of conditions)
      for (const municipality of ['TL-DI', 'TL-OE'])
        if (holds(denied(condition), facts('true', municipality)))
          for (const value of ['true', 'false', null])
            expect(holds(condition, facts(value, municipality)), JSON.stringify(condition)).toBe(true)
  })

  it('is left alone where nothing of it is touched', () => {
    expect(denied(and([inDili, not(consented)]))).toEqual(and([inDili, not(consented)]))
  })

  it('is also one whose consents, referrals or way to the other record cannot be read', () => {
    const lost = (degraded: Partial<Degraded>, predicate: Predicate) =>
      isUnsure(model, { ...NOTHING_DEGRADED, ...degraded }, 'VictimRecord', predicate)

    expect(lost({ consents: true }, not(consented))).toBe(true)
    expect(lost({ kinds: new Set(['ReferralRecord']) }, involved)).toBe(true)
    expect(lost({ fields: new Map([['ReferralRecord', new Set(['status'])]]) }, involved)).toBe(true)
    expect(lost({ kinds: new Set(['CaseRecord']) }, inDili)).toBe(true)
    expect(lost({ kinds: new Set(['ServiceRecord']) }, inDili)).toBe(false)
  })
})
