import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { RECORD_KIND_NAMES } from '../../../schema/index.ts'
import { aModel } from '../test-support/model.ts'
import { buildAgencySchema } from './subgraph-schema.ts'

const hubSdl = (stubs: readonly string[]) => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])
  ${RECORD_KIND_NAMES.map((kind) => `interface ${kind} { id: ID! }`).join('\n')}
  ${stubs.map((type) => `type ${type} implements ${type.replace(/^(Pntl|Pgr|MssiAdults)/, '')} @key(fields: "id", resolvable: false) { id: ID! }`).join('\n')}
  type Victim { id: ID! records: [VictimRecord] }
  type Query { victims: [Victim] cases: [CaseRecord] }
`

describe('the schema of an agency', () => {
  it('has one type per kind that the agency maps, and interfaces for those that its relations lead to', () => {
    const { schema } = buildAgencySchema(aModel())

    const names = Object.keys(schema.getTypeMap()).filter((name) => name.endsWith('Record'))
    expect(names.filter((name) => name.startsWith('Pntl')).sort()).toEqual(['PntlCaseRecord', 'PntlReferralRecord', 'PntlVictimRecord'])
    expect(names).toContain('MovementRecord')
  })

  it('is the same text for the same model', () => {
    expect(buildAgencySchema(aModel()).sdl).toBe(buildAgencySchema(aModel()).sdl)
    expect(buildAgencySchema(aModel()).sdl).toMatchSnapshot()
  })

  it('keeps relations inside the agency, and leaves those it does not map to the interface', () => {
    const { sdl } = buildAgencySchema(aModel())
    const victim = /type PntlVictimRecord[\s\S]*?\n}/.exec(sdl)?.[0]

    expect(victim).toMatch(/type PntlVictimRecord implements VictimRecord @key\(fields: "id"\)/)
    expect(victim).toContain('case: PntlCaseRecord\n')
    expect(victim).toContain('referrals: [PntlReferralRecord]\n')
    expect(victim).toContain('movements: [MovementRecord]\n')
  })

  it('composes with other agencies and a hub that knows them as stubs', () => {
    const agencies = ['pntl', 'pgr', 'mssi-adults'].map((agency) => aModel({ agency }))

    const result = composeServices([
      ...agencies.map((model) => ({ name: model.agency, typeDefs: parse(buildAgencySchema(model).sdl) })),
      { name: 'hub', typeDefs: parse(hubSdl(['PntlVictimRecord', 'PgrCaseRecord', 'PgrVictimRecord', 'MssiAdultsVictimRecord'])) },
    ])

    expect(result.errors).toBeUndefined()
    expect(result.supergraphSdl).toContain('type MssiAdultsVictimRecord implements VictimRecord')
  })
})
