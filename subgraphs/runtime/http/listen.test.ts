import { request } from 'node:https'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../test/support/certificate.ts'
import { type Listening, listen } from './listen.ts'

const hub = makeCertificate('hub')
const agency = makeCertificate('agency')
const stranger = makeCertificate('hub')
let open: Listening | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

async function serve() {
  const seen: string[] = []
  open = await listen(
    (asked, response) => {
      seen.push(asked.url ?? '')
      response.end('ok')
    },
    { service: 'pgr', tls: { key: agency.key, cert: agency.cert, hubPins: [hub.pin] } },
  )
  return { url: open.url, seen }
}

const ask = (url: string, options: Readonly<Record<string, unknown>>): Promise<string> =>
  new Promise((resolve, reject) => {
    const asked = request(`${url}/graphql`, { agent: false, rejectUnauthorized: false, ...options }, (response) => {
      response.setEncoding('utf8')
      response.on('data', resolve)
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end()
  })

describe('an agency that listens over TLS', () => {
  it('answers who holds the pinned key of the hub', async () => {
    const { url } = await serve()

    expect(await ask(url, { key: hub.key, cert: hub.cert })).toBe('ok')
  })

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['another key under the same name', { key: stranger.key, cert: stranger.cert }],
    ['no certificate', {}],
    ['an older TLS', { key: hub.key, cert: hub.cert, maxVersion: 'TLSv1.2' }],
  ])('reads no request of who comes with %s', async (_what, options) => {
    const { url, seen } = await serve()

    await expect(ask(url, options)).rejects.toThrow()
    expect(seen).toEqual([])
  })
})
