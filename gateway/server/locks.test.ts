import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { REASON_PURPOSES } from '../../schema/index.ts'
import { startGateway } from '../start-gateway.ts'
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts'

let test: TestGateway
const folders: string[] = []
afterEach(async () => {
  await test.close()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})
const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'tip-locks-'))
  folders.push(made)
  return made
}
const refused = (status: number, code: string) => ({ status, body: { errors: [{ extensions: { code } }] } })

describe('a reason', () => {
  it('is needed where one’s own case is worked on, before any agency is asked, and goes to the agencies as it was written', async () => {
    test = await startTestGateway()
    for (const purpose of REASON_PURPOSES) {
      const token = await test.token({ purposes: [purpose] })
      const without = await test.ask('{ cases { id } }', { token })
      const blank = await test.ask('{ cases { id } }', { token, headers: { 'tip-reason': '   ' } })

      expect([without, blank]).toMatchObject([refused(400, 'REASON_REQUIRED'), refused(400, 'REASON_REQUIRED')])
    }
    expect(test.agencies.flatMap(({ seen }) => seen).every(({ query }) => query.includes('describe'))).toBe(true)

    const token = await test.token({ purposes: ['PROTECTION'] })
    const reason = Buffer.from('kazu José nian').toString('latin1')
    expect((await test.ask('{ cases { id } }', { token, headers: { 'tip-reason': reason } })).status).toBe(200)
    const asked = test.agency('pgr').seen.find(({ path, query }) => path === '/internal' && !query.includes('describe'))
    expect(asked?.context).toMatchObject({ reason: 'kazu José nian' })
  })

  it.each([
    ['too long', 'x'.repeat(201)],
    ['with a character that turns the direction of writing', Buffer.from('case \u202e12').toString('latin1')],
    ['with a tabulator', 'case\t12'],
  ])('that is %s is refused', async (_what, reason) => {
    test = await startTestGateway()
    expect(await test.ask('{ cases { id } }', { headers: { 'tip-reason': reason } })).toMatchObject(refused(400, 'BAD_ARGUMENT'))
  })
})

describe('documents that were agreed', () => {
  const TEXT = 'query Mine { me { agency } }'
  const hash = createHash('sha256').update(TEXT).digest('hex')
  const post = async (body: unknown, token: string) => {
    const response = await fetch(`${test.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }
  const start = async () => {
    const documents = await folder()
    await writeFile(join(documents, 'mine.graphql'), TEXT)
    test = await startTestGateway({ trustedDocuments: { folder: documents } })
    return test.token({ agency: 'partner', roles: ['partner-app'] })
  }
  const answer = { status: 200, body: { data: { me: { agency: 'partner' } } } }

  it('are all that a partner’s application may send, by name or as text', async () => {
    const token = await start()

    expect(await post({ documentId: hash }, token)).toMatchObject(answer)
    expect(await post({ documentId: `sha256:${hash}` }, token)).toMatchObject(answer)
    expect(await post({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }, token)).toMatchObject(answer)
    expect(await post({ query: `# mine\n${TEXT.replaceAll(' ', '  ')}` }, token)).toMatchObject(answer)
    expect(await post({ query: TEXT, documentId: hash }, token)).toMatchObject(answer)
    for (const query of [
      '{ me { agency } }',
      '{ __schema { types { name } } }',
      '{ __typename }',
      '{ codeLists',
      `${TEXT} query Other { codeLists }`,
    ])
      expect(await post({ query }, token), query).toMatchObject(refused(403, 'DOCUMENT_NOT_TRUSTED'))
    expect(await post({ documentId: hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }, token)).toMatchObject(
      refused(403, 'DOCUMENT_NOT_TRUSTED'),
    )
  })

  it('are named once: a text beside another one’s name is no request', async () => {
    const token = await start()

    expect(await post({ query: '{ cases { id } }', documentId: hash }, token)).toMatchObject({
      body: { errors: [{ extensions: { code: 'REQUEST_INVALID' } }] },
    })
    expect(await post({ documentId: hash, extensions: { persistedQuery: { sha256Hash: 'f'.repeat(64) } } }, token)).toMatchObject({
      body: { errors: [{ extensions: { code: 'REQUEST_INVALID' } }] },
    })
    expect(await post({ documentId: '../secret' }, token)).toMatchObject({
      body: { errors: [{ extensions: { code: 'REQUEST_INVALID' } }] },
    })
  })

  it('leave a partner’s application nothing where there are none, and others free', async () => {
    test = await startTestGateway()

    expect(await test.ask('{ me { agency } }', { token: await test.token({ agency: 'partner', roles: ['partner-app'] }) })).toMatchObject(
      refused(403, 'DOCUMENT_NOT_TRUSTED'),
    )
    expect((await test.ask('{ me { agency } }')).status).toBe(200)
  })
})

