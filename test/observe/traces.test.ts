import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHub, type TestHub } from '../support/start-hub.ts'
import { type CollectedSpan, type Collector, startCollector } from './collector.ts'

const ARRIVES_MS = 20_000
const KNOWN_ATTRIBUTES = ['tip.request_id', 'tip.agency', 'tip.kind', 'url.path', 'http.response.status_code', 'error.type']

let collector: Collector
let hub: TestHub
beforeAll(async () => {
  collector = await startCollector()
  hub = await startHub({ adapters: { tracesUrl: collector.url }, gateway: { tracesUrl: collector.url } })
}, 120_000)
afterAll(async () => {
  await hub?.close()
  await collector?.close()
})

const attribute = ({ attributes }: CollectedSpan, key: string): unknown =>
  Object.values(attributes.find((each) => each.key === key)?.value ?? {})[0]
const childrenOf = (parent: CollectedSpan, name: string): readonly CollectedSpan[] =>
  collector.spans.filter(
    ({ parentSpanId, traceId, ...span }) => parentSpanId === parent.spanId && traceId === parent.traceId && span.name === name,
  )

describe('the trace of a question', () => {
  it('goes from the front door over the call to the agency to its SQL', async () => {
    const query = '{ cases(filter: { agencies: ["pgr"] }, first: 3) { nodes { records { __typename id stage } } } }'
    const { requestId, errors } = await hub.ask({ query }, { as: 'pgr.prosecutor', purpose: 'INVESTIGATION' })
    expect(errors).toEqual([])

    const root = (): CollectedSpan | undefined => collector.spans.find((span) => attribute(span, 'tip.request_id') === requestId)
    const chain = (): readonly unknown[] => {
      const request = root()
      const asked = request ? childrenOf(request, 'ask pgr') : []
      const answers = asked.flatMap((call) => childrenOf(call, 'answer'))
      return answers.flatMap((answer) => childrenOf(answer, 'sql')).map((sql) => [attribute(sql, 'tip.agency'), attribute(sql, 'tip.kind')])
    }
    await expect.poll(chain, { timeout: ARRIVES_MS }).toContainEqual(['pgr', 'CaseRecord'])
  }, 60_000)

  it('names agencies, kinds, paths and codes, and nothing of a person, a question or a row', async () => {
    const query =
      'query Zzcanary($n: Nuc!) { zzcanary: caseByNuc(nuc: $n) { records { __typename id } } victims(first: 20) { nodes { records { __typename id names { text } } } } }'
    const { data } = await hub.ask<{ victims: unknown }>(
      { query, variables: { n: '0062/18.PDSUA' } },
      { as: 'pntl.officer', purpose: 'INVESTIGATION' },
    )
    const shown = [...JSON.stringify(data).matchAll(/"(?:text|id)":"([^"]{6,})"/g)].flatMap(([, value]) => value ?? [])
    expect(shown.length).toBeGreaterThan(5)
    await expect.poll(() => collector.spans.length, { timeout: ARRIVES_MS }).toBeGreaterThan(10)

    expect(
      collector.spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)).filter((key) => !KNOWN_ATTRIBUTES.includes(key)),
    ).toEqual([])
    expect(shown.filter((value) => collector.text.includes(value))).toEqual([])
    expect(collector.text).not.toMatch(/zzcanary|0062\/18|select |pntl\.officer|demo case/i)
  }, 60_000)
})
