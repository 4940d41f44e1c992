import type { Answer } from '../../support/ask.ts'
import { startHub, type TestHub } from '../../support/start-hub.ts'
import { type FaultProxy, startFaultProxy, type WireFault } from './fault-proxy.ts'

/** The whole hub with a wire of its own between the gateway and each agency. */
export interface FaultyHub {
  readonly hub: TestHub
  /** Agency -> its wire. */
  readonly wires: ReadonlyMap<string, FaultProxy>
  /** Breaks the wires of these agencies, or mends them. */
  set(agencies: readonly string[], fault: WireFault | undefined): Promise<void>
  /** The first page of matters and of persons. */
  ask(): Promise<Answer<Asked>>
  /** Every record of every page, by its id. */
  walk(): Promise<ReadonlyMap<string, NamedRecord>>
  close(): Promise<void>
}

export interface NamedRecord {
  readonly __typename: string
  readonly id: string
  readonly [field: string]: unknown
}
interface Page {
  readonly nodes: readonly ({ readonly records: readonly (NamedRecord | null)[] } | null)[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}
export interface Asked {
  readonly cases: Page | null
  readonly victims: Page | null
}

/** Matters and persons of every agency, with values that each agency has to resolve itself. */
const CASES = 'nodes { records { __typename id stage municipality } } pageInfo { hasNextPage endCursor }'
const VICTIMS = 'nodes { records { __typename id sex municipality } } pageInfo { hasNextPage endCursor }'
export const QUESTION = `{ cases(first: 100) { ${CASES} } victims(first: 100) { ${VICTIMS} } }`
const WALKS = [
  ['cases', `query ($after: String) { cases(first: 100, after: $after) { ${CASES} } }`],
  ['victims', `query ($after: String) { victims(first: 100, after: $after) { ${VICTIMS} } }`],
] as const
export const ANALYST = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const

export async function startFaultyHub(): Promise<FaultyHub> {
  const wires = new Map<string, FaultProxy>()
  const hub = await startHub({
    reach: async (agency, url) => {
      const wire = await startFaultProxy(Number(new URL(url).port))
      wires.set(agency, wire)
      return `http://127.0.0.1:${wire.port}`
    },
    // Every fault shows the analyst everything again; how often is no matter of this test.
    // Twice the usual time: on a busy machine those that nothing struck would be late too.
    gateway: { personBudget: { perDay: 1_000_000, roles: {} }, agencyMs: 4_000, requestMs: 5_000 },
  })
  return {
    hub,
    wires,
    set: async (agencies, fault) => {
      await Promise.all(agencies.map((agency) => wires.get(agency)?.set(fault)))
    },
    ask: () => hub.ask<Asked>({ query: QUESTION }, ANALYST),
    async walk() {
      const found = new Map<string, NamedRecord>()
      for (const [root, query] of WALKS) {
        let after: string | null = null
        do {
          const answer: Answer<Partial<Asked>> = await hub.ask({ query, variables: { after } }, ANALYST)
          if (answer.complete !== true) throw new Error('a walk over a whole hub is complete')
          for (const [id, record] of recordsOf(answer)) found.set(id, record)
          const info: Page['pageInfo'] | undefined = answer.data[root]?.pageInfo
          after = info?.hasNextPage ? info.endCursor : null
        } while (after !== null)
      }
      return found
    },
    async close() {
      await hub.close()
      await Promise.all([...wires.values()].map((wire) => wire.close()))
    },
  }
}

/** Every record of an answer, by its id: what the agencies said of it. */
export function recordsOf({ data }: Answer<Partial<Asked>>): ReadonlyMap<string, NamedRecord> {
  const pages = [data?.cases, data?.victims].flatMap((page) => page?.nodes ?? [])
  return new Map(pages.flatMap((node) => node?.records ?? []).flatMap((record) => (record ? [[record.id, record] as const] : [])))
}
