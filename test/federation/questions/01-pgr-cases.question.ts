import { expect, it } from 'vitest'
import { FirstAnswer, figuresOf, PUBLISHED, wrongFigures } from '../../../examples/questions/first-answer.ts'
import { readQuestion } from '../../../examples/questions/question.ts'
import type { QuestionWorld } from './world.ts'

const analyst = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const

/** The prosecution's cases of 2023 and 2024 as published, and the commission's own count. */
export function question1(world: () => QuestionWorld): void {
  it('gives the published figures, exactly', async () => {
    const answer = await world().hub.ask(await readQuestion('01-pgr-cases-2023-2024'), analyst)

    expect(answer.errors).toEqual([])
    const figures = figuresOf(FirstAnswer.parse(JSON.parse(answer.text)))
    expect(figures).toEqual(PUBLISHED)
    expect(wrongFigures(figures)).toEqual([])
  })
}
