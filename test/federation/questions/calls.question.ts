import { expect, it } from 'vitest'
import type { GatewayEvent } from '../../../gateway/index.ts'
import { askOverHttp, tokenFor } from '../../support/ask.ts'
import type { QuestionWorld } from './world.ts'

const PAGE = `{ cases(first: 20) { nodes {
  records { __typename stage municipality registeredDate victims { sex ageGroup identifiedDate } } timeline { date stage agencies } } } }`

interface Page {
  readonly cases: { readonly nodes: readonly unknown[] }
}

/** Each call costs an agency a signature, a token and statements of its old server: what a page takes is held here. */
export function callsOfAPage(world: () => QuestionWorld): void {
  it('asks for a page of matters with victims and course no agency more often than its records need', async () => {
    const { hub } = world()
    const calls: string[] = []
    const onEvent = (event: GatewayEvent) => {
      if (event.event === 'call') calls.push(`${event.agency} ${event.path}`)
    }
    const gateway = await hub.startAnotherGateway({ name: 'calls', settings: { pollMs: 60_000 }, parts: { onEvent } })
    try {
      const token = await tokenFor(hub.keys, { as: 'klatu.commissioner', purpose: 'OVERSIGHT' })
      calls.length = 0
      const { data } = await askOverHttp<Page>(gateway.url, { query: PAGE }, token)

      expect(data.cases.nodes.length).toBe(20)
      // The list itself is asked of the prosecution alone, which orders by the date; the others give records of its matters, then their fields.
      const joining = ['alfela', 'courts', 'jsmp', 'pcic', 'pgr', 'pntl'].map((agency) => `${agency} /internal`)
      const showing = ['alfela', 'courts', 'pcic', 'pgr', 'pntl'].map((agency) => `${agency} /graphql`)
      expect(calls.toSorted()).toEqual(['pgr /internal', ...joining, ...showing].toSorted())
    } finally {
      await gateway.close()
    }
  })
}
