import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../test/support/certificate.ts'
import { readSettings } from './settings.ts'
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts'

const certificate = makeCertificate('hub.example')
let test: TestGateway | undefined
let folder = ''
afterEach(async () => {
  await test?.close()
  test = undefined
  if (folder) await rm(folder, { recursive: true })
  folder = ''
})

async function files(key = certificate.key) {
  folder = await mkdtemp(join(tmpdir(), 'tip-tls-'))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  await writeFile(keyFile, key)
  await writeFile(certFile, certificate.cert)
  return { keyFile, certFile }
}
const get = (url: string, options: Readonly<Record<string, unknown>> = {}) =>
  new Promise<{ readonly status: number | undefined; readonly headers: Readonly<Record<string, unknown>> }>((resolve, reject) => {
    const asked = request(`${url}/health`, { agent: false, rejectUnauthorized: false, ...options }, (response) => {
      response.resume()
      resolve({ status: response.statusCode, headers: response.headers })
    })
    asked.on('error', reject)
    asked.end()
  })

describe('a hub with a certificate', () => {
  it('answers by TLS 1.3, by the names that it was given, and tells browsers to stay with it', async () => {
    test = await startTestGateway({ tls: await files(), publicHosts: ['hub.example'] })
    const { url } = test.gateway

    expect(url).toMatch(/^https:/)
    expect(await get(url)).toMatchObject({ status: 200, headers: { 'strict-transport-security': 'max-age=31536000' } })
    expect(await get(url, { headers: { host: 'hub.example' } })).toMatchObject({ status: 200 })
    expect(await get(url, { headers: { host: 'evil.example' } })).toMatchObject({ status: 421 })
    await expect(get(url, { maxVersion: 'TLSv1.2' })).rejects.toThrow()
    await expect(fetch(url.replace('https:', 'http:'))).rejects.toThrow()
  })

  it('does not start where key and certificate do not belong together', async () => {
    const tls = await files(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())

    await expect(startTestGateway({ tls })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('tls:') })
  })
})

describe('settings', () => {
  const [tls, pins] = [{ keyFile: 'k', certFile: 'c' }, [certificate.pin]]
  const read = (changes: Readonly<Record<string, unknown>>) => () =>
    readSettings({
      mode: 'demo',
      stateFolder: 's',
      evidenceFile: 'e',
      signingKeyFile: 'k',
      sealKeyFile: 'k',
      agencies: [],
      issuers: [{ issuer: 'demo', jwksFile: 'j', agencies: ['klatu'], roles: ['analyst'] }],
      ...changes,
    })
  const agency = (changes: Readonly<Record<string, unknown>>) => ({ agencies: [{ agency: 'pgr', url: 'https://pgr.example', ...changes }] })

  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['a wider address without TLS', { host: '0.0.0.0', publicHosts: ['hub.example'] }, /TLS 1\.3/],
    ['a wider address without a name', { host: '0.0.0.0', tls }, /names by which/],
    ['an agency elsewhere over http', agency({ url: 'http://10.0.0.7:4101' }), /https only/],
    ['an agency elsewhere that only looks like this machine', agency({ url: 'http://127.0.0.1.example' }), /https only/],
    ['an agency over https without its key', { ...agency({}), agencyTls: tls }, /SHA-256/],
    ['an agency over https on this machine without its key', { ...agency({ url: 'https://127.0.0.1' }), agencyTls: tls }, /SHA-256/],
    ['an agency over https without a certificate of the hub', agency({ pins }), /key and certificate of the hub/],
    ['a pin that is none', { ...agency({ pins: ['AAAA'] }), agencyTls: tls }, /pins/],
    [
      'keys of an issuer elsewhere over http',
      { issuers: [{ issuer: 'demo', jwksUrl: 'http://10.0.0.7/jwks', agencies: ['klatu'], roles: ['analyst'] }] },
      /https only/,
    ],
  ])('are refused with %s', (_what, changes, words) => expect(read(changes)).toThrow(words))

  it('are taken where every hop is locked', () => {
    expect(read({ host: '0.0.0.0', tls, publicHosts: ['hub.example'], ...agency({ pins }), agencyTls: tls })).not.toThrow()
    expect(read({ agencies: [{ agency: 'pgr', url: 'http://127.0.0.1:4101' }] })).not.toThrow()
  })
})
