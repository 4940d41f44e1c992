import type { ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts'
import type { Fault } from './testing/test-agency.ts'

let test: TestGateway
beforeAll(async () => {
  test = await startTestGateway({ agencyMs: 400, requestMs: 900, maxAnswerBytes: 200_000, pollMs: 60_000 })
})
afterAll(() => test.close())
afterEach(async () => {
  test.agency('pgr').fault = undefined
  await test.gateway.refresh('pgr')
})

const json = (response: ServerResponse, text: string, type = 'application/json') =>
  void response.writeHead(200, { 'content-type': type }).end(text)
const onGraphql =
  (answer: (response: ServerResponse) => void): Fault =>
  (_request, response, path) => {
    if (path !== '/graphql') return false
    answer(response)
    return true
  }
const stages = '{ cases { id stage } }'

const faults: readonly (readonly [string, Fault, string])[] = [
  ['hangs up', onGraphql((response) => response.destroy()), 'UNAVAILABLE'],
  ['answers 500', onGraphql((response) => void response.writeHead(500).end('stack of the house')), 'UNAVAILABLE'],
  ['does not answer', onGraphql(() => undefined), 'TIMEOUT'],
  [
    'drips',
    onGraphql((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '), 20)
      response.once('close', () => clearInterval(timer))
    }),
    'TIMEOUT',
  ],
  ['answers no JSON', onGraphql((response) => json(response, '{"data":')), 'INVALID_DATA'],
  ['answers HTML', onGraphql((response) => json(response, '<p>10.0.0.7 is down</p>', 'text/html')), 'INVALID_DATA'],
  ['answers a list', onGraphql((response) => json(response, '[1]')), 'INVALID_DATA'],
  ['answers too much', onGraphql((response) => json(response, `{"data":{"x":"${'x'.repeat(300_000)}"}}`)), 'INVALID_DATA'],
  ['redirects', onGraphql((response) => void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()), 'INVALID_DATA'],
  [
    'answers for a type of another agency',
    onGraphql((response) => json(response, '{"data":{"_entities":[{"__typename":"PntlCaseRecord","stage":"S99"}]}}')),
    'INVALID_DATA',
  ],
  [
    'nests lists without end',
    onGraphql((response) => json(response, `{"data":{"_entities":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`)),
    'INVALID_DATA',
  ],
  [
    'refuses the call',
    onGraphql((response) => json(response, '{"errors":[{"message":"secret table x","extensions":{"code":"CALL_REFUSED"}}]}')),
    'UNAVAILABLE',
  ],
  [
    'says that its database changed',
    onGraphql((response) => json(response, '{"errors":[{"message":"no column vitima.sexu","extensions":{"code":"SCHEMA_MISMATCH"}}]}')),
    'SCHEMA_MISMATCH',
  ],
]

describe('an agency that', () => {
  it.each(faults)('%s costs its own fields only, and is named', async (_what, fault, status) => {
    test.agency('pgr').fault = fault

    const { body } = await test.ask(stages)

    expect(body.data.cases[0]).toEqual({ id: 'g1', stage: null })
    expect(body.data.cases[1]).toEqual({ id: 'n1', stage: 'S10' })
    expect(body.errors).toMatchObject([{ path: ['cases', 0, 'stage'], extensions: { agency: 'pgr' } }])
    expect(body.extensions).toMatchObject({
      complete: false,
      sources: [
        { agency: 'pgr', status },
        { agency: 'pntl', status: 'OK' },
      ],
    })
    expect(JSON.stringify(body)).not.toMatch(/stack of|10\.0\.0|secret table|sexu|127\.0/)
  })

  it('adds keys that nobody asked for adds nothing, not even to the prototype of everything', async () => {
    test.agency('pgr').fault = onGraphql((response) =>
      json(
        response,
        '{"data":{"_entities":[{"__typename":"PgrCaseRecord","stage":"S50","nuc":"0009/24.XXXXX","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}],"__proto__":{"polluted":1}}}',
      ),
    )

    const { body } = await test.ask(stages)

    expect(body.data.cases[0]).toEqual({ id: 'g1', stage: 'S50' })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(body.extensions.complete).toBe(true)
  })

  it('failed once in a request is not asked again in it', async () => {
    let calls = 0
    test.agency('pgr').fault = (_request, response) => {
      calls++
      response.writeHead(503).end()
      return true
    }

    const { body } = await test.ask(stages)

    expect(body.data.cases).toEqual([{ id: 'n1', stage: 'S10' }])
    expect(body.extensions.sources[0]).toEqual({ agency: 'pgr', status: 'UNAVAILABLE', asOf: null })
    expect(calls).toBe(1)
  })

  it('has too much to do is called OVERLOADED, and asked again at once by the next: it is well', async () => {
    let calls = 0
    test.agency('pgr').fault = onGraphql((response) => {
      calls++
      response.writeHead(503, { 'retry-after': '2', 'content-type': 'application/json' }).end('{"errors":[{"message":"10.0.0.7"}]}')
    })

    const answers = []
    for (let n = 0; n < 6; n++) answers.push((await test.ask(stages)).body)

    expect(calls).toBe(6)
    expect(answers[5]).toMatchObject({
      errors: [{ path: ['cases', 0, 'stage'], extensions: { code: 'OVERLOADED', agency: 'pgr' } }],
      extensions: {
        sources: [
          { agency: 'pgr', status: 'UNAVAILABLE' },
          { agency: 'pntl', status: 'OK' },
        ],
      },
    })
    expect(JSON.stringify(answers)).not.toMatch(/10\.0\.0/)
  })

  it('closed a kept connection is asked once more, signed anew', async () => {
    let resets = 0
    test.agency('pgr').fault = (request, _response, path) => {
      if (path !== '/graphql' || resets > 0) return false
      resets++
      request.socket.resetAndDestroy()
      return true
    }
    test.agency('pgr').seen.length = 0

    const { body } = await test.ask(stages)

    expect(resets).toBe(1)
    expect(body.extensions.complete).toBe(true)
    expect(test.agency('pgr').seen.filter(({ path, isSigned }) => path === '/graphql' && isSigned)).toHaveLength(1)
  })

  it('keeps failing is spared by the breaker, and asked again once it is there', async () => {
    test.agency('pgr').fault = (_request, response) => {
      response.writeHead(503).end()
      return true
    }
    for (let n = 0; n < 6; n++) await test.ask(stages)
    let calls = 0
    test.agency('pgr').fault = () => {
      calls++
      return false
    }

    const spared = await test.ask(stages)
    expect([calls, spared.body.extensions.complete]).toEqual([0, false])

    await expect
      .poll(
        async () => {
          await test.gateway.refresh('pgr')
          return (await test.ask(stages)).body.extensions.complete
        },
        {
          timeout: 8_000,
          interval: 200,
        },
      )
      .toBe(true)
  }, 15_000)
})

describe('a person who hangs up', () => {
  it('has nothing asked for them any more', async () => {
    // No deadline of the hub's own would end the call within this test.
    const patient = await startTestGateway({ agencyMs: 100_000, requestMs: 100_000, pollMs: 60_000 })
    try {
      const reached = Promise.withResolvers<void>()
      const closed = Promise.withResolvers<void>()
      patient.agency('pgr').fault = onGraphql((response) => {
        response.once('close', () => closed.resolve())
        reached.resolve()
      })
      const hungUp = new AbortController()

      const asking = fetch(`${patient.gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await patient.token()}` },
        body: JSON.stringify({ query: stages }),
        signal: hungUp.signal,
      }).catch(() => 'hung up')
      await reached.promise
      hungUp.abort()

      await expect(closed.promise).resolves.toBeUndefined()
      expect(await asking).toBe('hung up')
    } finally {
      await patient.close()
    }
  }, 15_000)
})
