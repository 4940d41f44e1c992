import { expect, it } from 'vitest'
import { CANARIES } from '../../../demo/fill/index.ts'
import type { GroupTruth, RecordTruth } from '../../../demo/world/index.ts'
import { readQuestion } from '../../../examples/questions/question.ts'
import type { Viewer } from '../../../schema/index.ts'
import { expectedOf, seenOf } from '../../support/compare.ts'
import { refText } from '../../support/truth-oracle.ts'
import { expectedMatter, type MatterAnswer } from './matter.ts'
import { type QuestionWorld, viewerOf } from './world.ts'

const commissioner = { as: 'klatu.commissioner', purpose: 'OVERSIGHT' } as const
const viewer = viewerOf(commissioner)

/** One matter over police, prosecution, court and monitors; every expectation is the truth as far as the policies show it. */
export function question2(world: () => QuestionWorld): void {
  const ask = async (nuc?: string) => {
    const question = await readQuestion('02-one-matter-across-agencies')
    return world().hub.ask<MatterAnswer>({ ...question, variables: nuc === undefined ? question.variables : { nuc } }, commissioner)
  }
  const heroOf = ({ hub }: QuestionWorld): GroupTruth => {
    const hero = hub.truth.groups.find(({ matter }) => matter === 'B0-M001')
    if (!hero) throw new Error('the truth has no hero')
    return hero
  }

  it('is asked about the matter that police, prosecution, a court and the monitors know', async () => {
    const hero = heroOf(world())

    expect((await readQuestion('02-one-matter-across-agencies')).variables).toEqual({ nuc: hero.nuc })
    expect(hero.cases.map(({ agency }) => agency).toSorted()).toEqual(['courts', 'jsmp', 'pcic', 'pgr', 'pntl'])
    expect(hero.apart.map(({ agency }) => agency)).toContain('alfela')
  })

  it("brings back the records that the truth lists, and legal aid's mistyped one not", async () => {
    const hero = heroOf(world())

    const { data, errors, complete, text } = await ask()

    expect(errors).toEqual([])
    expect(complete).toBe(true)
    const found = (data.caseByNuc?.records ?? []).map((record) => record && refText(world().refOf(record)))
    expect(found.toSorted()).toEqual(hero.cases.map(refText).toSorted())
    expect(data.caseByNuc?.nuc).toBe(hero.nuc)
    expect(CANARIES.filter((canary) => text.includes(canary.text))).toEqual([])
  })

  it('shows of each record, its victims and its acts what the policies show, and says why the rest is missing', async () => {
    const { oracle, refOf } = world()

    const { data } = await ask()

    for (const record of data.caseByNuc?.records ?? []) {
      if (!record) throw new Error('a record is missing')
      const truth = oracle.recordOf(refOf(record))
      const fields = Object.keys(record).filter((field) => !['__typename', 'id', 'gaps', 'victims', 'proceedings'].includes(field))
      expect(fields.length).toBeGreaterThan(10)
      expect(seenOf(record, fields), record.__typename).toEqual(expectedOf(truth, fields, viewer, oracle))
      for (const [relation, kind] of [
        ['victims', 'VictimRecord'],
        ['proceedings', 'ProceedingRecord'],
      ] as const) {
        const expected = oracle.couldShow(truth.agency, kind, viewer) ? childrenOf(truth, kind, viewer, world()) : undefined
        expect(record[relation]?.map((child) => child && refText(refOf(child))).toSorted(), `${record.__typename}.${relation}`).toEqual(
          expected,
        )
      }
    }
  })

  it("merges the timeline as the truth has it, also with the prosecutor's exchanged day and month", async () => {
    const hero = heroOf(world())
    const expected = expectedMatter(hero, world().oracle, viewer)

    const { data } = await ask()

    const dates = (data.caseByNuc?.timeline ?? []).map(({ date }) => date)
    expect(dates).toEqual(dates.toSorted())
    expect(byDateAndStage(data.caseByNuc?.timeline ?? [])).toEqual(byDateAndStage(expected.timeline))
    // Every step of the truth is shown to the commissioner, so nothing above was compared with a shortened list.
    expect(expected.timeline.length).toBe(new Set(hero.timeline.map(({ date, stage }) => `${date} ${stage}`)).size)
  })

  it('names every disagreement that the number alone reaches, by agency, with who is authoritative', async () => {
    const hero = heroOf(world())
    const expected = expectedMatter(hero, world().oracle, viewer)

    const { data } = await ask()

    const named = data.caseByNuc?.discrepancies ?? []
    expect(named.map(({ field }) => field).toSorted()).toEqual(
      hero.disagreements.flatMap(({ kind, field }) => (kind === 'DATE_ORDER' ? [] : [field])).toSorted(),
    )
    expect(byField(named)).toEqual(byField(expected.discrepancies))
    expect(named.map(({ field, authoritative }) => [field, authoritative]).toSorted()).toEqual(
      hero.disagreements.flatMap((one) => (one.kind === 'DATE_ORDER' ? [] : [[one.field, one.authoritative]])).toSorted(),
    )
    for (const { values } of hero.disagreements.filter(({ kind }) => kind === 'DATE_ORDER'))
      expect(data.caseByNuc?.issues).toContainEqual({
        code: 'DATE_ORDER',
        agencies: Object.keys(values),
        fields: ['registeredDate', 'chargedDate'],
      })
  })

  it('answers alike for every matter of the world: what the commissioner may join, and nothing of secret inquiries', async () => {
    const { hub, oracle, refOf } = world()
    let secret = 0
    for (const group of hub.truth.groups) {
      const expected = expectedMatter(group, oracle, viewer)
      const isReached = expected.cases.some((record) => oracle.show(record, 'nuc', viewer).value !== null)

      const { data, errors } = await ask(group.nuc)

      expect(errors, group.nuc).toEqual([])
      const found = data.caseByNuc?.records.map((record) => record && refText(refOf(record)))
      expect(found?.toSorted(), group.nuc).toEqual(isReached ? expected.refs : undefined)
      expect(byDateAndStage(data.caseByNuc?.timeline ?? []), group.nuc).toEqual(isReached ? byDateAndStage(expected.timeline) : [])
      expect(byField(data.caseByNuc?.discrepancies ?? []), group.nuc).toEqual(isReached ? byField(expected.discrepancies) : [])
      if (group.isSecret && expected.refs.length < group.cases.length) secret++
    }
    expect(hub.truth.groups.length).toBeGreaterThan(20)
    expect(secret).toBeGreaterThan(0)
  })

  it('is null for what is no case number of anybody, in one form for all', async () => {
    expect((await ask('9999/99.ZZZZZ')).data.caseByNuc).toBeNull()
    expect((await ask('0740/23.XDSUA')).data.caseByNuc).toBeNull()
    const garbage = await ask("' or 1=1 --")
    expect(garbage.data?.caseByNuc ?? null).toBeNull()
    expect(garbage.errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_ARGUMENT'])
    expect(garbage.text).not.toContain('1=1')
  })

  it('reads the number in any written form', async () => {
    expect((await ask('40/23.XDSUA')).data.caseByNuc?.nuc).toBe('0040/23.XDSUA')
  })
}

function childrenOf(parent: RecordTruth, kind: RecordTruth['kind'], by: Viewer, { oracle }: QuestionWorld): readonly string[] {
  return oracle.records
    .filter((child) => child.kind === kind && child.agency === parent.agency && child.caseKey?.join() === parent.key.join())
    .filter((child) => oracle.mayKnow(child, by))
    .map(refText)
    .toSorted()
}

const byField = <T extends { readonly field: string }>(list: readonly T[]): readonly T[] =>
  list.toSorted((a, b) => (a.field < b.field ? -1 : 1))
const byDateAndStage = <T extends { readonly date: string; readonly stage: string }>(list: readonly T[]): readonly T[] =>
  list.toSorted((a, b) => (`${a.date} ${a.stage}` < `${b.date} ${b.stage}` ? -1 : 1))
