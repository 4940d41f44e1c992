import { describe, expect, it } from 'vitest'
import { FakeWorld } from './testing/fake-world.ts'
import { truthAgencies } from './testing/truth-world.ts'

const { truth, agencies } = truthAgencies(2_026)
const world = new FakeWorld(agencies)
const idOf = ({ agency, kind, key }: { agency: string; kind: 'CaseRecord'; key: readonly string[] }) =>
  agencies.find(({ description }) => description.agency === agency)?.idOf({ kind, key: key.join('/') })

describe.each(truth.groups.map((group) => [group.nuc, group] as const))('the matter %s of the demo world', (nuc, group) => {
  it('comes back with its records and no other, its timeline and every disagreement', async () => {
    const { data, errors } = await world.ask(
      `query ($nuc: Nuc!) { caseByNuc(nuc: $nuc) { records { id } timeline { date stage agencies }
        discrepancies { recordKind field authoritative values { agency value } } issues { code agencies fields } } }`,
      { variables: { nuc } },
    )

    expect(errors).toEqual([])
    const found = data.caseByNuc
    expect(found.records.map(({ id }: { id: string }) => id).toSorted()).toEqual(
      group.cases.map(({ agency, key }) => idOf({ agency, kind: 'CaseRecord', key })).toSorted(),
    )
    const steps = Map.groupBy(group.timeline, ({ date, stage }) => `${date} ${stage}`)
    expect(
      found.timeline.map(({ date, stage, agencies: by }: { date: string; stage: string; agencies: string[] }) => [`${date} ${stage}`, by]),
    ).toEqual([...steps].map(([step, by]) => [step, [...new Set(by.map(({ source }) => source.agency))].toSorted()]))
    const fields = (kind: string) => group.disagreements.filter((one) => (one.kind === 'DATE_ORDER') === (kind === 'DATE_ORDER'))
    expect(
      found.discrepancies
        .map(({ field, authoritative }: { field: string; authoritative: string | null }) => [field, authoritative])
        .toSorted(),
    ).toEqual(
      fields('CONFLICT')
        .map(({ field, authoritative }) => [field, authoritative])
        .toSorted(),
    )
    expect(
      found.issues
        .filter(({ fields: named }: { fields: string[] }) => named[0] === 'registeredDate' && named[1] === 'chargedDate')
        .flatMap(({ agencies: by }: { agencies: string[] }) => by),
    ).toEqual(fields('DATE_ORDER').map(({ authoritative }) => authoritative))
  })
})
