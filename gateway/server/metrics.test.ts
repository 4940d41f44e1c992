import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts'

let test: TestGateway
beforeAll(async () => {
  test = await startTestGateway({ metricsPort: 0, pollMs: 60_000 })
})
afterAll(() => test.close())

/** `name{labels} value` -> value, of one scrape. */
async function scrape(): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(test.gateway.metricsUrl ?? '')
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]))
}

describe('the numbers of a gateway', () => {
  it('tell of requests, operations, agencies and calls what operators watch', async () => {
    const before = await scrape()
    await test.ask('{ cases { id stage } }')
    await test.ask('{ cases { id stage } }', { token: null })
    test.agency('pgr').fault = (_request, response) => {
      response.writeHead(503).end()
      return true
    }
    await test.ask('{ cases { id stage } }')
    await test.gateway.refresh('pgr')

    const after = await scrape()

    const grew = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0)
    expect(grew('tip_hub_requests_total{status="200",code=""}')).toBe(2)
    expect(grew('tip_hub_requests_total{status="401",code=""}')).toBe(1)
    expect(grew('tip_hub_answers_total{operation="cases",outcome="ANSWERED"}')).toBe(1)
    expect(grew('tip_hub_answers_total{operation="cases",outcome="PARTIAL"}')).toBe(1)
    expect(grew('tip_hub_sources_total{agency="pgr",status="UNAVAILABLE"}')).toBe(1)
    expect(grew('tip_hub_agency_calls_total{agency="pgr",path="/internal",outcome="AGENCY_UNAVAILABLE"}')).toBeGreaterThan(0)
    expect(grew('tip_hub_agency_calls_total{agency="pntl",path="/graphql",outcome="OK"}')).toBe(2)
    expect(grew('tip_hub_request_duration_seconds_count{status="200"}')).toBe(2)
    expect([after.get('tip_hub_agency_reachable{agency="pgr"}'), after.get('tip_hub_agency_reachable{agency="pntl"}')]).toEqual([0, 1])
    expect(after.get('tip_hub_requests_under_way')).toBe(0)
    expect(after.get('tip_hub_process_resident_memory_bytes')).toBeGreaterThan(1_000_000)
  })

  it('hold nothing that a person, a document or a record said', async () => {
    await test.ask('query Hostile_canary { zzcanary: cases { id stage nuc } }')
    await test.ask('{ canary_field }')
    await test.ask('{ cases { id } }', { headers: { 'tip-purpose': 'CANARY' } })

    const text = await (await fetch(test.gateway.metricsUrl ?? '')).text()

    expect(text).not.toMatch(/canary|0001\/24|account-1|DIPNT/i)
  })

  it('are served on this machine alone, and nothing else is served there', async () => {
    const base = new URL(test.gateway.metricsUrl ?? '')

    expect(base.hostname).toBe('127.0.0.1')
    expect((await fetch(new URL('/graphql', base))).status).toBe(404)
    expect((await fetch(new URL('/metrics', base), { method: 'POST' })).status).toBe(404)
    expect((await fetch(`${test.gateway.url}/metrics`)).status).toBe(404)
  })
})
