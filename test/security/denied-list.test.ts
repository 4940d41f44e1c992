import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchDeniedUrl } from '../../platform/index.ts'
import { DENIED_LIST } from '../../schema/index.ts'
import { makeCertificate } from '../support/certificate.ts'

/** The list of disabled accounts as an enemy between it and us would have it: gone, old, huge, slow, elsewhere. */
const ACCOUNT = { issuer: 'demo', subject: 'officer-9' }
const CLAIMS = { iss: 'demo', sub: 'officer-9', jti: 'token-1' }
const LIST = JSON.stringify({ version: 1, accounts: [ACCOUNT], tokens: [] })
const EMPTY = JSON.stringify({ version: 1, accounts: [], tokens: [] })
const START = 1_800_000_000_000

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tip-denied-'))
})
afterAll(() => rm(root, { recursive: true }))

describe('the list of disabled accounts', () => {
  let respond: RequestListener
  let seen: IncomingMessage[]
  let server: Server
  let url = ''
  let now = START
  let alarms = 0
  let keptFile = ''
  let close: (() => Promise<void>)[]
  const serve = async (made: Server): Promise<string> => {
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
    close.push(
      () =>
        new Promise((resolve) => {
          made.close(() => resolve())
          made.closeAllConnections()
        }),
    )
    const address = made.address()
    return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/denied.json`
  }
  beforeEach(async () => {
    ;[seen, close, now, alarms] = [[], [], START, 0]
    keptFile = join(await mkdtemp(join(root, 'state-')), 'denied-list.json')
    respond = (_request, response) => response.end(LIST)
    server = createServer((request, response) => {
      seen.push(request)
      respond(request, response)
    })
    url = `http://${await serve(server)}`
  })
  afterEach(async () => {
    for (const end of close.toReversed()) await end()
  })
  const start = async (at = url) => {
    const list = await watchDeniedUrl({ url: at, keptFile, pollMs: 10, clock: () => now, onUnreadable: () => void alarms++ })
    close.push(list.close)
    return { ask: async () => (await list.isDenied())(CLAIMS), close: list.close }
  }
  /** Until so many further fetches have begun, so that those before have ended. */
  const fetches = (count: number) => {
    const from = seen.length
    return vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(from + count), { timeout: 10_000 })
  }
  const UNKNOWN = { code: 'DENIED_LIST_UNAVAILABLE' }

  it('refuses whom it names, and lets in whom it names no more', async () => {
    const { ask } = await start()
    expect(await ask()).toBe('account')

    respond = (_request, response) => response.end(EMPTY)
    await vi.waitFor(async () => expect(await ask()).toBeUndefined())
  })

  it('is asked for by its tag, and confirmed without being sent again', async () => {
    respond = (request, response) =>
      request.headers['if-none-match'] === '"v1"' ? response.writeHead(304).end() : response.writeHead(200, { etag: '"v1"' }).end(LIST)
    const { ask } = await start()
    now += DENIED_LIST.refuseAfterMs + 1
    await fetches(3)

    expect(seen.at(-1)?.headers['if-none-match']).toBe('"v1"')
    expect(await ask()).toBe('account')
  })

  it.each<[string, RequestListener]>([
    ['is gone', (_request, response) => response.writeHead(404).end(EMPTY)],
    ['is broken', (_request, response) => response.writeHead(500).end(EMPTY)],
    ['is cut short', (_request, response) => response.end(EMPTY.slice(0, -3))],
    ['is something else', (_request, response) => response.end('{"accounts":[]}')],
    ['hangs up', (request) => request.socket.destroy()],
    ['is confirmed though never sent', (_request, response) => response.writeHead(204).end()],
    ['is larger than any list', (_request, response) => response.end(Buffer.alloc(DENIED_LIST.maxBytes + 1, 0x20))],
  ])('that %s keeps out whom it kept out, with one alarm', async (_what, hostile) => {
    const { ask } = await start()
    respond = hostile
    await fetches(4)

    expect(await ask()).toBe('account')
    expect(alarms).toBe(1)
  })

  it('is not sought where a redirect points', async () => {
    let elsewhere = 0
    const other = await serve(
      createServer((_request, response) => {
        elsewhere++
        response.end(EMPTY)
      }),
    )
    const { ask } = await start()
    respond = (_request, response) => response.writeHead(302, { location: `http://${other}` }).end()
    await fetches(3)

    expect([await ask(), elsewhere, alarms]).toEqual(['account', 0, 1])
  })

  it('lets nobody in once it is too old, with a second alarm, and everybody again when it is back', async () => {
    respond = (_request, response) => response.end(EMPTY)
    const { ask } = await start()
    respond = (_request, response) => response.writeHead(503).end()
    await fetches(2)
    expect([await ask(), alarms]).toEqual([undefined, 1])

    now += DENIED_LIST.refuseAfterMs + 1
    await expect(ask()).rejects.toMatchObject(UNKNOWN)
    await fetches(2)
    expect(alarms).toBe(2)

    respond = (_request, response) => response.end(EMPTY)
    await vi.waitFor(async () => expect(await ask()).toBeUndefined())
  })

  it('lets nobody in where it was never known', async () => {
    respond = (_request, response) => response.writeHead(503).end()
    const { ask } = await start()

    await expect(ask()).rejects.toMatchObject(UNKNOWN)
    respond = (_request, response) => response.end(EMPTY)
    await vi.waitFor(async () => expect(await ask()).toBeUndefined())
  })

  it('is remembered over a restart while its server is down, and not for another address', async () => {
    await (await start()).close()
    respond = (_request, response) => response.writeHead(503).end()

    expect(await (await start()).ask()).toBe('account')
    await expect((await start(`${url}?other`)).ask()).rejects.toMatchObject(UNKNOWN)
  })

  it('is not believed from a server that nobody vouches for', async () => {
    const { key, cert } = makeCertificate('lists')
    const at = await serve(createTlsServer({ key, cert }, (_request, response) => response.end(EMPTY)))
    const { ask } = await start(`https://${at}`)

    await expect(ask()).rejects.toMatchObject(UNKNOWN)
  })

  it.each(['http://lists.example/', 'http://127.0.0.1.example/', 'https://user:secret@lists.example/', 'file:///etc/passwd', 'nonsense'])(
    'is not fetched from %s',
    async (at) => {
      await expect(start(at)).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    },
  )
})
