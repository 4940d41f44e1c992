import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { HubError, isHubError } from '../../schema/index.ts'
import { readSettings } from './settings.ts'
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts'
import { startTestAgency, testSdl } from './testing/test-agency.ts'

let test: TestGateway | undefined
afterEach(async () => {
  await test?.close()
  test = undefined
})

const codes = async (gateway: TestGateway) => (await gateway.ask('{ agencies { code status } }')).body.data.agencies
const mnec = { agency: 'mnec', typePrefix: 'Mnec', cases: [{ id: 'm1', stage: 'S20' }], shows: ['stage'] }

describe('agencies', () => {
  it('join, change and leave while questions are answered', async () => {
    test = await startTestGateway()
    const { jwks } = test.gateway
    const joining = await startTestAgency(mnec, () => jwks.keys)
    try {
      await test.gateway.addAgency({ agency: 'mnec', url: joining.url })
      expect((await test.ask('{ cases { stage } }')).body.data.cases).toEqual([{ stage: 'S20' }, { stage: 'S50' }, { stage: 'S10' }])

      joining.change({ shows: [], policyVersion: 2 })
      await expect.poll(async () => (await test?.ask('{ cases { stage } }'))?.body.data.cases[0]).toEqual({ stage: null })

      await test.gateway.removeAgency('mnec')
      expect((await test.ask('{ cases { stage } }')).body.data.cases).toEqual([{ stage: 'S50' }, { stage: 'S10' }])
      expect((await test.ask('{ cases { ... on MnecCaseRecord { stage } } }')).body.errors[0].extensions.code).toBe('VALIDATION_FAILED')
    } finally {
      await joining.close()
    }
  })

  it('that are down at the start join when they come', async () => {
    test = await startTestGateway()
    const { jwks } = test.gateway
    const late = await startTestAgency(mnec, () => jwks.keys)
    await late.close()
    await test.gateway.addAgency({ agency: 'mnec', url: late.url })
    expect(await codes(test)).toHaveLength(2)

    const back = await startTestAgency({ ...mnec, port: Number(new URL(late.url).port) }, () => jwks.keys)
    try {
      await expect.poll(async () => test && (await codes(test)), { timeout: 8_000 }).toContainEqual({ code: 'mnec', status: 'REACHABLE' })
    } finally {
      await back.close()
    }
  })

  it('that describe themselves otherwise each time have the graph made anew a few times only, and hold up nobody else', async () => {
    test = await startTestGateway({ pollMs: 60_000 })
    const { gateway, events } = test
    for (let policyVersion = 2; policyVersion <= 40; policyVersion++) {
      test.agency('pgr').change({ policyVersion })
      await gateway.refresh('pgr')
    }
    const told = () =>
      events.filter((event) => event.event === 'agency' && event.agency === 'pgr').map((event) => 'what' in event && event.what)

    expect(events.filter(({ event }) => event === 'composed').length).toBeLessThanOrEqual(12)
    expect(told().filter((what) => what === 'unsteady')).toHaveLength(1)
    expect((await test.ask('{ cases { stage } }')).body.data.cases).toEqual([{ stage: 'S50' }, { stage: 'S10' }])

    test.agency('pntl').change({ shows: [], policyVersion: 2 })
    await gateway.refresh('pntl')
    expect((await test.ask('{ cases { stage } }')).body.data.cases).toEqual([{ stage: 'S50' }, { stage: null }])
    const known = gateway.agencies.find(({ agency }) => agency === 'pgr')?.description
    test.agency('pgr').change({ policyVersion: known?.policy.version ?? 0 })
    await gateway.refresh('pgr')
    expect(told().at(-1)).toBe('steady')
  })

  it('that go down stay in the graph, and are there again without a restart of anything', async () => {
    test = await startTestGateway()
    const pgr = test.agency('pgr')
    pgr.fault = (request) => {
      request.socket.destroy()
      return true
    }
    await expect.poll(async () => test && (await codes(test)), { timeout: 5_000 }).toContainEqual({ code: 'pgr', status: 'UNREACHABLE' })
    expect((await test.ask('{ cases { stage } }')).body.extensions).toMatchObject({
      complete: false,
      sources: [{ agency: 'pgr', status: 'UNAVAILABLE' }, {}],
    })

    pgr.fault = undefined

    await expect.poll(async () => (await test?.ask('{ cases { stage } }'))?.body.extensions.complete, { timeout: 8_000 }).toBe(true)
  })

  it('are remembered over a restart, so that the graph is whole while one is down', async () => {
    test = await startTestGateway()
    await test.gateway.close()
    test.agency('pgr').fault = (request) => {
      request.socket.destroy()
      return true
    }

    const again = await test.start()

    expect(again.supergraphSdl).toContain('type PgrCaseRecord')
    expect(again.agencies).toMatchObject([
      { agency: 'pgr', reachability: 'UNREACHABLE' },
      { agency: 'pntl', reachability: 'REACHABLE' },
    ])
    await again.close()
  })

  it('that would define what is not theirs are left out with the reason, and the others go on', async () => {
    const sdl = `${testSdl('Mnec')} type PgrVictimRecord @key(fields: "id") { id: ID! }`
    test = await startTestGateway(
      {},
      {
        agencies: [
          { agency: 'pgr', typePrefix: 'Pgr', cases: [{ id: 'g1', stage: 'S50' }], shows: ['stage'] },
          { ...mnec, sdl },
        ],
      },
    )

    expect(test.gateway.agencies.find(({ agency }) => agency === 'mnec')?.problems).toMatchObject([
      { rule: 'FOREIGN_TYPE', where: 'PgrVictimRecord' },
    ])
    expect((await test.ask('{ cases { stage } }')).body.data.cases).toEqual([{ stage: 'S50' }])
  })

  it('keep the old words for a breaking change until it is accepted', async () => {
    test = await startTestGateway()
    const before = testSdl('Pgr')
    test.agency('pgr').change({
      sdl: before
        .replace('municipality: Code nuc: Nuc gaps', 'nuc: Nuc gaps')
        .replace(/(type PgrCaseRecord[^{]*\{ id: ID! stage: Code )municipality: Code/, '$1'),
    })
    const problems = () => test?.gateway.agencies.find(({ agency }) => agency === 'pgr')?.problems.map(({ rule }) => rule) ?? []

    await expect.poll(problems, { timeout: 5_000 }).toContain('BREAKING_CHANGE')

    expect(test.gateway.supergraphSdl).toMatch(/type PgrCaseRecord[^}]*municipality/)
  })
})

describe('a hub with too much to do', () => {
  it('tells people to come back, and answers those who were first', async () => {
    test = await startTestGateway({ maxConcurrent: 1 })
    let release: () => void = () => undefined
    const isHeld = new Promise<void>((resolve) => {
      test?.agency('pgr').hold((go) => {
        release = go
        resolve()
      })
    })
    const first = test.ask('{ cases { stage } }')
    await isHeld

    const second = await test.ask('{ codeLists }')
    release()

    expect([second.status, second.body.errors[0].extensions.code, second.headers.get('retry-after')]).toEqual([503, 'OVERLOADED', '1'])
    expect((await first).body.data.cases).toHaveLength(2)
    expect((await test.ask('{ codeLists }')).status).toBe(200)
  })
})

describe('a hub whose askers do not finish asking', () => {
  it('gives them no place: bodies that never end, with no token, keep nobody else from being answered', async () => {
    test = await startTestGateway({ maxConcurrent: 2 })
    const { hostname, port } = new URL(test.gateway.url)
    const sockets = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const socket = connect(Number(port), hostname)
        socket.on('error', () => undefined)
        const head = [
          `POST /graphql HTTP/1.1`,
          `host: ${hostname}:${port}`,
          'content-type: application/json',
          'content-length: 90',
          'expect: 100-continue',
        ]
        socket.write(`${head.join('\r\n')}\r\n\r\n`)
        await once(socket, 'data') // the hub has read the head, and waits for the body
        socket.write('{"query":')
        return socket
      }),
    )

    const answers = await Promise.all([test.ask('{ me { agency } }'), test.ask('{ me { agency } }')])

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    for (const socket of sockets) socket.destroy()
  })
})

