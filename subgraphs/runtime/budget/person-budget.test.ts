import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonLimits } from '../../../schema/index.ts'
import type { VerifiedPerson } from '../call/verify-call.ts'
import type { GivenPersons } from './given-today.ts'
import { createPersonBudget } from './person-budget.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tip-agency-budget-'))
})
afterAll(() => rm(root, { recursive: true }))

const DAY = '2026-03-01'
const NEXT = '2026-03-02'
const officer = (subject = 'officer-9', agency = 'mssi', roles = ['caseworker']): VerifiedPerson => ({
  viewer: { agency, roles, purpose: 'PROTECTION' },
  subject,
  reason: undefined,
})
const victims = (...keys: readonly string[]): GivenPersons => new Map([['VictimRecord', new Set(keys)]])
const open = async (limits: Partial<PersonLimits>, at?: string) => {
  const folder = at ?? (await mkdtemp(join(root, 'state-')))
  const spent: string[] = []
  const budget = createPersonBudget({
    agency: 'pntl',
    limits: { perAccount: 500, perRecipient: 20_000, roles: {}, ...limits },
    folder,
    secret: new Uint8Array(32).fill(1),
    onSpent: ({ subject }) => spent.push(subject),
  })
  const give = async (to: VerifiedPerson, persons: GivenPersons, day = DAY) => (await budget.allowanceOf(to, day).spend(persons)).durable
  const isSpent = (to: VerifiedPerson, day = DAY) => budget.allowanceOf(to, day).isSpent()
  return { budget, folder, spent, give, isSpent }
}
const REFUSED = expect.objectContaining({ code: 'AGENCY_BUDGET_SPENT', details: { agency: 'pntl' } })

describe('the number of persons that an agency gives away', () => {
  it('counts a record once for an account; the answer that reaches the number is given, and none after it', async () => {
    const { give, isSpent, spent } = await open({ perAccount: 3 })

    await give(officer(), victims('1', '2'))
    await give(officer(), victims('2', '1'))
    expect(await isSpent(officer())).toBe(false)
    await give(officer(), victims('2', '3', '4', '5'))

    expect(await isSpent(officer())).toBe(true)
    await expect(give(officer(), victims('1'))).rejects.toEqual(REFUSED)
    await expect(give(officer(), victims('1'))).rejects.toEqual(REFUSED)
    expect(spent).toEqual(['officer-9'])
    expect(await isSpent(officer('officer-10'))).toBe(false)
  })

  it('is not passed by a table in one answer', async () => {
    const { give, isSpent } = await open({ perAccount: 5 })
    const many = (count: number) => victims(...Array.from({ length: count }, (_, key) => `${key}`))

    await expect(give(officer(), many(1_006))).rejects.toEqual(REFUSED)
    expect(await isSpent(officer())).toBe(false)
    await give(officer(), many(1_005))
    expect(await isSpent(officer())).toBe(true)
  })

  it('counts nothing, and refuses nothing, where nobody is in the answer', async () => {
    const { give } = await open({ perAccount: 1 })
    await give(officer(), victims('1'))

    await expect(give(officer(), new Map())).resolves.toBeUndefined()
  })

  it('is bounded for all accounts of a receiving agency together, and for no other agency', async () => {
    const { give, isSpent } = await open({ perRecipient: 3 })

    await give(officer('a'), victims('1', '2'))
    await give(officer('b'), victims('3'))

    expect(await isSpent(officer('c'))).toBe(true)
    expect(await isSpent(officer('a', 'klatu'))).toBe(false)
  })

  it('does not tell an account whom a colleague was shown: what both are given counts twice', async () => {
    const [same, other] = [await open({ perRecipient: 3 }), await open({ perRecipient: 3 })]
    await same.give(officer('a'), victims('1', '2'))
    await other.give(officer('a'), victims('1', '2'))

    await same.give(officer('b'), victims('1'))
    await other.give(officer('b'), victims('9'))

    expect(await same.isSpent(officer('b'))).toBe(await other.isSpent(officer('b')))
  })

  it('refuses answers that were under way when another reached the number', async () => {
    const { give } = await open({ perAccount: 2 })

    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd'].map((key) => give(officer(), victims(key, `${key}2`))))

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
  })

  it('gives nobody an answer whose persons another one counts, before that count is durable', async () => {
    const { give, isSpent } = await open({})
    await isSpent(officer())
    let isFirstDurable = false
    const first = give(officer(), victims('1', '2')).then(() => {
      isFirstDurable = true
    })

    await give(officer(), victims('2', '1'))

    expect(isFirstDurable).toBe(true)
    await first
  })

  it('forgets persons whose count could not be written, so that they are counted when they are given', async () => {
    const { budget, give, isSpent } = await open({ perAccount: 2 })
    await isSpent(officer())
    await budget.close()

    for (let times = 0; times < 3; times++)
      await expect(give(officer(), victims('1', '2'))).rejects.toMatchObject({ code: 'EVIDENCE_UNAVAILABLE' })

    expect(await isSpent(officer())).toBe(false)
  })

  it('stands over a restart, not over a day, and a request from before midnight takes nothing back', async () => {
    const before = await open({ perAccount: 2 })
    await before.give(officer(), victims('1', '2'))
    await before.budget.close()

    const { give, isSpent, folder } = await open({ perAccount: 2 }, before.folder)
    expect(await isSpent(officer())).toBe(true)
    await give(officer(), victims('1', '2'), NEXT)
    await expect(give(officer(), victims('3'), DAY)).rejects.toEqual(REFUSED)

    expect(await isSpent(officer(), NEXT)).toBe(true)
    expect(await readdir(folder)).toEqual([`persons-${NEXT}`])
  })

  it('gives nothing where the count of before cannot be read', async () => {
    const folder = join(root, 'no-folder')
    await writeFile(folder, 'a file')
    const { isSpent } = await open({}, folder)

    await expect(isSpent(officer())).rejects.toMatchObject({ code: 'EVIDENCE_UNAVAILABLE' })
  })

  it('keeps nothing of an account, an agency or a record that could be read', async () => {
    const { give, folder } = await open({})

    await give(officer('officer-9'), victims('key-4711'))

    const text = await readFile(join(folder, `persons-${DAY}`), 'utf8')
    expect(text).toMatch(/^[\w-]{16} [\w-]{16} [\w-]{16}\n$/)
    expect(text).not.toMatch(/officer|mssi|4711/)
  })

  it.each([
    [['caseworker'], 2],
    [[], 2],
    [['auditor'], 1],
    [['auditor', 'caseworker'], 2],
    [['analyst', 'auditor'], 4],
    [['constructor'], 2],
  ])('is the largest of the roles %j: %i', async (roles, most) => {
    const { give, isSpent } = await open({ perAccount: 2, roles: { auditor: 1, analyst: 4 } })
    const somebody = officer('a', 'klatu', roles)
    for (let given = 1; given < most; given++) await give(somebody, victims(`${given}`))

    expect(await isSpent(somebody)).toBe(false)
    await give(somebody, victims(`${most}`))
    expect(await isSpent(somebody)).toBe(true)
  })
})
