import { expect, it } from 'vitest'
import type { CompiledPolicy } from './policy.ts'
import { TRUE } from './predicate.ts'
import { readPolicy, writePolicy } from './written-policy.ts'

const policy: CompiledPolicy = {
  agency: 'pgr',
  version: 4,
  rules: [
    {
      id: 'PGR-01',
      effect: 'permit',
      coordinates: [{ kind: '*', classUpTo: 1 }],
      to: { agencies: ['klatu'] },
      when: TRUE,
      as: new Map([['VictimRecord.birthDate', 'year']]),
      because: 'test',
    },
  ],
}

it('comes back from JSON as it went', () => {
  expect(readPolicy(JSON.parse(JSON.stringify(writePolicy(policy))))).toEqual(policy)
})

it('refuses a coarser form that it does not know, which would else count as shown in full', () => {
  const written = writePolicy(policy)
  const newer = { ...written, rules: written.rules.map((rule) => ({ ...rule, as: { 'VictimRecord.birthDate': 'decade' } })) }

  expect(() => readPolicy(newer)).toThrowError(expect.objectContaining({ code: 'AGENCY_INVALID_DATA' }))
})
