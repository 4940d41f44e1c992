import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signRequest } from '../../cli/join/ask-hub.ts'
import { type MembershipRequest, readInvitation } from '../../schema/index.ts'
import { startTestGateway, type TestGateway } from '../server/testing/start-test-gateway.ts'
import { invite } from './invitations.ts'

let test: TestGateway
beforeEach(async () => {
  test = await startTestGateway()
})
afterEach(() => test.close())

const newKey = () => generateKeyPairSync('ed25519').privateKey
const xOf = (key: KeyObject): string => key.export({ format: 'jwk' }).x ?? ''
const nowSeconds = (): number => Math.floor(Date.now() / 1_000)
const fresh = () => ({ aud: test.gateway.url, iat: nowSeconds(), jti: randomBytes(16).toString('base64url') })

async function codeFor(agency = 'courts', days = 1): Promise<string> {
  const { text } = await invite({ stateFolder: test.settings.stateFolder, agency, hub: test.gateway.url, now: Date.now(), days })
  return readInvitation(text)?.code ?? ''
}
type Join = Extract<MembershipRequest, { do: 'join' }>
const joining = (key: KeyObject, code: string, more: Partial<Join> = {}): Join => ({
  ...fresh(),
  do: 'join',
  agency: 'courts',
  code,
  key: xOf(key),
  url: 'http://127.0.0.1:1',
  ...more,
})

async function send(token: string, url = `${test.gateway.url}/membership`): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ request: token }),
  })
  const json = (await response.json()) as { agency?: string; errors?: { extensions: { code: string } }[] } // compared, not used
  return json.errors?.[0]?.extensions.code ?? `granted ${json.agency}`
}
const members = (): readonly string[] => test.gateway.agencies.map(({ agency }) => agency)

describe('a hub that is asked to take somebody in', () => {
  it('takes in who was invited, once, and records it', async () => {
    const [key, code] = [newKey(), await codeFor()]

    expect(await send(signRequest(key, joining(key, code)))).toBe('granted courts')

    expect(members()).toContain('courts')
    expect(await send(signRequest(key, joining(key, code)))).toBe('INVITATION_INVALID')
    expect(await readFile(test.settings.evidenceFile, 'utf8')).toMatch(/"membership":"JOINED","agency":"courts","key":"[\w-]{43}"/)
    expect(test.events).toContainEqual({ event: 'membership', what: 'joined', agency: 'courts' })
  })

  it('takes in one of many who hold the same invitation', async () => {
    const code = await codeFor()

    const answers = await Promise.all(
      Array.from({ length: 6 }, () => {
        const key = newKey()
        return send(signRequest(key, joining(key, code)))
      }),
    )

    expect(answers.filter((answer) => answer.startsWith('granted'))).toHaveLength(1)
  })

  it.each([
    ['a code that nobody gave', { code: randomBytes(32).toString('base64url') }],
    ['an invitation of another institution', { agency: 'mnec' }],
    ['the name of an agency of the settings', { agency: 'pgr' }],
    ['an address over https, where the hub has no certificate to show', { url: 'https://adapter.example', pins: [`${'A'.repeat(43)}=`] }],
    ['an address with a path of its own choice', { url: 'http://user:word@127.0.0.1:1' }],
    ['an address of another machine without TLS', { url: 'http://10.0.0.7:4101' }],
    ['an address that is none', { url: 'file:///etc/passwd' }],
  ])('refuses %s, and keeps the invitation good', async (_what, more) => {
    const [key, code] = [newKey(), await codeFor()]

    expect(await send(signRequest(key, joining(key, code, more)))).toBe('INVITATION_INVALID')

    expect(members()).not.toContain('courts')
    expect(await send(signRequest(key, joining(key, code)))).toBe('granted courts')
  })

  it('refuses an invitation that has run out', async () => {
    const key = newKey()

    expect(await send(signRequest(key, joining(key, await codeFor('courts', 0))))).toBe('INVITATION_INVALID')
  })

  it.each<[string, (join: Join, key: KeyObject) => string]>([
    ['a request signed with another key than it shows', (join) => signRequest(newKey(), join)],
    ['one for another hub', (join, key) => signRequest(key, { ...join, aud: 'https://hub.example' })],
    ['one from an hour ago', (join, key) => signRequest(key, { ...join, iat: join.iat - 3_600 })],
    ['one from tomorrow', (join, key) => signRequest(key, { ...join, iat: join.iat + 86_400 })],
    ['one with more in it than is known', (join, key) => signRequest(key, { ...join, admin: true } as Join)],
    ['one that was altered', (join, key) => signRequest(key, join).replace(/\.[^.]{8}/, '.AAAAAAAA')],
    ['one without a signature', (join, key) => signRequest(key, join).replace(/\.[^.]*$/, '.')],
    ['one that is none', () => 'a.b.c'],
    ['an endless one', () => 'a'.repeat(15_000)],
  ])('refuses %s without a reason', async (_what, write) => {
    const [key, code] = [newKey(), await codeFor()]

    expect(await send(write(joining(key, code), key))).toBe('CALL_REFUSED')

    expect(members()).not.toContain('courts')
    expect(await send(signRequest(key, joining(key, code)))).toBe('granted courts')
  })

  it('keeps no code that could be used by who reads its folder', async () => {
    const code = await codeFor()

    const names = await readdir(join(test.settings.stateFolder, 'invitations'))
    const texts = await Promise.all(names.map((name) => readFile(join(test.settings.stateFolder, 'invitations', name), 'utf8')))

    expect([...names, ...texts].join()).not.toContain(code)
  })
})