describe('an account that was disabled', () => {
  it('is refused while its token is good, by a file that is read again', async () => {
    const file = join(await folder(), 'denied.json')
    const write = (accounts: readonly unknown[]) => writeFile(file, JSON.stringify({ version: 1, accounts, tokens: [] }))
    await write([])
    test = await startTestGateway({ deniedFile: file, deniedRereadMs: 0 })

    expect((await test.ask('{ me { agency } }')).status).toBe(200)
    await write([{ issuer: 'demo', subject: 'account-1' }])
    expect(await test.ask('{ me { agency } }')).toMatchObject(refused(403, 'ACCOUNT_DISABLED'))
    await rm(file)
    expect(await test.ask('{ me { agency } }')).toMatchObject(refused(403, 'ACCOUNT_DISABLED'))
    expect(test.events).toContainEqual({ event: 'alarm', alarm: 'DENIED_FILE_UNREADABLE' })
    await mkdir(join(file, '..'), { recursive: true })
    await write([])
    expect((await test.ask('{ me { agency } }')).status).toBe(200)
  })
})

describe('a list of disabled accounts that is fetched', () => {
  it('lets nobody in before it is known, refuses whom it names, and is read again', async () => {
    let answer: { status: number; accounts: readonly unknown[] } = { status: 500, accounts: [] }
    const lists = createServer((_request, response) =>
      response.writeHead(answer.status).end(JSON.stringify({ version: 1, accounts: answer.accounts, tokens: [] })),
    )
    await new Promise<void>((resolve) => lists.listen(0, '127.0.0.1', resolve))
    const address = lists.address()
    test = await startTestGateway({
      deniedUrl: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`,
      deniedPollMs: 20,
    })
    const ask = () => test.ask('{ me { agency } }')

    expect(await ask()).toMatchObject(refused(503, 'DENIED_LIST_UNAVAILABLE'))
    expect(test.events).toContainEqual({ event: 'alarm', alarm: 'DENIED_LIST_UNREADABLE' })
    answer = { status: 200, accounts: [] }
    await vi.waitFor(async () => expect((await ask()).status).toBe(200))
    answer = { status: 200, accounts: [{ issuer: 'demo', subject: 'account-1' }] }
    await vi.waitFor(async () => expect(await ask()).toMatchObject(refused(403, 'ACCOUNT_DISABLED')))
    lists.close()
  })

  it('is not asked for beyond this machine without TLS', async () => {
    test = await startTestGateway()
    const start = startGateway({ ...test.settings, port: 0, deniedUrl: 'http://lists.example/denied.json' })
    await expect(start).rejects.toMatchObject({ code: 'CONFIG_INVALID', details: { problems: expect.stringContaining('https') } })
  })
})

describe('a policy that changed', () => {
  it('is learnt from the next answer, without waiting for the next round', async () => {
    test = await startTestGateway({ pollMs: 60_000 })
    expect((await test.ask('{ cases { nuc } }')).body.data.cases).toEqual([{ nuc: null }, { nuc: '0001/24.DIPNT' }])

    test.agency('pgr').change({ shows: ['stage', 'nuc'], policyVersion: 2 })
    const swapped = new Promise<void>((resolve) => {
      const { push } = test.events
      test.events.push = (...events) => {
        if (events.some(({ event }) => event === 'composed')) resolve()
        return push.apply(test.events, events)
      }
    })
    await test.ask('{ cases { stage } }')
    await swapped

    expect((await test.ask('{ cases { nuc } }')).body.data.cases).toEqual([{ nuc: '0001/24.DIPNT' }, { nuc: '0001/24.DIPNT' }])
  })
})
