import { describe, expect, it } from 'vitest'
import { fieldOf, vocabulary } from '../../schema/index.ts'
import { generateBlock } from './generate.ts'
import type { Truth } from './truth.ts'
import { truthOf, victimsIdentified, withoutField } from './truth-of.ts'

const SEEDS = [1, 7, 2_026]
const truths: readonly (readonly [number, Truth])[] = SEEDS.map((seed) => [seed, truthOf(generateBlock({ seed }, 0))] as const)
const heroOf = (truth: Truth) => truth.groups.find(({ matter }) => matter === 'B0-M001')

describe.each(truths)('the truth of seed %i', (_seed, truth) => {
  it('joins the hero matter over five institutions and keeps the mistyped and the numberless record apart', () => {
    const hero = heroOf(truth)

    expect(hero?.cases.map(({ agency }) => agency).toSorted()).toEqual(['courts', 'jsmp', 'pcic', 'pgr', 'pntl'])
    expect(new Set(hero?.apart.map(({ agency }) => agency))).toEqual(new Set(['alfela', 'mnec']))
  })

  it('lists the disagreements that the case number of the hero matter reaches, each with who is authoritative', () => {
    const found = new Map(heroOf(truth)?.disagreements.map((one) => [one.field, one]))

    expect(found.get('municipality')).toMatchObject({
      values: { pntl: 'TL-CO', pcic: 'TL-BO', pgr: 'TL-CO' },
      authoritative: 'pgr',
      planted: 'D02',
    })
    expect(found.get('victimCount')).toMatchObject({
      kind: 'COUNT_UNIT',
      values: { pcic: 7, pgr: 6 },
      authoritative: 'pgr',
      planted: 'D03',
    })
    expect(found.get('chargedDate')).toMatchObject({ kind: 'DATE_ORDER', values: { pgr: '2023-01-12' }, planted: 'D06' })
    expect(found.get('offenceAtRegistration')).toMatchObject({ values: { pntl: ['VD'], pcic: ['163'] }, planted: 'D07' })
    expect(found.get('sentenceMonths')).toMatchObject({
      values: { courts: 102, pgr: 102, jsmp: 96 },
      authoritative: 'courts',
      planted: 'D10',
    })
    expect(found.get('stage')).toMatchObject({ values: { pgr: 'S50', courts: 'S99' }, authoritative: 'courts' })
    expect([...found.keys()].toSorted()).toEqual([
      'chargedDate',
      'municipality',
      'offenceAtRegistration',
      'sentenceMonths',
      'stage',
      'victimCount',
    ])
  })

  it('mistypes the hero number by exactly one digit, into a number that no matter has', () => {
    const hero = heroOf(truth)
    const typed = truth.records.find(
      ({ agency, kind, key }) =>
        agency === 'alfela' && kind === 'CaseRecord' && key[0] === hero?.apart.find((one) => one.agency === 'alfela')?.key[0],
    )
    const nuc = String(typed?.fields.nuc)

    expect([...nuc].filter((character, i) => character !== hero?.nuc[i])).toHaveLength(1)
    expect(truth.groups.map((group) => group.nuc)).not.toContain(nuc)
  })

  it('has the timeline in the order of dates, the exchanged charge first', () => {
    const timeline = heroOf(truth)?.timeline ?? []

    expect(timeline.map(({ date }) => date)).toEqual(timeline.map(({ date }) => date).toSorted())
    expect(timeline[0]).toMatchObject({ date: '2023-01-12', stage: 'S50', source: { agency: 'pgr' } })
    expect(timeline.at(-1)).toMatchObject({ date: '2024-06-10', stage: 'S99', source: { agency: 'courts' } })
  })

  it('speaks the shared vocabulary: every field is one of its kind, every code of its list', () => {
    for (const { kind, agency, fields } of truth.records) {
      for (const [name, value] of Object.entries(fields)) {
        const definition = fieldOf(vocabulary, kind, name)
        expect(definition, `${agency} ${kind}.${name}`).toBeDefined()
        if (value === null || definition === undefined) continue
        expect(Array.isArray(value), `${agency} ${kind}.${name}`).toBe(
          definition.list === true || definition.type === 'names' || definition.type === 'documents',
        )
        if (definition.type === 'date') expect(value).toMatch(/^\d{4}(-\d{2}-\d{2})?$/)
        if (definition.type === 'nuc') expect(value).toMatch(/^\d{4}\/\d{2}\.[A-Z]{5}$/)
      }
    }
  })

  it('shows the same person as victim and suspect, three opinions of one girl, one lost referral, one consent for statistics only', () => {
    const planted = (id: string) => truth.planted.filter((one) => one.id === id).flatMap(({ records }) => records)
    const personsOf = (id: string) =>
      new Set(
        truth.records
          .filter((record) =>
            planted(id).some((ref) => ref.agency === record.agency && ref.kind === record.kind && ref.key.join() === record.key.join()),
          )
          .map(({ person }) => person),
      )

    expect(personsOf('D05').size).toBe(1)
    expect(new Set(planted('D05').map(({ kind }) => kind))).toEqual(new Set(['VictimRecord', 'PerpetratorRecord']))
    expect(personsOf('D04').size).toBe(1)
    expect(
      planted('D04')
        .map(({ agency }) => agency)
        .toSorted(),
    ).toEqual(['mssi', 'pgr', 'pntl'])
    const [lost] = planted('D09')
    const child = truth.records.find(({ agency, kind, key }) => agency === 'pntl' && kind === 'ReferralRecord' && key[0] === lost?.key[0])
    expect(child?.fields.toAgency).toBe('mssi')
    expect(truth.records.filter(({ agency, person }) => agency === 'mssi' && person === child?.person)).toEqual([])
    const scopes = truth.consents.filter(({ planted: ids }) => ids.includes('D08'))
    expect(scopes.map(({ scope, state }) => `${scope} ${state}`).toSorted()).toEqual(['AUT REFUSED', 'STA GIVEN'])
  })

  it('keeps an inquiry under secrecy', () => {
    expect(truth.groups.some(({ isSecret }) => isSecret)).toBe(true)
  })

  it('answers a question by period and place, and says who cannot', () => {
    const found = victimsIdentified(truth, { from: '2020-01-01', to: '2025-12-31', municipality: 'TL-DI' })

    expect(found.length).toBeGreaterThan(40)
    expect(new Set(found.map(({ agency }) => agency)).size).toBeGreaterThan(4)
    expect(withoutField(truth, 'identifiedDate')).toEqual(['pgr'])
    expect(withoutField(truth, 'municipality')).toEqual(['pgr', 'mnec', 'fokupers'])
  })
})