describe('starting', () => {
  it('names everything that is wrong with the settings at once', () => {
    const problems = (() => {
      try {
        readSettings({ mode: 'production', host: '0.0.0.0', agencies: [{ agency: 'pgr', url: 'http://10.0.0.7:1' }], prot: 1 })
      } catch (error) {
        return isHubError(error, 'CONFIG_INVALID') ? String(error.details.problems) : ''
      }
    })()

    for (const word of ['mode', 'host', 'TLS 1.3', 'stateFolder', 'agencies[0].url', 'issuers', 'prot']) expect(problems).toContain(word)
  })

  it('says that a port is taken, and by what it can be mended', async () => {
    test = await startTestGateway()
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address ? address.port : 0
    try {
      const failed = startTestGateway({ port })

      await expect(failed).rejects.toThrow(HubError)
      await expect(failed).rejects.toMatchObject({ code: 'PORT_TAKEN', details: { port } })
    } finally {
      taken.close()
    }
  })

  it('gives no path and no content of a key file that it cannot use', async () => {
    const failed = startTestGateway({ signingKeyFile: join('/', 'no', 'such', 'secret.pem') })

    await expect(failed).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    await expect(failed).rejects.not.toThrow(/secret\.pem/)
  })

  it('finishes what is under way before it ends', async () => {
    test = await startTestGateway()
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      test?.agencies.forEach((agency) => {
        agency.fault = (_request, _response, path) => {
          if (path === '/graphql') resolve()
          return false
        }
      })
      release = resolve
    })
    const asking = test.ask('{ cases { stage } }')
    await held
    release()

    await test.gateway.close()

    expect((await asking).body.data.cases).toHaveLength(2)
    expect(await readFile(join(test.folder, 'evidence.jsonl'), 'utf8')).toContain('"ANSWERED"')
  })
})
