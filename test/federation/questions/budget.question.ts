import { expect, it } from 'vitest'
import { askOverHttp, tokenFor } from '../../support/ask.ts'
import type { QuestionWorld } from './world.ts'

const caseworker = { as: 'mssi.caseworker', purpose: 'PROTECTION' } as const
const PERSONS = '{ victims(first: 2) { nodes { sex { value } } } }'
const RECORDS = '{ victims(first: 20) { nodes { records { ... on VictimRecord { sex } } } } }'
const NO_PERSONS = '{ cases(first: 1) { nodes { stage { value } } } }'

/** How many persons one account may be shown in a day. */
export function budget(world: () => QuestionWorld): void {
  it('is spent by persons without their ids being asked for, and then refuses by the shape of a question, also after a restart', async () => {
    const { hub } = world()
    const change = { name: 'budget', settings: { personBudget: { perDay: 3, roles: {} } } }
    const token = await tokenFor(hub.keys, caseworker)
    const codesOf = async (url: string, query: string): Promise<readonly unknown[]> => {
      const { status, data, errors } = await askOverHttp<unknown>(url, { query }, token)
      return [status, errors.map(({ extensions }) => extensions.code), data === null]
    }
    const first = await hub.startAnotherGateway(change)

    expect(await codesOf(first.url, PERSONS)).toEqual([200, [], false])
    expect(await codesOf(first.url, PERSONS)).toEqual([200, [], false])
    expect(await codesOf(first.url, RECORDS)).toEqual([200, [], false])
    expect(await codesOf(first.url, PERSONS)).toEqual([429, ['BUDGET_SPENT'], true])
    expect(await codesOf(first.url, '{ victim(id: "nobody") { id } }')).toEqual([429, ['BUDGET_SPENT'], true])
    expect(await codesOf(first.url, NO_PERSONS)).toEqual([200, [], false])
    await first.close()

    const second = await hub.startAnotherGateway(change)
    expect(await codesOf(second.url, PERSONS)).toEqual([429, ['BUDGET_SPENT'], true])
    await second.close()
  })
}
