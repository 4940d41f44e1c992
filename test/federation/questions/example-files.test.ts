import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEMO_PEOPLE } from '../../../demo/people/people.ts'
import { PUBLISHED } from '../../../examples/questions/first-answer.ts'
import { readQuestion } from '../../../examples/questions/question.ts'

const folder = join(import.meta.dirname, '../../../examples/questions')
const names = (await readdir(folder)).flatMap((file) => (file.endsWith('.graphql') ? [file.slice(0, -'.graphql'.length)] : []))

describe('the files of the questions', () => {
  it.each(names)('%s is asked by a person of the demonstration, for a purpose of theirs', async (name) => {
    const { as, purpose, question } = await readQuestion(name)

    const person = DEMO_PEOPLE.find((known) => known.name === as)
    expect(person?.purposes).toContain(purpose)
    expect(question).toMatch(/\?/)
  })

  it('are found at all', () => expect(names.length).toBeGreaterThanOrEqual(3))

  it('give the body of a request, or say that there is no such question', async () => {
    const { query, variables } = await readQuestion('02-one-matter-across-agencies')

    const found = await run('to-body.ts', '02-one-matter-across-agencies')
    const missing = await run('to-body.ts', '99-nothing')
    const outside = await run('to-body.ts', '../../package')

    expect(JSON.parse(found.out)).toEqual({ query, variables })
    expect([found.code, missing.code, outside.code]).toEqual([0, 2, 2])
    expect(missing.out + outside.out).toBe('')
  })
})

describe('the check of the first answer', () => {
  it('passes the published figures and no other', async () => {
    const short = answerWith({ victims: 60 })

    expect((await run('check-first.ts', JSON.stringify(answerWith()), 'complete')).code).toBe(0)
    const wrong = await run('check-first.ts', JSON.stringify(short), 'complete')
    expect(wrong.code).toBe(1)
    expect(wrong.words).toContain('PGR victims: 60 instead of 61')
    expect((await run('check-first.ts', JSON.stringify(answerWith({ complete: false })), 'complete')).code).toBe(1)
    expect((await run('check-first.ts', JSON.stringify(answerWith({ isCut: true })), 'complete')).code).toBe(1)
    expect((await run('check-first.ts', '{"errors":[]}', 'complete')).code).toBe(1)
    expect((await run('check-first.ts', 'not json', 'complete')).code).toBe(1)
  })

  it('wants to be told that the prosecution is missing', async () => {
    const missing = answerWith({ victims: 0, cases: 0, complete: false, pgr: 'UNAVAILABLE' })

    expect((await run('check-first.ts', JSON.stringify(missing), 'without-pgr')).code).toBe(0)
    for (const silent of [
      { ...missing, extensions: { ...missing.extensions, complete: true } },
      answerWith({ victims: 0, cases: 0, complete: false }),
    ])
      expect((await run('check-first.ts', JSON.stringify(silent), 'without-pgr')).code).toBe(1)
    expect((await run('check-first.ts', JSON.stringify(answerWith({ complete: false, pgr: 'UNAVAILABLE' })), 'without-pgr')).code).toBe(1)
  })
})

/** Runs a script of the folder as the README says. */
const run = (
  script: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly words: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [join(folder, script), ...args], (error, out, words) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, words }),
    )
  })

/** An answer with the published figures, or what differs from them. */
function answerWith({ victims = 61, cases = 11, complete = true, isCut = false, pgr = 'OK' } = {}) {
  const stages = [...Array(3).fill('S50'), ...Array(2).fill('S51'), ...Array(6).fill('S30')].slice(0, cases)
  const people = (total: number, women: number, timorese: number) =>
    Array.from({ length: total }, (_, at) => ({ sex: at < women ? 'F' : 'M', nationalityGroup: at < timorese ? 'TLS' : 'FOREIGN' }))
  const nodes = stages.map((stage, at) => ({
    records: [
      {
        __typename: 'PgrCaseRecord',
        stage,
        victims: at === 0 ? people(victims, 20, 36) : [],
        perpetrators: at === 0 ? people(18, 5, 6) : null,
      },
    ],
  }))
  const totals = [
    { unit: 'CASE', sex: null, count: PUBLISHED['KLATU potential cases'] },
    { unit: 'VICTIM', sex: 'F', count: 50 },
    { unit: 'VICTIM', sex: 'M', count: 57 },
  ]
  return {
    data: { cases: { nodes, pageInfo: { hasNextPage: isCut } }, reportedTotals: { nodes: totals, pageInfo: { hasNextPage: false } } },
    extensions: {
      sources: [
        { agency: 'klatu', status: 'OK' },
        { agency: 'pgr', status: pgr },
      ],
      complete,
    },
  }
}