describe('a member', () => {
  const joined = async () => {
    const key = newKey()
    expect(await send(signRequest(key, joining(key, await codeFor())))).toBe('granted courts')
    return key
  }

  it('alone says that it leaves', async () => {
    const key = await joined()

    expect(await send(signRequest(newKey(), { ...fresh(), do: 'leave', agency: 'courts' }))).toBe('CALL_REFUSED')
    expect(members()).toContain('courts')
    expect(await send(signRequest(key, { ...fresh(), do: 'leave', agency: 'courts' }))).toBe('granted courts')
    expect(members()).not.toContain('courts')
  })

  it('cannot speak for another, nor for one of the settings', async () => {
    const key = await joined()

    expect(await send(signRequest(key, { ...fresh(), do: 'leave', agency: 'pgr' }))).toBe('CALL_REFUSED')
    expect(await send(signRequest(key, { ...fresh(), do: 'status', agency: 'mnec' }))).toBe('CALL_REFUSED')
    expect(members()).toContain('pgr')
  })

  it('is not made to leave by what it said before', async () => {
    const key = await joined()
    const leaving = signRequest(key, { ...fresh(), do: 'leave', agency: 'courts' })
    await send(leaving)
    expect(await send(signRequest(key, joining(key, await codeFor())))).toBe('granted courts')

    expect(await send(leaving)).toBe('CALL_REFUSED')
    expect(members()).toContain('courts')
  })

  it('is a member still after the gateway was started again', async () => {
    await joined()
    await test.gateway.close()

    const again = await test.start()

    expect(again.agencies.map(({ agency }) => agency)).toContain('courts')
    await again.close()
  })
})

describe('the register', () => {
  it.each([
    ['no JSON', '{'],
    [
      'an agency at an address without TLS',
      { version: 1, members: [{ setting: { agency: 'x', url: 'http://10.0.0.7' }, key: 'A'.repeat(43), joined: '2025-01-01T00:00:00Z' }] },
    ],
    [
      'a member without a key',
      { version: 1, members: [{ setting: { agency: 'x', url: 'http://127.0.0.1:1' }, joined: '2025-01-01T00:00:00Z' }] },
    ],
    ['another version', { version: 2, members: [] }],
  ])('that holds %s keeps the gateway from starting', async (_what, content) => {
    await test.gateway.close()
    await writeFile(join(test.settings.stateFolder, 'members.json'), typeof content === 'string' ? content : JSON.stringify(content))

    await expect(test.start()).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('members.json') })
  })
})
