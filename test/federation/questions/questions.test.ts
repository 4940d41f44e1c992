import { afterAll, beforeAll, describe } from 'vitest'
import { startHub, type TestHub } from '../../support/start-hub.ts'
import { question1 } from './01-pgr-cases.question.ts'
import { question2 } from './02-one-matter.question.ts'
import { question3 } from './03-victims-by-date.question.ts'
import { question4 } from './04-as-others.question.ts'
import { question5 } from './05-one-agency-down.question.ts'
import { budget } from './budget.question.ts'
import { callsOfAPage } from './calls.question.ts'
import { changingGraph } from './changing-graph.question.ts'
import { hiddenOrMissing } from './hidden-or-missing.question.ts'
import { createQuestionWorld, type QuestionWorld } from './world.ts'

/** One hub for all questions: starting it costs more than asking them. */
let hub: TestHub | undefined
let world: QuestionWorld
beforeAll(async () => {
  hub = await startHub()
  world = await createQuestionWorld(hub)
}, 120_000)
afterAll(() => hub?.close())

describe('question 1, the published figures', () => question1(() => world))
describe('question 2, one matter across agencies', () => question2(() => world))
describe('question 3, victims by date and place', () => question3(() => world))
describe('question 4, the same question as others', () => question4(() => world))
describe('question 5, one agency down', () => question5(() => world))
describe('a record that is hidden or missing', () => hiddenOrMissing(() => world))
describe('the budget of an account', () => budget(() => world))
describe('the calls of a page', () => callsOfAPage(() => world))
describe('a graph that changes', () => changingGraph(() => world))
