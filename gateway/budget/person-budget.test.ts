import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPersonBudget, type Spender } from './person-budget.ts'
import { budgetOf, PersonBudgetSettings } from './settings.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tip-budget-'))
})
afterAll(() => rm(root, { recursive: true }))

const officer: Spender = { issuer: 'demo', subject: 'officer-9', agency: 'mssi', roles: ['caseworker'] }
const DAY = '2026-03-01'
const persons = (...names: readonly string[]) => new Set(names)
const open = async (perDay: number, folder?: string) => {
  const spent: string[] = []
  const at = folder ?? (await mkdtemp(join(root, 'state-')))
  const budget = createPersonBudget({
    settings: PersonBudgetSettings.parse({ perDay }),
    folder: at,
    key: new Uint8Array(32).fill(1),
    onSpent: ({ subject }) => spent.push(subject),
  })
  return { budget, folder: at, spent }
}
const SPENT = expect.objectContaining({ code: 'BUDGET_SPENT' })

describe('a budget of persons', () => {
  it('counts each person once, gives the answer that reaches it, and refuses what comes after, with one alarm', async () => {
    const { budget, spent } = await open(3)

    await budget.spend(officer, DAY, persons('a', 'b'))
    await budget.spend(officer, DAY, persons('b', 'a'))
    await budget.check(officer, DAY)
    await budget.spend(officer, DAY, persons('b', 'c', 'd', 'e'))

    await expect(budget.check(officer, DAY)).rejects.toEqual(SPENT)
    await expect(budget.spend(officer, DAY, persons('a'))).rejects.toEqual(SPENT)
    expect(spent).toEqual(['officer-9'])
    await budget.check({ ...officer, subject: 'officer-10' }, DAY)
    await budget.close()
  })

  it('refuses answers that were under way when another reached it', async () => {
    const { budget } = await open(2)

    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e'].map((name) => budget.spend(officer, DAY, persons(name, `${name}2`))),
    )

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected', 'rejected'])
    await budget.close()
  })

  it('shows nobody an answer whose persons another one counts, before that count is durable', async () => {
    const { budget } = await open(5)
    await budget.check(officer, DAY)
    let isFirstDurable = false
    const first = budget.spend(officer, DAY, persons('a', 'b')).then(() => {
      isFirstDurable = true
    })

    await budget.spend(officer, DAY, persons('b', 'a'))

    expect(isFirstDurable).toBe(true)
    await first
    await budget.close()
  })

  it('forgets persons whose count could not be written, so that they are counted when they are shown', async () => {
    const { budget } = await open(2)
    await budget.check(officer, DAY)
    await budget.close()

    for (let times = 0; times < 3; times++)
      await expect(budget.spend(officer, DAY, persons('a', 'b'))).rejects.toMatchObject({ code: 'EVIDENCE_UNAVAILABLE' })

    await budget.check(officer, DAY)
  })

  it('stands over a restart, and not over a day', async () => {
    const before = await open(2)
    await before.budget.spend(officer, DAY, persons('a', 'b'))
    await before.budget.close()

    const { budget, folder } = await open(2, before.folder)
    await expect(budget.check(officer, DAY)).rejects.toEqual(SPENT)
    await budget.check(officer, '2026-03-02')
    await budget.spend(officer, '2026-03-02', persons('a'))

    expect(await readdir(folder)).toEqual(['persons-2026-03-02'])
    // A request from before midnight takes nothing back of what was counted since.
    await budget.spend(officer, DAY, persons('b'))
    await expect(budget.check(officer, '2026-03-02')).rejects.toEqual(SPENT)
    expect(await readdir(folder)).toEqual(['persons-2026-03-02'])
    await budget.close()
  })

  it('keeps no account and no record that could be read', async () => {
    const { budget, folder } = await open(10)

    await budget.spend(officer, DAY, persons('MssiVictimRecord abc'))

    const text = await readFile(join(folder, `persons-${DAY}`), 'utf8')
    expect(text).toMatch(/^[\w-]{16} [\w-]{16}\n$/)
    expect(text).not.toMatch(/officer|abc/)
    await budget.close()
  })
})

it('is the largest of an account’s roles', () => {
  const settings = PersonBudgetSettings.parse({ perDay: 200, roles: { auditor: 50, analyst: 900 } })

  expect(
    [['caseworker'], [], ['auditor'], ['auditor', 'caseworker'], ['analyst', 'auditor'], ['constructor']].map((roles) =>
      budgetOf(settings, roles),
    ),
  ).toEqual([200, 200, 50, 200, 900, 200])
})
