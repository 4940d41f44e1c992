import { join } from 'node:path'
import { startDatabase } from '../../harness/database.ts'
import { type Contestant, measure } from '../../harness/rounds.ts'
import { startServer } from '../../harness/start-server.ts'
import { measuredTable } from '../../harness/table.ts'
import { startWholeHub, type WholeHub } from '../../harness/whole-hub.ts'
import type { Section } from '../sections.ts'
import { CENTRAL_TABLES, fillCentral } from './central-tables.ts'
import { type Matter, PAGE, type Page, PERSON, TEXT } from './question.ts'

const file = (name: string): string => join(import.meta.dirname, '../..', name)

/**
 * The same page from thirteen adapters and from one central database. The central one is filled with what the hub shows this viewer: its policies
 * are worked out beforehand, row by row and cell by cell, and it knows no signatures, tokens or evidence. So the multiple is an upper bound.
 */
export const federationSection: Section = {
  name: 'federation',
  title: `Federation tax: a page of ${PAGE} cases with victims and course, over all institutions; CPU of all processes, databases too`,
  async run({ isQuick, withPeers, tell }) {
    const closing: (() => Promise<void>)[] = []
    try {
      tell('  starting the hub with its thirteen institutions')
      const hub = await startWholeHub(1)
      closing.push(() => hub.close())
      const headers = await hub.headersFor(PERSON, 'OVERSIGHT')
      const matters = await walk(hub, headers)
      const database = await startDatabase(CENTRAL_TABLES)
      closing.push(() => database.close())
      await fillCentral(database.url, matters)
      const central = await startServer(file('servers/central-sql.ts'), { databaseUrl: database.url })
      closing.push(() => central.close())

      const contestants: Contestant[] = [
        {
          name: 'hub: gateway and 13 adapters, everything on',
          url: hub.url,
          parts: { gateway: [hub.gatewayPid], adapters: [...hub.adapterPids.values()], databases: hub.databasePids },
          body: JSON.stringify({ query: TEXT, variables: { first: PAGE } }),
          headers: () => headers,
          comparable: nodesOf,
        },
        {
          name: 'central: one SQL statement by hand',
          url: central.url,
          parts: { server: [central.pid], database: [database.pid] },
          body: JSON.stringify({ first: PAGE, after: -1 }),
          comparable: nodesOf,
        },
      ]
      const absent: string[] = []
      if (withPeers) {
        const typenames = [...new Set(matters.flatMap(({ records }) => records.map(({ __typename: name }) => name)))]
        const apollo = await startServer(file('peers/central-apollo.ts'), { databaseUrl: database.url, typenames })
        closing.push(() => apollo.close())
        contestants.push({
          name: 'central: Apollo Server, Pothos, Kysely',
          url: apollo.url,
          parts: { server: [apollo.pid], database: [database.pid] },
          body: JSON.stringify({ query: TEXT, variables: { first: PAGE } }),
          comparable: nodesOf,
        })
      } else absent.push('central: Apollo Server, Pothos, Kysely: not installed')
      const pace = isQuick ? { rounds: 2, roundMs: 500, warmMs: 1_000 } : { rounds: 7, roundMs: 1_500, warmMs: 5_000, warmAnswers: 600 }
      const measured = await measure(contestants, pace)
      return { text: measuredTable(`${matters.length} matters`, measured, absent), json: { measured, absent } }
    } finally {
      for (const close of closing.toReversed()) await close()
    }
  },
}

async function walk(hub: WholeHub, headers: Readonly<Record<string, string>>): Promise<readonly Matter[]> {
  const matters: Matter[] = []
  for (let after: string | null = null; ; ) {
    const response: Response = await fetch(hub.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: TEXT, variables: { first: PAGE, after } }),
    })
    const { data } = (await response.json()) as { data?: Page } // our own hub's answer to the question above
    if (!data) throw new Error('the hub gave no page')
    matters.push(...data.cases.nodes)
    if (!data.cases.pageInfo.hasNextPage) return matters
    after = data.cases.pageInfo.endCursor
  }
}

/** Cursors differ; what the page holds does not. */
function nodesOf(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || 'errors' in answer || !('data' in answer)) throw new Error('no answer')
  const { data } = answer
  return typeof data === 'object' &&
    data !== null &&
    'cases' in data &&
    typeof data.cases === 'object' &&
    data.cases &&
    'nodes' in data.cases
    ? data.cases.nodes
    : undefined
}
