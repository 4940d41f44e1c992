import { generateKeyPairSync } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { jwtVerify, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRemoteKeys } from '../../platform/index.ts'
import { makeCertificate } from '../support/certificate.ts'

/** Keys of issuers and of the hub as an enemy on the way to them would have them. */
const newKey = (kid: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' } }
}
const [first, second, strange] = [newKey('first'), newKey('second'), newKey('first')] as const
const setOf = (...keys: readonly (typeof first)[]) => JSON.stringify({ keys: keys.map(({ jwk }) => jwk) })
const MINUTE = 60_001
const HOUR = 3_600_001

describe('keys from an address', () => {
  let respond: RequestListener
  let requests = 0
  let now = 0
  let url = ''
  const servers: Server[] = []
  const serve = async (server: Server): Promise<string> => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    servers.push(server)
    const address = server.address()
    return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/jwks`
  }
  beforeEach(async () => {
    ;[requests, now] = [0, 0]
    respond = (_request, response) => response.end(setOf(first))
    url = `http://${await serve(
      createServer((request, response) => {
        requests++
        respond(request, response)
      }),
    )}`
  })
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })
  const start = (at = url) => {
    const keys = createRemoteKeys({ url: at, monotonicMs: () => now })
    return async ({ kid, privateKey }: typeof first): Promise<boolean> => {
      const token = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey)
      return jwtVerify(token, keys).then(
        () => true,
        () => false,
      )
    }
  }

  it('are fetched once for many questions', async () => {
    const isGood = start()
    expect(await Promise.all([isGood(first), isGood(first), isGood(strange)])).toEqual([true, true, false])
    expect(requests).toBe(1)
  })

  it('change without a restart: a new one at once, and one that is gone opens nothing after a minute', async () => {
    const isGood = start()
    expect(await isGood(first)).toBe(true)
    respond = (_request, response) => response.end(setOf(second))

    expect([await isGood(second), await isGood(first)]).toEqual([false, true])
    now += 5_000
    expect(await isGood(second)).toBe(true)
    now += MINUTE
    expect(await isGood(first)).toBe(false)
  })

  it('are not fetched for every unknown key that somebody names', async () => {
    const isGood = start()
    for (let count = 0; count < 20; count++) expect(await isGood(newKey(`unknown-${count}`))).toBe(false)
    expect(requests).toBe(1)
  })

  it.each<[string, RequestListener]>([
    ['nothing', (request) => request.socket.destroy()],
    ['an error', (_request, response) => response.writeHead(500).end(setOf(second))],
    ['no key set', (_request, response) => response.end('{"keys":{}}')],
    ['half a key set', (_request, response) => response.end(setOf(second).slice(0, -4))],
    ['a key set without end', (_request, response) => response.end(setOf(second) + ' '.repeat(300_000))],
  ])('go on for an hour where the address answers with %s, and no longer', async (_what, hostile) => {
    const isGood = start()
    expect(await isGood(first)).toBe(true)
    respond = hostile
    now += MINUTE
    expect([await isGood(first), await isGood(second)]).toEqual([true, false])
    now += HOUR
    expect(await isGood(first)).toBe(false)
    respond = (_request, response) => response.end(setOf(first))
    now += 5_000
    expect(await isGood(first)).toBe(true)
  })

  it('are not sought where a redirect points', async () => {
    let elsewhere = 0
    const other = await serve(
      createServer((_request, response) => {
        elsewhere++
        response.end(setOf(strange))
      }),
    )
    respond = (_request, response) => response.writeHead(302, { location: `http://${other}` }).end()

    expect([await start()(strange), elsewhere]).toEqual([false, 0])
  })

  it('are not believed from a server that nobody vouches for', async () => {
    const { key, cert } = makeCertificate('keys')
    const at = await serve(createTlsServer({ key, cert }, (_request, response) => response.end(setOf(first))))

    expect(await start(`https://${at}`)(first)).toBe(false)
  })
})
