import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { type Vocabulary, vocabulary } from '../../../schema/index.ts'
import { createHub } from '../hub.ts'
import { FakeAgency } from '../testing/fake-agency.ts'
import { FakeWorld } from '../testing/fake-world.ts'

const KINDS = ['CaseRecord', 'VictimRecord', 'PerpetratorRecord', 'ProceedingRecord', 'ReferralRecord'] as const
const CODES = ['pntl', 'pcic', 'migration', 'pgr', 'courts', 'mssi', 'mssi-adults', 'mnec', 'alfela', 'jsmp', 'fokupers', 'pradet', 'klatu']

const hubOf = (agencies: readonly FakeAgency[], of: Vocabulary = vocabulary) =>
  createHub({ agencies: agencies.map(({ description }) => description), vocabulary: of, sealKeys: [Buffer.alloc(32)], clock: () => 0 })

const compose = (agencies: readonly FakeAgency[], of: Vocabulary = vocabulary) =>
  composeServices([
    { name: 'hub', typeDefs: parse(hubOf(agencies, of).sdl) },
    ...agencies.map(({ description }) => ({ name: description.agency, typeDefs: parse(description.sdl) })),
  ])

/** The vocabulary's next version, with one more field of VictimRecord. */
const next: Vocabulary = {
  version: vocabulary.version + 1,
  kinds: {
    ...vocabulary.kinds,
    VictimRecord: {
      ...vocabulary.kinds.VictimRecord,
      fields: {
        ...vocabulary.kinds.VictimRecord.fields,
        shelterNights: { type: 'int', class: 1, description: 'Nights in a shelter.', since: vocabulary.version + 1 },
      },
    },
  },
}

describe("the hub's subgraph", () => {
  it('composes with thirteen agencies', () => {
    const result = compose(CODES.map((code) => new FakeAgency({ code, kinds: code === 'klatu' ? ['ReportedTotal'] : KINDS })))

    expect(result.errors).toBeUndefined()
    expect(result.supergraphSdl).toContain('type MssiAdultsVictimRecord implements VictimRecord')
  })

  it('composes without any agency', () => {
    expect(compose([]).errors).toBeUndefined()
  })

  it('has the same text in whatever order the agencies are given', () => {
    const agencies = CODES.map((code) => new FakeAgency({ code, kinds: KINDS }))

    expect(hubOf(agencies.toReversed()).sdl).toBe(hubOf(agencies).sdl)
  })

  it('gives as null what an agency on an older vocabulary does not know, so that both versions compose', async () => {
    const old = new FakeAgency({ code: 'mssi', kinds: KINDS })
    const current = new FakeAgency({ code: 'pntl', kinds: KINDS, vocabulary: next })
    const world = new FakeWorld([old, current], { vocabulary: next })

    const result = compose([old, current], next)
    const { data } = await world.ask(
      '{ _entities(representations: [{ __typename: "MssiVictimRecord", id: "v1" }]) { ... on MssiVictimRecord { id shelterNights } } }',
    )

    expect(result.errors).toBeUndefined()
    expect(data._entities).toEqual([{ id: 'v1', shelterNights: null }])
    expect(world.hub.sdl).toContain('type PntlVictimRecord implements VictimRecord @key(fields: "id", resolvable: false)')
  })

  it('would not compose the two versions without that', () => {
    const old = new FakeAgency({ code: 'mssi', kinds: KINDS })
    const current = new FakeAgency({ code: 'pntl', kinds: KINDS, vocabulary: next })

    const result = composeServices([
      { name: 'hub', typeDefs: parse(hubOf([old, current]).sdl) },
      ...[old, current].map(({ description }) => ({ name: description.agency, typeDefs: parse(description.sdl) })),
    ])

    expect(result.errors?.map(({ message }) => message).join()).toContain('shelterNights')
  })
})
