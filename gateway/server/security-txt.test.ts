import { afterEach, describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts'

let test: TestGateway | undefined
afterEach(async () => {
  await test?.close()
  test = undefined
})
const contact = { contacts: ['mailto:security@example.org', 'tel:+670-7700-0000'], expires: '2999-06-30' }
const get = async (changes: Parameters<typeof startTestGateway>[0]) => {
  test = await startTestGateway(changes)
  const response = await fetch(`${test.gateway.url}/.well-known/security.txt`)
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

describe('whom to tell of a hole', () => {
  it('is said in the form of RFC 9116, as the institution set it', async () => {
    expect(await get({ securityContact: { ...contact, policy: 'https://example.org/security', languages: ['pt', 'tet'] } })).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
      text: [
        'Contact: mailto:security@example.org',
        'Contact: tel:+670-7700-0000',
        'Expires: 2999-06-30T23:59:59Z',
        'Preferred-Languages: pt, tet',
        'Policy: https://example.org/security',
        '',
      ].join('\n'),
    })
    expect(test?.events.filter(({ event }) => event === 'alarm')).toEqual([])
  })

  it('is not said where nobody was named', async () => {
    expect((await get({})).status).toBe(404)
  })

  it('is an alarm once nobody has promised to read there any more', async () => {
    await get({ securityContact: { ...contact, expires: '2020-06-30' } })

    expect(test?.events).toContainEqual({ event: 'alarm', alarm: 'SECURITY_CONTACT_EXPIRED' })
  })

  it.each<[string, object]>([
    ['no address', { contacts: [] }],
    ['an address without its kind', { contacts: ['security@example.org'] }],
    ['an address over http', { contacts: ['http://example.org/report'] }],
    ['a second line in an address', { contacts: ['mailto:a@example.org\nContact: mailto:evil@example.org'] }],
    ['a script for an address', { contacts: ['javascript:alert(1)'] }],
    ['no end', { expires: undefined }],
    ['an end that is no day', { expires: '2027-02-30' }],
    ['a second line as a language', { languages: ['en\nContact'] }],
    ['a member that nobody knows', { contact: 'mailto:a@example.org' }],
  ])('is refused with %s', async (_what, changes) => {
    test = await startTestGateway()
    const { settings } = test

    expect(() => readSettings({ ...settings, securityContact: { ...contact, ...changes } })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    )
  })
})
