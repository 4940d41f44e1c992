import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:https'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../test/support/certificate.ts'
import { createAgencyClient } from './agency-client.ts'
import { createSigner } from './signer.ts'

const hub = makeCertificate('hub')
const agency = makeCertificate('agency')
const other = makeCertificate('agency')
const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** An agency over TLS that notes which certificate it was shown, and how many requests it read. */
async function serve(options: Parameters<typeof createServer>[0]) {
  const seen = { requests: 0, shown: '' }
  const server = createServer({ requestCert: true, rejectUnauthorized: false, ...options }, (request, response) => {
    seen.requests++
    const socket = request.socket as import('node:tls').TLSSocket // an https server has no others
    seen.shown = socket.getPeerX509Certificate()?.subject ?? ''
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"__typename":"Query"}}')
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { url: `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, seen }
}

async function ask(url: string, pins: readonly string[]) {
  const signer = await createSigner(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const client = createAgencyClient({ agency: 'pgr', url, signer, tls: { key: hub.key, cert: hub.cert, pins } })
  try {
    return await client.ask({ path: '/internal', query: '{ __typename }', requestId: 'request-1' })
  } finally {
    await client.close()
  }
}

describe('an agency over TLS', () => {
  it('is asked where it holds the pinned key, and is shown the certificate of the hub', async () => {
    const { url, seen } = await serve({ key: agency.key, cert: agency.cert })

    expect(await ask(url, [other.pin, agency.pin])).toEqual({ data: { __typename: 'Query' } })
    expect(seen).toEqual({ requests: 1, shown: 'CN=hub' })
  })

  it('is not asked anything where it holds another key under the same name', async () => {
    const { url, seen } = await serve({ key: other.key, cert: other.cert })

    await expect(ask(url, [agency.pin])).rejects.toMatchObject({ code: 'AGENCY_UNAVAILABLE' })
    expect(seen.requests).toBe(0)
  })

  it('is not asked over an older TLS', async () => {
    const { url, seen } = await serve({ key: agency.key, cert: agency.cert, maxVersion: 'TLSv1.2' })

    await expect(ask(url, [agency.pin])).rejects.toMatchObject({ code: 'AGENCY_UNAVAILABLE' })
    expect(seen.requests).toBe(0)
  })
})
