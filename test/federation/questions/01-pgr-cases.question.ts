import { expect, it } from 'vitest'
import { FirstAnswer, figuresOf, PUBLISHED, wrongFigures } from '../../../examples/questions/first-answer.ts'
import { readQuestion } from '../../../examples/questions/question.ts'
import type { NamedRecord } from '../../support/record-refs.ts'
import { refText } from '../../support/truth-oracle.ts'
import { type QuestionWorld, viewerOf } from './world.ts'

const analyst = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const

/** The prosecution's cases of 2023 and 2024 as published, and the commission's own count. */
export function question1(world: () => QuestionWorld): void {
  it('gives the published figures, exactly', async () => {
    const answer = await world().hub.ask(await readQuestion('01-pgr-cases-2023-2024'), analyst)

    expect(answer.errors).toEqual([])
    const figures = figuresOf(FirstAnswer.parse(JSON.parse(answer.text)))
    expect(figures).toEqual(PUBLISHED)
    expect(wrongFigures(figures)).toEqual([])
    expect(answer.complete).toBe(true)
  })

  it('is asked of a world whose truth has those figures', async () => {
    const { pgr2023to2024: pgr, klatu } = world().hub.truth.totals

    expect([pgr.cases, pgr.charged, pgr.archived, pgr.inProcess]).toEqual([11, 3, 2, 6])
    expect(pgr.suspects).toEqual({ total: 18, women: 5, men: 13, timorese: 6, foreign: 12 })
    expect(pgr.victims).toEqual({ total: 61, women: 20, men: 41, timorese: 36, foreign: 25 })
    expect(klatu).toEqual({ cases: 41, victims: 107, women: 50, men: 57 })
  })

  it.each([
    ['klatu.analyst', '2025', 6],
    ['klatu.analyst', '2023', undefined],
    ['klatu.commissioner', '2023', undefined],
    ['klatu.commissioner', '2025', undefined],
  ] as const)(
    'shows %s the cases of %s that the policy shows, secret inquiries only where it counts them',
    async (person, year, published) => {
      const { hub, oracle } = world()
      const as = { as: person, purpose: 'OVERSIGHT' } as const
      const query = `{ cases(filter: { agencies: ["pgr"], registeredDate: { from: "${year}", to: "${year}" } }, first: 100) {
      nodes { records { ... on PgrCaseRecord { __typename id stage } } } } }`

      const { data } = await hub.ask<{ cases: { nodes: readonly { records: readonly NamedRecord[] }[] } }>({ query }, as)

      const expected = oracle.records
        .filter(({ agency, kind, fields }) => agency === 'pgr' && kind === 'CaseRecord' && String(fields.registeredDate).startsWith(year))
        .filter((record) => oracle.decisionOn(record, 'registeredDate', viewerOf(as)).effect === 'full')
      const found = data.cases.nodes.flatMap(({ records }) => records).filter(({ __typename }) => __typename === 'PgrCaseRecord')
      expect(found.map((record) => refText(world().refOf(record))).toSorted()).toEqual(expected.map(refText).toSorted())
      if (published !== undefined) expect(found.length).toBe(published)
    },
  )
}
